"""Distances of a picture's cells to the cells of a baseline near the same place; see `src/learning/near-search.ts`."""

import numpy as np

from trainer.arrays import DoubleArray, FloatArray
from trainer.baseline.align import Cells, Similarity, centres

REACH = 1.5
"""A cell of the baseline is near a place if its centre is at most this many cells away, across and down."""


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
