"""Teaching an anomaly pack from cells of normal pictures; reference of `src/learning/taught-bank.ts` and `src/engine/teach`.

For packs that measure the distance of a cell to its one nearest row and have no map, as those with an empty bank.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trainer.arrays import AnyFloatArray, BoolArray, FloatArray, IndexArray
from trainer.patchcore.bank import ScoreRule, double_squares, picture_score, seeded_k_centre
from trainer.patchcore.calibration import CELL_QUANTILE
from trainer.patchcore.conformal import PlacedThreshold, place_threshold
from trainer.seeded_random import SeededRandom

TAUGHT_ROWS = 1500
"""Rows of a taught bank."""
LEAST_NEW_ROWS = 500
"""New rows that a bank takes at least, however many its base has."""
CANDIDATES_PER_ROW = 1.5
"""Each picture first gives its own coreset; together they are this many times the rows of the bank."""
SAMPLED_CELLS = 5000
"""Cells of all normals together whose distances place the threshold of the map."""
OWNED_BY_BASE = -1


@dataclass(frozen=True)
class Candidates:
    """Rows with the picture and the cell that each is from."""

    rows: FloatArray
    owners: IndexArray
    cells: IndexArray


@dataclass(frozen=True)
class TaughtBank(Candidates):
    """Rows of the base come first; `replacements` has for each row the most similar candidate of another picture."""

    replacements: FloatArray


@dataclass(frozen=True)
class Earlier:
    """Rows of the base, and left-out scores of an earlier teaching."""

    rows: FloatArray
    scores: tuple[float, ...] = ()


@dataclass(frozen=True)
class Taught:
    """A taught bank, the left-out score of each normal, and what they place."""

    bank: TaughtBank
    scores: tuple[float, ...]
    placed: PlacedThreshold
    map_threshold: float
    softness: float


@dataclass(frozen=True)
class Plan:
    """`grid_width`: columns of the grid on which the cells of a picture lie, row after row."""

    seed: int
    grid_width: int
    rule: ScoreRule
    base: Earlier | None = None
    half: bool = False
    """The bank has half precision: so have the cells that it is made of."""


def teach(pictures: Sequence[FloatArray], plan: Plan) -> Taught:
    """`pictures`: the cells [n, D] of each normal."""
    base = plan.base
    if plan.half:
        pictures = [cells.astype(np.float16).astype(np.float32) for cells in pictures]
    bank = make_bank(pictures, plan.seed, None if base is None else base.rows)
    distances = [left_out_distances(bank, pictures, at, plan.grid_width) for at in range(len(pictures))]
    is_within = len(pictures) == 1 and base is None
    scores = tuple(score_within(each, plan) if is_within else picture_score(each, plan.rule) for each in distances)
    every = max(1, sum(len(each) for each in distances) // SAMPLED_CELLS)
    sampled = np.concatenate([each[::every] for each in distances])
    known = (*(base.scores if base else ()), *scores)
    placed = place_threshold(known)
    gap = max(placed.threshold - ranked(known, 0.5), 0.05 * placed.threshold, 1e-6)
    return Taught(bank, scores, placed, max(ranked(sampled, CELL_QUANTILE), 1e-6), gap / 1.5)


def ranked(values: Sequence[float] | AnyFloatArray, share: float) -> float:
    """The single-precision value at rank floor(share * (n - 1)), not interpolated."""
    rising = np.sort(np.asarray(values, np.float32))
    return float(rising[math.floor(share * (len(rising) - 1))])


def make_bank(pictures: Sequence[FloatArray], seed: int, base: FloatArray | None = None) -> TaughtBank:
    candidates = candidates_of(pictures, seed)
    base_rows = 0 if base is None else len(base)
    count = max(TAUGHT_ROWS - base_rows, LEAST_NEW_ROWS)
    # A separate generator, so that the choice does not depend on how many numbers the candidates drew.
    chosen = np.sort(seeded_k_centre(candidates.rows, count, SeededRandom(seed + 1), base))
    kept = candidates.rows[chosen]
    rows = kept if base is None else np.concatenate([base, kept])
    of_base = np.full(base_rows, OWNED_BY_BASE, np.int64)
    owners = np.concatenate([of_base, candidates.owners[chosen]])
    cells = np.concatenate([of_base, candidates.cells[chosen]])
    return TaughtBank(rows, owners, cells, replacements_of(rows, owners, candidates))


def candidates_of(pictures: Sequence[FloatArray], seed: int) -> Candidates:
    """The coresets of the pictures, each in the order of its cells."""
    factor = 1 if len(pictures) == 1 else CANDIDATES_PER_ROW
    each = math.ceil(factor * TAUGHT_ROWS / len(pictures))
    random = SeededRandom(seed)
    kept = [np.arange(len(p)) if len(p) <= each else np.sort(seeded_k_centre(p, each, random)) for p in pictures]
    owners = np.concatenate([np.full(len(cells), owner, np.int64) for owner, cells in enumerate(kept)])
    rows = np.concatenate([picture[cells] for picture, cells in zip(pictures, kept, strict=True)])
    return Candidates(rows, owners, np.concatenate(kept))


def replacements_of(rows: FloatArray, owners: IndexArray, candidates: Candidates) -> FloatArray:
    """Rows of the base replace themselves; with a single picture so does every row."""
    replacements = rows.copy()
    if candidates.owners.max() == 0:
        return replacements
    for owner in range(int(candidates.owners.max()) + 1):
        others = candidates.rows[candidates.owners != owner]
        for row in np.flatnonzero(owners == owner):
            replacements[row] = others[double_squares(others, rows[row]).argmin()]
    return replacements


def left_out_distances(bank: TaughtBank, pictures: Sequence[FloatArray], at: int, grid_width: int) -> FloatArray:
    """Distances of the cells of picture `at`, as if the bank had been made without it."""
    if len(pictures) > 1:
        return nearest_distances(pictures[at], bank_without(bank, at))
    of_base = bank.owners == OWNED_BY_BASE
    if of_base.any():
        return nearest_distances(pictures[at], bank.rows[of_base])
    return distances_within(pictures[at], bank, grid_width)


def bank_without(bank: TaughtBank, owner: int) -> FloatArray:
    return np.where((bank.owners == owner)[:, None], bank.replacements, bank.rows)


def distances_within(picture: FloatArray, bank: TaughtBank, grid_width: int) -> FloatArray:
    """Of the only picture: each quarter of it against the other three."""
    quarters = quarters_of(len(picture), grid_width)
    distances = np.zeros(len(picture), np.float32)
    for quarter in range(4):
        own: BoolArray = quarters == quarter
        distances[own] = nearest_distances(picture[own], bank.rows[quarters[bank.cells] != quarter])
    return distances


def score_within(distances: FloatArray, plan: Plan) -> float:
    """The highest score of a quarter of the only picture."""
    quarters = quarters_of(len(distances), plan.grid_width)
    return max(picture_score(distances[quarters == quarter], plan.rule) for quarter in range(4))


def quarters_of(cells: int, grid_width: int) -> IndexArray:
    at = np.arange(cells)
    is_low = at // grid_width * 2 >= cells // grid_width
    return np.asarray(2 * is_low + (at % grid_width * 2 >= grid_width), np.int64)


def nearest_distances(cells: FloatArray, rows: FloatArray) -> FloatArray:
    """The distance of each cell to its nearest row."""
    return np.sqrt([double_squares(rows, cell).min() for cell in cells]).astype(np.float32)
