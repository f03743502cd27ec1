"""Cells, coreset and distances against loops written from `models/README.md`."""

import math

import numpy as np
import pytest

from trainer.packs.reference import Detector, PlaceMap
from trainer.patchcore.bank import ScoreRule, distances, greedy_k_centre, picture_score
from trainer.patchcore.calibration import calibrate, calibrated
from trainer.patchcore.cells import CellRecipe, Tap, bilinear_weights, cells, enlarge, neighbourhood_mean, to_grid

GRID = 4
TAPS = (Tap("wide", 3, "l2", 0.5), Tap("fine", 1), Tap("coarse", 3))
SIZES = {"coarse": (2, 3, 5), "fine": (3, 12, 8), "wide": (4, 6, 7)}
"""[C, H, W] of each tap: larger than the grid by whole factors that differ, smaller, and neither."""


def outputs_of(seed: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    return {name: random.normal(size=size).astype(np.float32) for name, size in SIZES.items()}


def slow_cell(features: np.ndarray, tap: Tap, row: int, column: int) -> list[float]:
    """One tap at one cell, number by number, as defined in "Cells" of `models/README.md`."""
    channels, height, width = features.shape
    reach = tap.neighbourhood // 2

    def local(channel: int, y: int, x: int) -> float:
        ys, xs = range(max(0, y - reach), min(height, y + reach + 1)), range(max(0, x - reach), min(width, x + reach + 1))
        return math.fsum(float(features[channel, b, a]) for b in ys for a in xs) / (len(ys) * len(xs))

    def block(channel: int) -> float:
        ys = range(row * height // GRID, (row + 1) * height // GRID)
        xs = range(column * width // GRID, (column + 1) * width // GRID)
        return math.fsum(local(channel, y, x) for y in ys for x in xs) / (len(ys) * len(xs))

    def bilinear(channel: int) -> float:
        y, x = ((at + 0.5) * size / GRID - 0.5 for at, size in ((row, height), (column, width)))
        y, x = min(max(y, 0), height - 1), min(max(x, 0), width - 1)
        corners = [(b, a) for b in {math.floor(y), math.ceil(y)} for a in {math.floor(x), math.ceil(x)}]
        return math.fsum(local(channel, b, a) * (1 - abs(y - b)) * (1 - abs(x - a)) for b, a in corners)

    is_whole = height % GRID == 0 and width % GRID == 0
    vector = [block(channel) if is_whole else bilinear(channel) for channel in range(channels)]
    length = math.hypot(*vector) if tap.norm == "l2" else 1.0
    return [tap.weight * value / length for value in vector]


def slow_cells(outputs: dict[str, np.ndarray]) -> list[list[float]]:
    places = [(row, column) for row in range(GRID) for column in range(GRID)]
    return [[value for tap in TAPS for value in slow_cell(outputs[tap.output], tap, *place)] for place in places]


@pytest.mark.parametrize("seed", range(3))
def test_cells_equal_the_definition_of_the_format(seed: int) -> None:
    assert cells(outputs_of(seed), CellRecipe(TAPS, GRID)) == pytest.approx(np.asarray(slow_cells(outputs_of(seed))), abs=1e-5)


@pytest.mark.parametrize("counts_from", [-math.inf, 0.2])
def test_the_score_equals_the_definition_of_the_format(counts_from: float) -> None:
    """From dense outputs to the raw score: cells, distances to the bank, the cells that count, the mean of the top ones."""
    bank = [row for seed in (10, 11) for row in slow_cells(outputs_of(seed))]
    found = [sum(sorted(math.dist(cell, row) for row in bank)[:2]) / 2 for cell in slow_cells(outputs_of(1))]
    places = [slow_cell(outputs_of(1)["fine"][:1], Tap("fine"), row, column)[0] for row in range(GRID) for column in range(GRID)]
    weight = 0.0 if counts_from == -math.inf else 0.7
    pairs = [(distance, place) for distance, place in zip(found, places, strict=True) if place >= counts_from]
    counted = sorted(distance + (weight * (place - counts_from) if weight else 0) for distance, place in pairs)
    place_map = None if counts_from == -math.inf else PlaceMap("place", 0, 1, counts_from, weight)
    detector = Detector(CellRecipe(TAPS, GRID), np.asarray(bank, np.float32), 2, ScoreRule(3), place_map)
    outputs = outputs_of(1)
    assert detector.score({**outputs, "place": outputs["fine"][:1]}) == pytest.approx(sum(counted[-3:]) / 3, rel=1e-5)
    assert len(counted) < GRID * GRID or place_map is None


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


def test_k_centre_starts_at_the_row_chosen_by_the_seed() -> None:
    vectors = np.random.default_rng(0).normal(size=(60, 5)).astype(np.float32)
    firsts = [int(greedy_k_centre(vectors, 1, seed)[0]) for seed in range(8)]
    assert len(set(firsts)) > 4
    assert firsts == [int(greedy_k_centre(vectors, 1, seed)[0]) for seed in range(8)]


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
    assert picture_score(found[:0], ScoreRule(1)) == 0


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


def test_a_map_is_enlarged_along_its_own_axes() -> None:
    raster = np.array([[0, 1, 2]], np.float32)
    assert enlarge(raster, 2, 6).tolist() == [[0, 0.25, 0.75, 1.25, 1.75, 2]] * 2


def test_the_threshold_scores_half_and_the_median_normal_under_a_fifth() -> None:
    scores, held_out_cells = np.linspace(1, 2, 21).astype(np.float32), np.linspace(5, 6, 101).astype(np.float32)
    found = calibrate(scores, held_out_cells, 0.1)
    assert (found.threshold, found.map_threshold) == pytest.approx((1.9, 5.99))
    assert (found.false_alarm_rate, found.normals) == (0.1, 21)
    assert calibrated(1.9, found.threshold, found.softness) == pytest.approx(0.5)
    assert calibrated(1.5, found.threshold, found.softness) == pytest.approx(1 / (1 + math.exp(1.5)))
    assert calibrated(2.3, found.threshold, found.softness) == pytest.approx(1 / (1 + math.exp(-1.5)))


def test_equal_scores_of_normals_still_give_a_scale() -> None:
    same = calibrate(np.full(4, 2, np.float32), np.full(9, 2, np.float32), 0.05)
    assert same.softness == pytest.approx(0.1 / 1.5)
    assert calibrate(np.zeros(4, np.float32), np.zeros(9, np.float32), 0.05).softness > 0
