"""Weights of the taps that a teaching chooses; reference of `src/learning/unevenness.ts` and `src/engine/teach/fit-taps.ts`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trainer.arrays import AnyFloatArray, FloatArray
from trainer.patchcore.teach import nearest_distances, ranked

MOST_PICTURES = 6
OWN_CELLS = 250
"""Cells of each picture that are measured, at least where it has as many,"""
OTHER_CELLS = 3000
"""and cells of the other pictures with which they are compared."""


@dataclass(frozen=True)
class ChosenWeights:
    """`even` where the unevenness of the tap `measured_by` is at most `limit`, `uneven` elsewhere; weights and columns by tap."""

    measured_by: str
    limit: float
    columns: dict[str, int]
    even: dict[str, float]
    uneven: dict[str, float]

    def chosen_for(self, normals: Sequence[FloatArray]) -> dict[str, float]:
        """The weights for the cells [n, sum of columns] of each normal, joined with weight 1."""
        only = {name: float(name == self.measured_by) for name in self.columns}
        measured = unevenness([self.weighted(cells, only) for cells in normals])
        return self.even if measured <= self.limit else self.uneven

    def weighted(self, cells: FloatArray, weights: dict[str, float]) -> FloatArray:
        """Cells [..., sum of columns] with the columns of each tap times its weight; those of weight 0 are left out."""
        factors = np.concatenate([np.full(count, weights[name], np.float32) for name, count in self.columns.items()])
        return np.ascontiguousarray(cells[..., factors > 0] * factors[factors > 0])


def unevenness(pictures: Sequence[FloatArray]) -> float:
    """Cells of a normal picture compared with those of the others: the distance that a tenth exceeds by the median one."""
    whole = pictures[0]
    parts = [whole[: len(whole) // 2], whole[len(whole) // 2 :]] if len(pictures) == 1 else list(pictures[:MOST_PICTURES])
    found: list[AnyFloatArray] = []
    for at, part in enumerate(parts):
        others = np.concatenate([other for index, other in enumerate(parts) if index != at])
        found.append(nearest_distances(some_of(part, OWN_CELLS), some_of(others, OTHER_CELLS)))
    distances = np.concatenate(found)
    return ranked(distances, 0.9) / max(ranked(distances, 0.5), 1e-12)


def some_of(cells: FloatArray, count: int) -> FloatArray:
    """Every n-th row, so that at least `count` are left where there are as many."""
    return cells[:: max(1, len(cells) // count)]
