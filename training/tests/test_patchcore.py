"""Cells, coreset and distances against loops written from `models/README.md`."""

import math

import numpy as np
import pytest

from trainer.patchcore.bank import ScoreRule, distances, greedy_k_centre, picture_score
from trainer.patchcore.calibration import calibrate, calibrated
from trainer.patchcore.cells import bilinear_weights, enlarge, neighbourhood_mean, to_grid


def slow_k_centre(vectors: np.ndarray, count: int, first: int) -> list[int]:
    chosen = [first]
    while len(chosen) < count:
        gaps = [min(math.dist(v, vectors[c]) for c in chosen) for v in vectors]
        chosen.append(int(np.argmax(gaps)))
    return chosen


@pytest.mark.parametrize("seed", range(4))
def test_k_centre_takes_the_farthest_each_time(seed: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(60, 5)).astype(np.float32)
    chosen = list(greedy_k_centre(vectors, 12, seed))
    assert chosen == slow_k_centre(vectors, 12, chosen[0])


def test_k_centre_stops_when_only_copies_are_left() -> None:
    vectors = np.repeat(np.eye(3, dtype=np.float32), 4, axis=0)
    assert len(greedy_k_centre(vectors, 10, 0)) == 3


@pytest.mark.parametrize("neighbours", [1, 3])
def test_distance_is_the_mean_of_the_nearest(neighbours: int) -> None:
    random = np.random.default_rng(5)
    vectors, bank = random.normal(size=(20, 6)).astype(np.float32), random.normal(size=(15, 6)).astype(np.float32)
    slow = [np.mean(sorted(math.dist(v, row) for row in bank)[:neighbours]) for v in vectors]
    assert distances(vectors, bank, neighbours, chunk=7) == pytest.approx(np.asarray(slow), rel=1e-5)


def test_score_is_the_maximum_or_the_mean_of_the_top() -> None:
    found = np.array([1, 5, 2, 4], np.float32)
    assert picture_score(found, ScoreRule(1)) == 5
    assert picture_score(found, ScoreRule(2)) == 4.5
    assert picture_score(found, ScoreRule(9)) == 3


@pytest.mark.parametrize("size", [1, 3, 5])
def test_neighbourhood_mean_cuts_the_window_at_the_border(size: int) -> None:
    features = np.random.default_rng(6).normal(size=(2, 5, 7)).astype(np.float32)
    found = neighbourhood_mean(features, size)
    reach = size // 2
    for y in range(5):
        for x in range(7):
            window = features[:, max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
            assert found[:, y, x] == pytest.approx(window.mean(axis=(1, 2)), abs=1e-5)


def test_a_larger_tap_is_averaged_by_blocks() -> None:
    features = np.arange(16, dtype=np.float32).reshape(1, 4, 4)
    assert to_grid(features, 2)[0].tolist() == [[2.5, 4.5], [10.5, 12.5]]


def test_a_smaller_tap_is_enlarged_with_half_pixel_centres() -> None:
    assert bilinear_weights(2, 4) @ np.array([0.0, 1.0]) == pytest.approx([0, 0.25, 0.75, 1])
    assert enlarge(np.array([[0, 1], [2, 3]], np.float32), 4, 4)[0] == pytest.approx([0, 0.25, 0.75, 1])


def test_half_is_the_threshold_and_the_scale_rises() -> None:
    scores = np.linspace(1, 2, 21).astype(np.float32)
    found = calibrate(scores, scores + 1, 0.1)
    assert calibrated(found.threshold, found.threshold, found.softness) == pytest.approx(0.5)
    assert found.threshold == pytest.approx(1.9)
    assert np.all(np.diff(calibrated(scores, found.threshold, found.softness)) > 0)
