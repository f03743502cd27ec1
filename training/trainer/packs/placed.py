"""Calibration of a pack that has its own map output, on pictures used for neither its bank nor its map."""

from dataclasses import dataclass, replace

import numpy as np

from trainer.arrays import FloatArray
from trainer.packs.reference import PlaceMap, placed_score
from trainer.patchcore.bank import ScoreRule
from trainer.patchcore.calibration import Calibration, calibrate, softness_reaching

MARKED_QUANTILE = 0.98
"""One in fifty cells of held-out healthy pictures may be marked."""
COUNTED_QUANTILE = 0.95
"""The 95 % of the same cells with the lowest map values do not count in the score."""
MIDDLE_SHARE = 0.8
"""The position of the median held-out faulty picture on the 0-1 scale of the score, and of its peak on that of the map."""


@dataclass(frozen=True)
class HeldOut:
    """Distances [cells] and map values [cells] of pictures used for neither the bank nor the map."""

    distances: list[FloatArray]
    places: list[FloatArray]

    def scores(self, place_map: PlaceMap, rule: ScoreRule) -> FloatArray:
        """Raw scores [pictures]."""
        pairs = zip(self.distances, self.places, strict=True)
        return np.asarray([placed_score(cells, where, place_map, rule) for cells, where in pairs], np.float32)


def place_map_of(output: str, healthy: HeldOut, faulty: HeldOut) -> PlaceMap:
    """The map's numbers; see `docs/calibration.md`.

    In the cells of healthy pictures distances and places both vary by chance alone, so the weight that makes one spread of
    places as much as one spread of distances gives both the same weight.
    """
    cells_of_healthy = np.concatenate(healthy.places)
    threshold = float(np.quantile(cells_of_healthy, MARKED_QUANTILE))
    peak = float(np.median([places.max() for places in faulty.places]))
    return PlaceMap(
        output=output,
        threshold=threshold,
        softness=softness_reaching(MIDDLE_SHARE, peak, threshold),
        counts_from=float(np.quantile(cells_of_healthy, COUNTED_QUANTILE)),
        weight=float(np.concatenate(healthy.distances).std() / cells_of_healthy.std()),
    )


LOW_SHARE = 0.05
"""The position of the median held-out healthy picture on the 0-1 scale of a score with two softnesses."""


def two_sided(found: Calibration, healthy_scores: FloatArray) -> Calibration:
    """`found` with a softness below the threshold that puts the median healthy picture at LOW_SHARE.

    With a high false-alarm rate the threshold is close to the healthy pictures and far from the faulty ones: one softness for
    both would put most healthy pictures beside the threshold.
    """
    gap = found.threshold - float(np.median(healthy_scores))
    return replace(found, softness_below=softness_reaching(1 - LOW_SHARE, gap, 0.0))


def placed_calibration(
    healthy: HeldOut, faulty: HeldOut, place_map: PlaceMap, rule: ScoreRule, false_alarm_rate: float
) -> Calibration:
    """The threshold from the normals alone; the scale above it from the median faulty picture."""
    found = calibrate(healthy.scores(place_map, rule), np.concatenate(healthy.distances), false_alarm_rate)
    middle = float(np.median(faulty.scores(place_map, rule)))
    return replace(found, softness=softness_reaching(MIDDLE_SHARE, middle, found.threshold))
