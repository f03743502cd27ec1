"""The memory bank: choosing its rows, measuring distances to it, and the score of a picture."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from trainer.arrays import AnyFloatArray, DoubleArray, FloatArray, IndexArray
from trainer.seeded_random import SeededRandom

EQUAL_SQUARED = 1e-12
"""Squared distance up to which two cells of a taught bank count as equal."""


@dataclass(frozen=True)
class ScoreRule:
    """`top` = 1 is the maximum of the cell distances; otherwise the mean of the `top` largest."""

    top: int = 1


def greedy_k_centre(vectors: FloatArray, count: int, seed: int) -> IndexArray:
    """Indices of at most `count` rows of `vectors` [n, D], each the farthest from those before it.

    The first is drawn by `seed`. Greedy k-centre (Gonzalez 1985), used as a coreset for PatchCore by Roth et al. 2022.
    """
    first = int(np.random.default_rng(seed).integers(len(vectors)))
    chosen = [first]
    nearest = squared_distances(vectors, vectors[first])
    while len(chosen) < min(count, len(vectors)):
        farthest = int(nearest.argmax())
        if nearest[farthest] <= 0:
            break
        chosen.append(farthest)
        nearest = np.minimum(nearest, squared_distances(vectors, vectors[farthest]))
    return np.asarray(chosen, np.int64)


def squared_distances(vectors: FloatArray, point: FloatArray) -> FloatArray:
    """In parts that stay in the processor's cache; the same numbers in whatever parts."""
    found = np.empty(len(vectors), np.float32)
    for at in range(0, len(vectors), 2048):
        difference = vectors[at : at + 2048] - point
        found[at : at + 2048] = np.einsum("nd,nd->n", difference, difference)
    return found


def seeded_k_centre(
    vectors: FloatArray, count: int, random: SeededRandom, known: FloatArray | None = None, within: float = 0.0
) -> IndexArray:
    """Greedy k-centre for taught packs: equal to `src/learning/coreset.ts` row for row.

    `random` draws the first row. With `known`, those rows count as chosen before, and nothing is drawn. Ends when every row is as
    near as `within` to a chosen one. The banks of the shipped packs were made by `greedy_k_centre`, which draws by numpy and
    measures in single precision.
    """
    nearest = np.full(len(vectors), np.inf)
    chosen: list[int] = []
    for row in () if known is None else known:
        nearest = np.minimum(nearest, double_squares(vectors, row))
    while len(chosen) < min(count, len(vectors)):
        farthest = random.below(len(vectors)) if known is None and not chosen else int(nearest.argmax())
        if nearest[farthest] <= max(EQUAL_SQUARED, within * within):
            break
        chosen.append(farthest)
        nearest = np.minimum(nearest, double_squares(vectors, vectors[farthest]))
    return np.asarray(chosen, np.int64)


def double_squares(vectors: FloatArray, point: FloatArray) -> DoubleArray:
    """Squared distances [n], differences squared and added in double precision, column after column, as the TypeScript does."""
    squares = np.zeros(len(vectors))
    for column in range(vectors.shape[1]):
        difference = vectors[:, column].astype(np.float64) - np.float64(point[column])
        squares += difference * difference
    return squares


def distances(
    vectors: FloatArray, bank: FloatArray, neighbours: int, chunk: int = 4096, precision: type[np.floating[Any]] = np.float64
) -> FloatArray:
    """Mean Euclidean distance of each row of `vectors` [n, D] to its `neighbours` nearest rows of `bank` [m, D]. [n]"""
    rows = bank.astype(precision)
    lengths = np.einsum("md,md->m", rows, rows)
    chunks = [vectors[at : at + chunk].astype(precision) for at in range(0, len(vectors), chunk)]
    return np.concatenate([chunk_distances(part, rows, lengths, neighbours) for part in chunks]).astype(np.float32)


def chunk_distances(vectors: AnyFloatArray, rows: AnyFloatArray, lengths: AnyFloatArray, neighbours: int) -> AnyFloatArray:
    squares = np.einsum("nd,nd->n", vectors, vectors)[:, None] + lengths[None] - 2 * vectors @ rows.T
    k = min(neighbours, len(rows))
    if k == 1:
        return np.asarray(np.sqrt(np.maximum(squares.min(axis=1), 0)))
    nearest = np.partition(squares, k - 1, axis=1)[:, :k] if k < len(rows) else squares
    return np.asarray(np.sqrt(np.maximum(nearest, 0)).mean(axis=1))


def picture_score(cell_distances: FloatArray, rule: ScoreRule) -> float:
    """The raw score of a picture from its cell distances [n]; 0 where no cell counts."""
    if len(cell_distances) == 0:
        return 0.0
    top = min(rule.top, len(cell_distances))
    return float(np.sort(cell_distances)[-top:].mean())
