"""Alignment, near search and the rule of baselines; BAS rules in docs/spec/baselines.md."""

import numpy as np
import pytest

from trainer.arrays import FloatArray
from trainer.baseline.align import Cells, Similarity, align, centres, pooled, whole_picture
from trainer.baseline.judge import Picture, joint_distances, score_with_baselines
from trainer.baseline.near import near_distances, places_of
from trainer.packs.reference import Detector
from trainer.patchcore.bank import ScoreRule
from trainer.patchcore.cells import CellRecipe

SIDE = 20


def scene(seed: int, similarity: Similarity) -> Cells:
    """A photo of soft spots; `similarity` takes its places to those of the scene."""
    random = np.random.default_rng(seed)
    spots, radii = random.uniform(-1.2, 1.2, (60, 2)), random.uniform(0.06, 0.16, 60)
    colours = random.uniform(-0.5, 0.5, (60, 6))
    frame = whole_picture(np.zeros((SIDE * SIDE, 6), np.float32), SIDE, SIDE, 640, 480)
    x, y = similarity.apply(*centres(frame))
    weights = np.exp(-((x[:, None] - spots[:, 0]) ** 2 + (y[:, None] - spots[:, 1]) ** 2) / (2 * radii**2))
    return whole_picture((weights @ colours).astype(np.float32), SIDE, SIDE, 640, 480)


STILL = Similarity(1, 0, 0, 0)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_recovers_a_similarity(seed: int) -> None:
    moved = Similarity(1.15, -6.0, 0.08, -0.05)
    found = align(scene(seed, moved), scene(seed, STILL))
    assert found.is_aligned
    corners = np.array([-0.5, 0.5, -0.5, 0.5]), np.array([-0.375, -0.375, 0.375, 0.375])
    off = np.hypot(*np.subtract(found.similarity.apply(*corners), moved.apply(*corners)))
    assert off.max() < 1 / SIDE


def test_other_scenes_are_not_aligned() -> None:
    assert not align(scene(1, STILL), scene(2, STILL)).is_aligned


def test_pools_cut_blocks_to_their_means() -> None:
    vectors = np.arange(15, dtype=np.float32)[:, None]
    found = pooled(Cells(vectors, 5, 3, -0.5, -0.3, 1.0, 0.6), 3)
    assert found.vectors[:, 0].tolist() == [3.0, 5.0, 6.5, 10.5, 12.5, 14.0]
    assert (found.columns, found.rows) == (3, 2)
    assert found.width == pytest.approx(1.2)
    assert found.height == pytest.approx(0.8)


def test_near_distances_are_those_of_a_slow_search() -> None:
    later, baseline = scene(4, Similarity(1, 0, 0.2, 0)), scene(5, STILL)
    similarity = Similarity(0.9, 5, 0.15, 0)
    found, (column, row) = near_distances(later, baseline, similarity), places_of(later, baseline, similarity)
    assert np.isinf(found).any()
    for cell in range(0, SIDE * SIDE, 13):
        near = [
            float(np.linalg.norm(baseline.vectors[v * SIDE + u].astype(float) - later.vectors[cell]))
            for v in range(SIDE)
            for u in range(SIDE)
            if abs(u + 0.5 - column[cell]) <= 1.5 and abs(v + 0.5 - row[cell]) <= 1.5
        ]
        inside = 0 <= column[cell] < SIDE and 0 <= row[cell] < SIDE
        assert found[cell] == pytest.approx(min(near) if inside else np.inf, rel=1e-5)


def detector_of(bank: FloatArray) -> Detector:
    return Detector(CellRecipe((), grid=SIDE), bank, 1, ScoreRule(), None)


def test_a_baseline_lowers_the_score_by_its_excess_and_at_most_by_a_softness() -> None:
    picture = Picture(scene(6, STILL))
    detector = detector_of(np.zeros((1, 6), np.float32))
    alone = detector.score_of(detector.distances_of(picture.cells.vectors), None)
    for softness, excess in ((10.0, alone - 0.25), (0.01, 0.01)):
        raw, _ = score_with_baselines(picture, [picture], detector, 0.25, softness)
        assert raw == pytest.approx(-excess, abs=1e-5)


def test_without_a_bank_a_cell_without_counterpart_is_compared_anywhere() -> None:
    later, baseline = Picture(scene(7, Similarity(1, 0, 0.1, 0))), Picture(scene(7, STILL))
    _, comparisons = score_with_baselines(later, [baseline], detector_of(np.zeros((0, 6), np.float32)), 1, 1)
    assert comparisons[0].near is not None
    assert np.isinf(comparisons[0].near).any()
    assert np.isfinite(joint_distances(None, comparisons)).all()
