"""Ablations: each change does what its name says, and the shipped recipe is among them unchanged."""

from dataclasses import replace

import numpy as np
import pytest

from trainer.evaluate import ablations
from trainer.evaluate.taught import SHIPPED


def normals(seed: int = 0) -> np.ndarray:
    random = np.random.default_rng(seed)
    return np.asarray(random.normal(size=(6, 20, 3)) @ np.diag([1, 5, 0.2]) + 7, np.float32)


def test_the_shipped_recipe_is_compared_unchanged() -> None:
    assert ablations.CHANGES["as shipped"].recipe == SHIPPED
    assert ablations.taps({}) == replace(SHIPPED, weights=None)


def test_a_tap_with_the_weight_0_is_left_out() -> None:
    assert [tap.output for tap in ablations.taps({"s4": 0}).cells.taps] == ["s8", "s16"]


def test_whitening_gives_every_direction_of_the_normals_the_same_spread() -> None:
    known, _ = ablations.whitened(normals(), normals(), shrinkage=0)
    assert np.cov(known.reshape(-1, 3).T) == pytest.approx(np.eye(3), abs=1e-3)


def test_a_bank_of_bytes_has_at_most_255_values_and_moves_each_by_half_a_step() -> None:
    known, _ = ablations.bytes_only(normals(), normals())
    steps = np.abs(normals()).max(axis=(0, 1)) / 127
    assert (np.abs(known - normals()).max(axis=(0, 1)) <= steps / 2 + 1e-6).all()


@pytest.mark.parametrize(("views", "count"), [(ablations.turned, 4), (ablations.flipped, 3), (ablations.shifted, 3)])
def test_the_first_view_is_the_picture_itself_and_the_others_differ(views: ablations.Views, count: int) -> None:
    picture = np.random.default_rng(0).integers(0, 255, (6, 6, 3)).astype(np.uint8)
    found = views(picture)
    assert len(found) == count
    assert np.array_equal(found[0], picture)
    assert len({np.ascontiguousarray(view).tobytes() for view in found}) == count


def test_shots_are_tested_on_the_other_patches_with_their_own_view_alone() -> None:
    clean = np.repeat(normals(), 3, axis=0)
    clean[1::3] += 50
    clean[2::3] += 50
    specked = normals(1)
    specked[:, 4:8] += 200
    assert ablations.shot_auroc(ablations.Change(ablations.taps({})), clean, specked, 3, 2) == 1


def test_a_quantised_bank_has_few_values_of_each_group_of_columns() -> None:
    known, _ = ablations.quantised(normals(), normals(), group=2, levels=5)
    assert len(np.unique(known.reshape(-1, 3)[:, :2], axis=0)) <= 5
    assert np.abs(known - normals()).mean() < np.abs(normals() - normals().mean(axis=(0, 1))).mean()


def test_a_search_near_the_same_place_does_not_see_the_other_end_of_the_picture() -> None:
    known = np.zeros((1, 81, 2), np.float32)
    known[0, 80] = 5
    tested = np.full((1, 81, 2), 5, np.float32)
    found = ablations.nearby(known, tested, 10, 0)
    assert found[0, 0] == pytest.approx(50**0.5)
    assert found[0, 80] == found[0, 60] == 0
