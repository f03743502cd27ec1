"""The metrics of the evaluation. Each is tested against a slow, independent reference."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy import ndimage

from trainer.arrays import AnyFloatArray, BoolArray, DoubleArray, IndexArray


def auroc(positive: BoolArray, scores: AnyFloatArray) -> float:
    """Area under the ROC curve: the chance that a positive scores above a negative, ties counting half (Mann-Whitney)."""
    order = np.argsort(scores, kind="stable")
    ranks = tied_ranks(np.asarray(scores)[order])
    positives = int(positive.sum())
    negatives = len(positive) - positives
    if positives == 0 or negatives == 0:
        return float("nan")
    rank_sum = ranks[positive[order]].sum()
    return float((rank_sum - positives * (positives + 1) / 2) / (positives * negatives))


def tied_ranks(sorted_scores: AnyFloatArray) -> DoubleArray:
    """Ranks from 1 of scores in rising order, equal scores sharing their mean rank."""
    starts = np.flatnonzero(np.r_[True, sorted_scores[1:] != sorted_scores[:-1]])
    ends = np.r_[starts[1:], len(sorted_scores)]
    return np.repeat((starts + ends + 1) / 2, ends - starts)


def f1_max(positive: BoolArray, scores: AnyFloatArray) -> float:
    """The highest F1 over all thresholds that lie between different scores."""
    return best_f1(positive, scores)[0]


def best_f1(positive: BoolArray, scores: AnyFloatArray) -> tuple[float, float]:
    """(the highest F1, the lowest score that is called positive for it)."""
    order, ends = from_the_highest(scores)
    hits, called = np.cumsum(positive[order])[ends], ends + 1
    found = 2 * hits / (called + positive.sum())
    best = int(found.argmax())
    return float(found[best]), float(np.asarray(scores)[order[ends[best]]])


def from_the_highest(scores: AnyFloatArray) -> tuple[IndexArray, IndexArray]:
    """(order of falling scores [n], places in that order where a run of equal scores ends)."""
    order = np.argsort(-np.asarray(scores), kind="stable")
    return order, np.flatnonzero(np.r_[np.diff(np.asarray(scores)[order]) != 0, True])


def aupro(maps: Sequence[AnyFloatArray], masks: Sequence[BoolArray], limit: float = 0.3) -> float:
    """Area under the per-region overlap curve up to a false-positive rate of `limit`, divided by `limit`.

    Bergmann et al. 2021, The MVTec Anomaly Detection Dataset, section 4.2. `maps` and `masks` are [H, W] each. Exact: every
    value is a threshold once, straight lines between; the mean overlap is a sum in which a pixel counts 1 / its region's size.
    """
    healthy = np.concatenate([~mask.ravel() for mask in masks])
    shares = np.concatenate([region_shares(mask).ravel() for mask in masks])
    order, ends = from_the_highest(np.concatenate([found.ravel() for found in maps]))
    rates = np.r_[0.0, np.cumsum(healthy[order])[ends] / healthy.sum()]
    overlaps = np.r_[0.0, np.cumsum(shares[order])[ends] / shares.sum()]
    past = int(np.searchsorted(rates, limit))
    along = (limit - rates[past - 1]) / (rates[past] - rates[past - 1])
    at_limit = overlaps[past - 1] + along * (overlaps[past] - overlaps[past - 1])
    return float(np.trapezoid(np.r_[overlaps[:past], at_limit], np.r_[rates[:past], limit]) / limit)


def region_shares(mask: BoolArray) -> DoubleArray:
    """[H, W]: 1 / the size of the region that a pixel lies in, so that every region sums to 1; 0 outside."""
    shares = np.zeros(mask.shape)
    for region in regions_of(mask):
        shares[region] = 1 / region.sum()
    return shares


def regions_of(mask: BoolArray) -> list[BoolArray]:
    """The 8-connected regions of a mask, each as a mask."""
    labels, count = ndimage.label(mask, structure=np.ones((3, 3)))
    return [labels == index for index in range(1, count + 1)]


def bootstrap_interval(
    positive: BoolArray, scores: AnyFloatArray, measure: Callable[[BoolArray, AnyFloatArray], float], seed: int, draws: int = 500
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
