"""Distances of a picture's cells to the cells of a baseline near the same place; see `src/learning/near-search.ts`."""

import numpy as np

from trainer.arrays import BoolArray, DoubleArray, FloatArray
from trainer.baseline.align import Cells, Similarity, centres

REACH = 1.5
"""A cell of the baseline is near a place if its centre is at most this many cells away, across and down."""

BORDER_REACH = 2
"""Cells this near to the border of a picture show its edge, not only what is there."""
BORDER_SLACK = 0.5
"""Cells whose distances to the border differ by more are not comparable where one of them is near it."""


def incomparable(later: Cells, baseline: Cells, similarity: Similarity) -> BoolArray:
    """[cells]: on the baseline, but near the border of one picture and elsewhere in the other."""
    column, row = places_of(later, baseline, similarity)
    inside = (column >= 0) & (column < baseline.columns) & (row >= 0) & (row < baseline.rows)
    own_x = np.tile(np.arange(later.columns) + 0.5, later.rows)
    own_y = np.repeat(np.arange(later.rows) + 0.5, later.columns)
    pairs = (
        (own_x, column),
        (later.columns - own_x, baseline.columns - column),
        (own_y, row),
        (later.rows - own_y, baseline.rows - row),
    )
    found = [(np.minimum(a, b) < BORDER_REACH) & (np.abs(a - b) > BORDER_SLACK) for a, b in pairs]
    return np.asarray(inside & np.any(found, axis=0))


def near_distances(later: Cells, baseline: Cells, similarity: Similarity, reach: float = REACH) -> FloatArray:
    """Euclidean distance [cells] of each later cell to the nearest baseline cell near its place; inf without a counterpart."""
    column, row = places_of(later, baseline, similarity)
    inside = (column >= 0) & (column < baseline.columns) & (row >= 0) & (row < baseline.rows)
    across = np.abs(np.arange(baseline.columns)[None] + 0.5 - column[:, None]) <= reach
    down = np.abs(np.arange(baseline.rows)[None] + 0.5 - row[:, None]) <= reach
    nearest = np.full(len(column), np.inf)
    for cell in np.flatnonzero(inside):
        at = (np.flatnonzero(down[cell])[:, None] * baseline.columns + np.flatnonzero(across[cell])[None]).ravel()
        difference = baseline.vectors[at].astype(np.float64) - later.vectors[cell]
        nearest[cell] = np.sqrt(np.einsum("nd,nd->n", difference, difference).min())
    return np.asarray(nearest, np.float32)


def places_of(later: Cells, baseline: Cells, similarity: Similarity) -> tuple[DoubleArray, DoubleArray]:
    """Column and row on the baseline's grid of each later cell."""
    x, y = similarity.apply(*centres(later))
    return (x - baseline.left) / baseline.width * baseline.columns, (y - baseline.top) / baseline.height * baseline.rows
