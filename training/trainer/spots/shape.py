"""The shape of a region and its category, as in `src/vision/region-shape.ts` and `src/learning/category.ts`."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from trainer.arrays import BoolArray

CELL_VARIANCE = 1 / 12
"""A pixel is a square, so it adds the variance of a unit interval."""


@dataclass(frozen=True)
class Shape:
    """`elongation`: length / width from second moments, 1 is round. `length`: longer side as a share of the picture's."""

    elongation: float
    length: float


def shape_of(region: BoolArray, aspect: float) -> Shape:
    """Shape of a mask [H, W] whose pixels are `aspect` times as wide as high in the picture. Moments: Hu 1962."""
    rows, columns = np.nonzero(region)
    x, y = columns * aspect, rows.astype(float)
    xx, yy = x.var() + CELL_VARIANCE * aspect**2, y.var() + CELL_VARIANCE
    xy = float(np.mean((x - x.mean()) * (y - y.mean())))
    middle, spread = (xx + yy) / 2, math.hypot((xx - yy) / 2, xy)
    height, width = region.shape
    longer = max((np.ptp(columns) + 1) * aspect, np.ptp(rows) + 1)
    return Shape(math.sqrt((middle + spread) / (middle - spread)), float(longer / max(width * aspect, height)))


def category_of(shape: Shape, rules: Mapping[str, Any]) -> str:
    """The most probable of compact, slender, long."""
    slender, long = degree(shape.elongation, rules["elongation"]), degree(shape.length, rules["length"])
    shares = {"compact": 1 - slender, "slender": slender * (1 - long), "long": slender * long}
    return str(rules[max(shares, key=lambda name: shares[name])]["name"])


def degree(value: float, step: Mapping[str, float]) -> float:
    """0.5 at the step, logistic in the logarithm."""
    return 1 / (1 + math.exp(-math.log(value / step["at"]) / step["softness"]))
