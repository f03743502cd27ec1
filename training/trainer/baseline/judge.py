"""A picture judged against the pack and baseline pictures of its asset. The reference of `src/engine/baseline`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trainer.arrays import BoolArray, FloatArray
from trainer.baseline.align import Alignment, Cells, align
from trainer.baseline.near import incomparable, near_distances
from trainer.packs.reference import Detector
from trainer.patchcore.bank import distances


@dataclass(frozen=True)
class Picture:
    """Cells of a picture and the raw values [cells] of the pack's own map, where it has one."""

    cells: Cells
    places: FloatArray | None = None


@dataclass(frozen=True)
class Comparison:
    """`anywhere` [cells]: distance to the nearest cell of the baseline; `near`: near its place, where the two are aligned.

    `at_border`: cells without a counterpart only because one of the two lies at the border of its picture.
    """

    baseline: Picture
    alignment: Alignment
    anywhere: FloatArray
    near: FloatArray | None
    at_border: BoolArray | None = None


def compare(picture: Picture, baseline: Picture) -> Comparison:
    alignment = align(picture.cells, baseline.cells)
    anywhere = distances(picture.cells.vectors, baseline.cells.vectors, 1)
    if not alignment.is_aligned:
        return Comparison(baseline, alignment, anywhere, None)
    at_border = incomparable(picture.cells, baseline.cells, alignment.similarity)
    near = np.where(at_border, np.inf, near_distances(picture.cells, baseline.cells, alignment.similarity))
    return Comparison(baseline, alignment, anywhere, near.astype(np.float32), at_border)


def joint_distances(known: FloatArray | None, comparisons: Sequence[Comparison]) -> FloatArray:
    """[cells]: the smallest of the distance to the bank (`known`, None with an empty bank) and to each baseline.

    A cell without a counterpart on an aligned baseline is compared with the bank; with an empty bank with the baseline's cells,
    or not at all where it has none only because of the border.
    """
    found = [baseline_distances(each, is_alone=known is None) for each in comparisons]
    return np.asarray(np.min([*([] if known is None else [known]), *found], axis=0), np.float32)


def baseline_distances(comparison: Comparison, *, is_alone: bool) -> FloatArray:
    if comparison.near is None or comparison.at_border is None:
        return comparison.anywhere
    otherwise = np.where(comparison.at_border, 0, comparison.anywhere) if is_alone else np.inf
    return np.asarray(np.where(np.isfinite(comparison.near), comparison.near, otherwise), np.float32)


def score_with_baselines(
    picture: Picture, baselines: Sequence[Picture], detector: Detector, threshold: float, softness: float
) -> tuple[float, list[Comparison]]:
    """(raw score, the comparisons). `threshold` and `softness` are those of the pack's calibration."""
    comparisons = [compare(picture, baseline) for baseline in baselines]
    return score_compared(picture, comparisons, detector, threshold, softness), comparisons


def score_compared(
    picture: Picture, comparisons: Sequence[Comparison], detector: Detector, threshold: float, softness: float
) -> float:
    """The raw score.

    A baseline is normal by definition: where it scores above the threshold itself, the score is lowered by the mean excess of the
    baselines, at most by one softness.
    """
    known = detector.distances_of(picture.cells.vectors) if len(detector.bank) else None
    raw = detector.score_of(joint_distances(known, comparisons), picture.places)
    if known is None:
        return raw
    baselines = [each.baseline for each in comparisons]
    own = [detector.score_of(detector.distances_of(each.cells.vectors), each.places) for each in baselines]
    excess = float(np.mean([max(0.0, score - threshold) for score in own])) if own else 0.0
    return raw - min(softness, excess)
