"""Raw distance to a 0-1 score with 0.5 at the threshold; see `docs/calibration.md`."""

import math
from dataclasses import dataclass

import numpy as np

from trainer.arrays import FloatArray

CELL_QUANTILE = 0.99
"""One in a hundred cells of a healthy picture may be marked; a picture under the threshold shows no mask."""


@dataclass(frozen=True)
class Calibration:
    """The `calibration` block of a pack, raw units."""

    threshold: float
    map_threshold: float
    softness: float
    false_alarm_rate: float
    normals: int
    softness_below: float | None = None
    """In place of `softness` below the threshold; None: the same."""


def calibrate(held_out_scores: FloatArray, held_out_cells: FloatArray, false_alarm_rate: float) -> Calibration:
    """Threshold from normals scored against a bank that does not contain them.

    `held_out_scores` [n]: raw picture scores; the threshold is their (1 - false_alarm_rate) quantile. `held_out_cells` [m]: the
    distances of all cells of the same pictures; a cell is marked above their CELL_QUANTILE. Softness is chosen so that
    the median normal scores about 0.18: sigma((median - threshold) / softness) = sigma(-1.5).
    """
    threshold = float(np.quantile(held_out_scores, 1 - false_alarm_rate))
    gap = max(threshold - float(np.median(held_out_scores)), 0.05 * abs(threshold), 1e-6)
    return Calibration(
        threshold=threshold,
        map_threshold=float(np.quantile(held_out_cells, CELL_QUANTILE)),
        softness=gap / 1.5,
        false_alarm_rate=false_alarm_rate,
        normals=len(held_out_scores),
    )


def softness_reaching(share: float, value: float, threshold: float) -> float:
    """The softness that maps `value` (raw, over the threshold) to `share` (over 0.5) of the 0-1 scale."""
    return max(value - threshold, 1e-3) / math.log(share / (1 - share))


def calibrated(raw: FloatArray | float, threshold: float, softness: float) -> FloatArray:
    """1 / (1 + exp(-(raw - threshold) / softness))."""
    return np.asarray(1 / (1 + np.exp(-(np.asarray(raw, np.float64) - threshold) / softness)), np.float32)
