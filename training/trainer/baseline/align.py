"""Coarse alignment of a picture with a baseline picture of the same thing, on the cells of a pack.

The reference of `src/vision/align.ts`. A similarity (scale, rotation, shift) maps a place of the later picture to a place of
the baseline. Places are in units of the longer side of their picture, from its centre.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from trainer.arrays import DoubleArray, FloatArray

FINE_SIDE = 32
COARSE_SIDE = 16
"""Most cells on a side while refining, and while searching all shifts."""
SCALE_STEP = 1.09
SCALE_STEPS = 4
ROTATION_STEP_DEG = 4.0
ROTATION_STEPS = 3
LEAST_OVERLAP = 0.45
"""Share of the later picture's cells that must lie on the baseline."""
CANDIDATES = 6
HALVINGS = 6
LEAST_AGREEMENT = 0.65
"""Agreement from which two pictures count as aligned; see `docs/adr/0029-baselines.md`."""


@dataclass(frozen=True)
class Cells:
    """`vectors` [rows * columns, D] of a grid that covers the rectangle `left`, `top`, `width`, `height` of its picture."""

    vectors: FloatArray
    columns: int
    rows: int
    left: float
    top: float
    width: float
    height: float


def whole_picture(vectors: FloatArray, columns: int, rows: int, width_px: int, height_px: int) -> Cells:
    """The cells of a grid that covers the whole picture."""
    longer = max(width_px, height_px)
    width, height = width_px / longer, height_px / longer
    return Cells(vectors, columns, rows, -width / 2, -height / 2, width, height)


@dataclass(frozen=True)
class Similarity:
    """`scale` times a turn by `rotation_deg`, then the shift: a place of the later picture to one of the baseline."""

    scale: float
    rotation_deg: float
    shift_x: float
    shift_y: float

    def apply(self, x: DoubleArray, y: DoubleArray) -> tuple[DoubleArray, DoubleArray]:
        turn = math.radians(self.rotation_deg)
        across, down = self.scale * math.cos(turn), self.scale * math.sin(turn)
        return across * x - down * y + self.shift_x, down * x + across * y + self.shift_y


@dataclass(frozen=True)
class Alignment:
    """`agreement`: the correlation of the two pictures' cells under `similarity`, -1 to 1."""

    similarity: Similarity
    agreement: float

    @property
    def is_aligned(self) -> bool:
        return self.agreement >= LEAST_AGREEMENT


def align(later: Cells, baseline: Cells) -> Alignment:
    """The similarity under which the cells correlate most, found by a full search of coarse cells and refined on fine ones."""
    coarse = Pair(centred(pooled(later, COARSE_SIDE)), centred(pooled(baseline, COARSE_SIDE)))
    fine = Pair(centred(pooled(later, FINE_SIDE)), centred(pooled(baseline, FINE_SIDE)))
    refined = [refine(start, fine, baseline) for start in starts(coarse)]
    return max(refined, key=lambda found: found.agreement, default=Alignment(Similarity(1, 0, 0, 0), -1.0))


def pooled(cells: Cells, most: int) -> Cells:
    """Means over square blocks, so that no side has more than `most` cells. Blocks at the end may be cut."""
    factor = math.ceil(max(cells.columns, cells.rows) / most)
    if factor == 1:
        return cells
    grid = cells.vectors.reshape(cells.rows, cells.columns, -1).astype(np.float64)
    sums = np.add.reduceat(np.add.reduceat(grid, np.arange(0, cells.rows, factor), 0), np.arange(0, cells.columns, factor), 1)
    rows, columns = sums.shape[:2]
    tall = np.minimum(factor, cells.rows - factor * np.arange(rows))
    wide = np.minimum(factor, cells.columns - factor * np.arange(columns))
    means = sums / (tall[:, None] * wide[None])[..., None]
    across, down = cells.width / cells.columns * factor * columns, cells.height / cells.rows * factor * rows
    return replace(cells, vectors=means.reshape(rows * columns, -1), columns=columns, rows=rows, width=across, height=down)


def centred(cells: Cells) -> Cells:
    vectors = cells.vectors.astype(np.float64)
    return replace(cells, vectors=vectors - vectors.mean(axis=0))


class Pair:
    """Two centred grids with the dot products that every agreement is computed from."""

    def __init__(self, later: Cells, baseline: Cells) -> None:
        self.later, self.baseline = later, baseline
        self.dots = later.vectors @ baseline.vectors.T
        self.squares = np.einsum("nd,nd->n", later.vectors, later.vectors)
        own = baseline.vectors.reshape(baseline.rows, baseline.columns, -1)
        self.own_squares = np.einsum("yxd,yxd->yx", own, own).ravel()
        self.x, self.y = centres(later)
        self.own = baseline.vectors @ baseline.vectors.T

    def places(self, similarity: Similarity) -> tuple[DoubleArray, DoubleArray]:
        """Column and row on the baseline's grid of each later cell; cell centres are at halves."""
        x, y = similarity.apply(self.x, self.y)
        base = self.baseline
        return (x - base.left) / base.width * base.columns, (y - base.top) / base.height * base.rows

    def agreement(self, similarity: Similarity) -> float:
        """Correlation over the later cells that lie on the baseline, which is read bilinearly; -1 where too few do."""
        column, row = self.places(similarity)
        base = self.baseline
        inside = (column >= 0) & (column < base.columns) & (row >= 0) & (row < base.rows)
        if inside.sum() < LEAST_OVERLAP * len(column):
            return -1.0
        taps = bilinear(column[inside], row[inside], base)
        dots, length = 0.0, np.zeros(int(inside.sum()))
        later = np.flatnonzero(inside)
        for cell, share in taps:
            dots += float((self.dots[later, cell] * share).sum())
            for other, weight in taps:
                length += self.own[cell, other] * share * weight
        return dots / math.sqrt(max(float(self.squares[inside].sum() * length.sum()), 1e-24))


def centres(cells: Cells) -> tuple[DoubleArray, DoubleArray]:
    x = cells.left + (np.arange(cells.columns) + 0.5) * cells.width / cells.columns
    y = cells.top + (np.arange(cells.rows) + 0.5) * cells.height / cells.rows
    return np.tile(x, cells.rows), np.repeat(y, cells.columns)


def bilinear(column: DoubleArray, row: DoubleArray, grid: Cells) -> list[tuple[np.ndarray, DoubleArray]]:
    """The four cells around each place with their shares; edges are clamped."""
    x, y = np.clip(column - 0.5, 0, grid.columns - 1), np.clip(row - 0.5, 0, grid.rows - 1)
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    right, bottom = np.minimum(left + 1, grid.columns - 1), np.minimum(top + 1, grid.rows - 1)
    across, down = x - left, y - top
    return [
        (top * grid.columns + left, (1 - across) * (1 - down)),
        (top * grid.columns + right, across * (1 - down)),
        (bottom * grid.columns + left, (1 - across) * down),
        (bottom * grid.columns + right, across * down),
    ]


def starts(pair: Pair) -> list[Similarity]:
    """The best shift for each of the `CANDIDATES` best pairs of scale and rotation, by the nearest coarse cells."""
    found: list[tuple[float, Similarity]] = []
    for power in range(-SCALE_STEPS, SCALE_STEPS + 1):
        for turn in range(-ROTATION_STEPS, ROTATION_STEPS + 1):
            found.append(best_shift(pair, SCALE_STEP**power, turn * ROTATION_STEP_DEG))
    found.sort(key=lambda each: -each[0])
    return [similarity for agreement, similarity in found[:CANDIDATES] if agreement > -1]


def best_shift(pair: Pair, scale: float, rotation_deg: float) -> tuple[float, Similarity]:
    """(agreement, similarity) of the best shift by whole coarse cells, up to half of the baseline; the first of equals."""
    base = pair.baseline
    column, row = pair.places(Similarity(scale, rotation_deg, 0, 0))
    reach_x, reach_y = base.columns // 2, base.rows // 2
    down, across = np.meshgrid(np.arange(-reach_y, reach_y + 1), np.arange(-reach_x, reach_x + 1), indexing="ij")
    at_column = np.floor(column[None] + across.ravel()[:, None]).astype(int)
    at_row = np.floor(row[None] + down.ravel()[:, None]).astype(int)
    inside = (at_column >= 0) & (at_column < base.columns) & (at_row >= 0) & (at_row < base.rows)
    at = np.where(inside, at_row * base.columns + at_column, 0)
    dots = np.where(inside, pair.dots[np.arange(len(column))[None], at], 0).sum(axis=1)
    lengths = np.where(inside, pair.squares[None], 0).sum(axis=1) * np.where(inside, pair.own_squares[at], 0).sum(axis=1)
    agreements = np.where(inside.mean(axis=1) < LEAST_OVERLAP, -1.0, dots / np.sqrt(np.maximum(lengths, 1e-24)))
    best = int(agreements.argmax())
    shift_x, shift_y = across.ravel()[best] * base.width / base.columns, down.ravel()[best] * base.height / base.rows
    return float(agreements[best]), Similarity(scale, rotation_deg, float(shift_x), float(shift_y))


def refine(start: Similarity, pair: Pair, baseline: Cells) -> Alignment:
    """Pattern search: each parameter in turn by its step, either way; where nothing helps, all steps are halved."""
    step = max(baseline.width / baseline.columns, baseline.height / baseline.rows)
    best, agreement = start, pair.agreement(start)
    for halving in range(HALVINGS):
        part = 0.5**halving
        moved = True
        while moved:
            moved = False
            for candidate in neighbours_of(best, part * step, part):
                found = pair.agreement(candidate) if is_coarse(candidate) else -1.0
                if found > agreement + 1e-9:
                    best, agreement, moved = candidate, found, True
    return Alignment(best, agreement)


def is_coarse(similarity: Similarity) -> bool:
    """Whether the search covers it: a scale or a turn beyond that would be a chance find."""
    most = SCALE_STEP ** (SCALE_STEPS + 0.5)
    return 1 / most <= similarity.scale <= most and abs(similarity.rotation_deg) <= ROTATION_STEP_DEG * (ROTATION_STEPS + 0.5)


def neighbours_of(at: Similarity, shift: float, part: float) -> list[Similarity]:
    """Eight neighbours: one parameter moved by its step."""
    factor = SCALE_STEP ** (part / 2)
    turn = part * ROTATION_STEP_DEG / 2
    return [
        replace(at, shift_x=at.shift_x + shift),
        replace(at, shift_x=at.shift_x - shift),
        replace(at, shift_y=at.shift_y + shift),
        replace(at, shift_y=at.shift_y - shift),
        replace(at, scale=at.scale * factor),
        replace(at, scale=at.scale / factor),
        replace(at, rotation_deg=at.rotation_deg + turn),
        replace(at, rotation_deg=at.rotation_deg - turn),
    ]
