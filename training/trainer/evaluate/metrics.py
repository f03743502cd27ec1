"""The figures of the evaluation. Each is tested against a slow, independent reference."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

FloatArray = NDArray[np.floating[Any]]
BoolArray = NDArray[np.bool_]


def auroc(positive: BoolArray, scores: FloatArray) -> float:
    """Area under the ROC curve: the chance that a positive scores above a negative, ties counting half (Mann-Whitney)."""
    order = np.argsort(scores, kind="stable")
    ranks = tied_ranks(np.asarray(scores)[order])
    positives = int(positive.sum())
    negatives = len(positive) - positives
    if positives == 0 or negatives == 0:
        return float("nan")
    rank_sum = ranks[positive[order]].sum()
    return float((rank_sum - positives * (positives + 1) / 2) / (positives * negatives))


def tied_ranks(sorted_scores: FloatArray) -> NDArray[np.float64]:
    """Ranks from 1 of scores in rising order, equal scores sharing their mean rank."""
    starts = np.flatnonzero(np.r_[True, sorted_scores[1:] != sorted_scores[:-1]])
    ends = np.r_[starts[1:], len(sorted_scores)]
    return np.repeat((starts + ends + 1) / 2, ends - starts)


def f1_max(positive: BoolArray, scores: FloatArray) -> float:
    """The highest F1 over all thresholds that lie between different scores."""
    order = np.argsort(-np.asarray(scores), kind="stable")
    hits = np.cumsum(positive[order])
    called = np.arange(1, len(order) + 1)
    f1 = 2 * hits / (called + positive.sum())
    last_of_tie = np.r_[np.diff(np.asarray(scores)[order]) != 0, True]
    return float(f1[last_of_tie].max())


def aupro(maps: Sequence[FloatArray], masks: Sequence[BoolArray], limit: float = 0.3, steps: int = 300) -> float:
    """Area under the per-region overlap curve up to a false-positive rate of `limit`, divided by `limit`.

    Bergmann et al. 2021, The MVTec Anomaly Detection Dataset, section 4.2. `maps` and `masks` are [H, W] each.
    Thresholds are `steps` quantiles of the healthy pixels, so that the false-positive rates are evenly spread.
    """
    healthy = np.sort(np.concatenate([found[~mask] for found, mask in zip(maps, masks, strict=True)]))
    regions = [found[part] for found, mask in zip(maps, masks, strict=True) for part in regions_of(mask)]
    rates = np.linspace(0, limit, steps + 1)
    thresholds = healthy[np.minimum(len(healthy) - 1, (len(healthy) * (1 - rates)).astype(int))]
    overlaps = np.asarray([np.mean([np.mean(region > level) for region in regions]) for level in thresholds])
    return float(np.trapezoid(overlaps, rates) / limit)


def regions_of(mask: BoolArray) -> list[BoolArray]:
    """The 8-connected regions of a mask, each as a mask."""
    labels, count = ndimage.label(mask, structure=np.ones((3, 3)))
    return [labels == index for index in range(1, count + 1)]


def bootstrap_interval(
    positive: BoolArray, scores: FloatArray, measure: Callable[[BoolArray, FloatArray], float], seed: int, draws: int = 500
) -> tuple[float, float]:
    """The 95 % interval of `measure` over resamples drawn separately from positives and negatives."""
    random = np.random.default_rng(seed)
    groups = [np.flatnonzero(positive), np.flatnonzero(~positive)]
    found = []
    for _ in range(draws):
        drawn = np.concatenate([random.choice(group, len(group)) for group in groups])
        found.append(measure(positive[drawn], np.asarray(scores)[drawn]))
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)
