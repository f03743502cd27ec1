"""Weights of the taps that a teaching chooses; reference of `src/learning/variety.ts` and `src/engine/teach/fit-taps.ts`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trainer.arrays import FloatArray
from trainer.patchcore.teach import ranked

MOST_PICTURES = 6
OWN_CELLS = 125
"""Cells of half a picture that are measured, at least where it has as many,"""
OTHER_CELLS = 500
"""and cells of the other half, of the same or of another picture, with which they are compared."""


@dataclass(frozen=True)
class ChosenWeights:
    """Weights and columns by tap: `even` where the variety of the tap `measured_by` is at most `limit`, elsewhere `uneven`.

    `few` instead of `uneven` where there are fewer than `few_below` normals.
    """

    measured_by: str
    limit: float
    columns: dict[str, int]
    even: dict[str, float]
    uneven: dict[str, float]
    few: dict[str, float]
    few_below: int

    def chosen_for(self, normals: Sequence[FloatArray]) -> dict[str, float]:
        """The weights for the cells [n, sum of columns] of each normal, joined with weight 1."""
        only = {name: float(name == self.measured_by) for name in self.columns}
        if variety([self.weighted(cells, only) for cells in spread(normals)]) <= self.limit:
            return self.even
        return self.few if len(normals) < self.few_below else self.uneven

    def weighted(self, cells: FloatArray, weights: dict[str, float]) -> FloatArray:
        """Cells [..., sum of columns] with the columns of each tap times its weight; those of weight 0 are left out."""
        factors = np.concatenate([np.full(count, weights[name], np.float32) for name, count in self.columns.items()])
        return np.ascontiguousarray(cells[..., factors > 0] * factors[factors > 0])


def spread(pictures: Sequence[FloatArray]) -> list[FloatArray]:
    """The pictures that are measured, evenly among them: adjacent ones often show the same piece."""
    count = min(MOST_PICTURES, len(pictures))
    return [pictures[at * len(pictures) // count] for at in range(count)]


def variety(pictures: Sequence[FloatArray]) -> float:
    """The median over pairs of pictures of a ratio: the distance from half of a picture to the other half of another picture,
    divided by the distance to the other half of the same picture.

    Near 1 if all pictures show the same surface; 1 for a single picture.
    """
    halves = [(cells[: len(cells) // 2], cells[len(cells) // 2 :]) for cells in spread(pictures)]
    found = []
    for own, other in ((0, 1), (1, 0)):
        others = [some_of(each[other], OTHER_CELLS) for each in halves]
        for at, each in enumerate(halves):
            cells = some_of(each[own], OWN_CELLS)
            medians = [ranked(nearest_distances(cells, rows), 0.5) for rows in others]
            found += [median / max(medians[at], 1e-12) for index, median in enumerate(medians) if index != at]
    return ranked(found, 0.5) if found else 1.0


def nearest_distances(cells: FloatArray, rows: FloatArray) -> FloatArray:
    """The distance of each cell to its nearest row, added in double precision, column after column, as the TypeScript does."""
    squares = np.zeros((len(cells), len(rows)))
    for column in range(cells.shape[1]):
        difference = cells[:, column, None].astype(np.float64) - rows[None, :, column].astype(np.float64)
        squares += difference * difference
    return np.asarray(np.sqrt(squares.min(axis=1)), np.float32)


def some_of(cells: FloatArray, count: int) -> FloatArray:
    """Every n-th row, so that at least `count` are left where there are as many."""
    return cells[:: max(1, len(cells) // count)]
