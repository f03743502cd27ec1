"""Each figure against a slow reference that shares no code with it."""

from itertools import pairwise

import numpy as np
import pytest

from trainer.evaluate.metrics import aupro, auroc, best_f1, bootstrap_interval, f1_max, regions_of


def slow_auroc(positive: list[bool], scores: list[float]) -> float:
    wins = 0.0
    pairs = 0
    for p, a in zip(positive, scores, strict=True):
        for q, b in zip(positive, scores, strict=True):
            if p and not q:
                pairs += 1
                wins += 1.0 if a > b else 0.5 if a == b else 0.0
    return wins / pairs


@pytest.mark.parametrize("seed", range(8))
def test_auroc_equals_counting_pairs_with_ties(seed: int) -> None:
    random = np.random.default_rng(seed)
    positive = random.random(40) < 0.4
    positive[:2] = [True, False]
    scores = random.integers(0, 8, 40) / 7
    assert auroc(positive, scores) == pytest.approx(slow_auroc(list(positive), list(scores)))


def test_auroc_without_negatives_is_not_a_number() -> None:
    assert np.isnan(auroc(np.array([True, True]), np.array([0.1, 0.2])))


@pytest.mark.parametrize("seed", range(8))
def test_f1_max_equals_trying_every_threshold(seed: int) -> None:
    random = np.random.default_rng(100 + seed)
    positive = random.random(30) < 0.5
    positive[0] = True
    scores = random.integers(0, 6, 30).astype(float)
    best = 0.0
    for level in set(scores):
        called = scores >= level
        best = max(best, 2 * (called & positive).sum() / (called.sum() + positive.sum()))
    assert f1_max(positive, scores) == pytest.approx(best)
    found, from_here = best_f1(positive, scores)
    called = scores >= from_here
    assert found == pytest.approx(2 * (called & positive).sum() / (called.sum() + positive.sum()))


def slow_aupro(maps: list[np.ndarray], masks: list[np.ndarray], limit: float) -> float:
    """Every distinct value as threshold, regions by flood fill, the trapezoid cut exactly at the limit."""
    regions = [(k, region) for k, mask in enumerate(masks) for region in flood_regions(mask)]
    healthy = sum(int((~mask).sum()) for mask in masks)
    points = [(0.0, 0.0)]
    for level in sorted({float(v) for m in maps for v in m.ravel()}, reverse=True):
        rate = sum(int(((m >= level) & ~mask).sum()) for m, mask in zip(maps, masks, strict=True)) / healthy
        overlap = float(np.mean([np.mean([maps[k][at] >= level for at in region]) for k, region in regions]))
        points.append((rate, overlap))
    area = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 >= limit:
            break
        end = min(x1, limit)
        at_end = y0 + (y1 - y0) * ((end - x0) / (x1 - x0) if x1 > x0 else 0)
        area += (end - x0) * (y0 + at_end) / 2
    return area / limit


def flood_regions(mask: np.ndarray) -> list[list[tuple[int, int]]]:
    left = {(int(y), int(x)) for y, x in zip(*np.nonzero(mask), strict=True)}
    found = []
    while left:
        region, todo = [], [left.pop()]
        while todo:
            y, x = todo.pop()
            region.append((y, x))
            for near in [(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]:
                if near in left:
                    left.remove(near)
                    todo.append(near)
        found.append(region)
    return found


@pytest.mark.parametrize("levels", [3, 20, 10**6], ids=["many ties", "some ties", "no ties"])
@pytest.mark.parametrize("seed", range(3))
def test_aupro_equals_the_slow_curve(seed: int, levels: int) -> None:
    random = np.random.default_rng(200 + seed)
    masks = [np.zeros((24, 24), bool) for _ in range(2)]
    masks[0][3:9, 4:12] = True
    masks[0][17:22, 17:21] = True
    masks[1][10:20, 8:11] = True
    maps = [np.round((random.random((24, 24)) + 0.7 * mask) * levels) / levels for mask in masks]
    assert aupro(maps, masks) == pytest.approx(slow_aupro(maps, masks, 0.3))
    assert aupro(maps, masks, 0.05) == pytest.approx(slow_aupro(maps, masks, 0.05))


def test_aupro_counts_a_small_region_like_a_large_one() -> None:
    random = np.random.default_rng(210)
    mask = np.zeros((32, 32), bool)
    mask[2:12, 2:12] = mask[20:22, 20:22] = True
    found = random.random((32, 32))
    found[2:12, 2:12] = 2
    found[20:22, 20:22] = -1
    assert aupro([found], [mask]) == pytest.approx(0.5)
    assert slow_aupro([found], [mask], 0.3) == pytest.approx(0.5)


def test_regions_touching_at_a_corner_are_one() -> None:
    mask = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 0], [1, 0, 0]], bool)
    assert len(regions_of(mask)) == len(flood_regions(mask)) == 2


def test_bootstrap_interval_is_the_same_for_the_same_seed_and_holds_the_figure() -> None:
    random = np.random.default_rng(3)
    positive = np.arange(60) < 30
    scores = random.normal(size=60) + positive
    low, high = bootstrap_interval(positive, scores, auroc, 7)
    assert (low, high) == bootstrap_interval(positive, scores, auroc, 7)
    assert low < auroc(positive, scores) < high


def test_bootstrap_interval_of_a_mean_is_two_standard_errors_wide_on_each_side() -> None:
    scores = np.random.default_rng(4).normal(size=400)
    positive = np.arange(400) < 200
    low, high = bootstrap_interval(positive, scores, lambda those, values: float(values[those].mean()), 1, draws=2000)
    error = scores[positive].std() / np.sqrt(200)
    assert (high - low) / (2 * 1.96 * error) == pytest.approx(1, abs=0.08)
