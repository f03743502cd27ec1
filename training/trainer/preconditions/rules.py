"""Evaluates the `preconditions` of a pack, the reference for `src/engine/preconditions.ts`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from trainer.arrays import FloatArray
from trainer.packs.manifest import Json
from trainer.patchcore.bank import distances
from trainer.preconditions.measures import colour_histogram, coloured_share, contrast, rank_quantile, sharpness


@dataclass(frozen=True)
class Measured:
    """What the conditions look at: the picture at the network's size [H, W, 3], its cells [n, D] and the bank [m, D]."""

    small: FloatArray
    cells: FloatArray
    bank: FloatArray
    grey_bits: int = 0


def condition_value(condition: Json, picture: Measured) -> float:
    """The measured value. Raises ValueError for a measure that is not known here."""
    small = picture.small
    match condition["measure"]:
        case "grey-bits":
            return float(picture.grey_bits)
        case "contrast":
            return contrast(small, condition["low"], condition["high"])
        case "sharpness":
            return sharpness(small, condition["quantile"], condition["low"], condition["high"])
        case "coloured":
            return coloured_share(small, condition["chroma"])
        case "colours":
            weights = np.asarray(condition["weights"])
            return float(colour_histogram(small, condition["chroma"]) @ weights + condition["bias"])
        case "bank-distance":
            found = distances(picture.cells[:: condition["every"]], picture.bank, 1)
            return rank_quantile(found, condition["quantile"])
        case unknown:
            raise ValueError(f"unknown measure {unknown}")


def is_met(condition: Json, value: float) -> bool:
    """A value that is not a number meets no condition."""
    return bool(value >= condition["atLeast"]) if "atLeast" in condition else bool(value <= condition["atMost"])


def values_of(conditions: Sequence[Json], picture: Measured) -> list[float]:
    return [condition_value(condition, picture) for condition in conditions]


def refusal_code(conditions: Sequence[Json], picture: Measured) -> str | None:
    """The code of the first condition that the picture does not meet."""
    for condition in conditions:
        if not is_met(condition, condition_value(condition, picture)):
            code: Any = condition["code"]
            return str(code)
    return None
