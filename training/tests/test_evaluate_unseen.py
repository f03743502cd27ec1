"""Made surfaces are repeatable and have one small defect; the comparison measures the shipped recipe beside the others."""

import numpy as np
import pytest

from trainer.evaluate import unseen
from trainer.packs.surface import WEIGHTS
from trainer.render import made_surfaces
from trainer.render.made_surfaces import DEFECTS, SURFACES, made_set


def test_the_same_seed_makes_the_same_pictures_and_another_seed_others() -> None:
    first, again, other = (made_set(SURFACES["plug"], 1, 1, seed).normal[0] for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


@pytest.mark.parametrize("name", list(DEFECTS))
def test_a_defect_changes_a_small_part_of_the_picture(name: str) -> None:
    random = np.random.default_rng(3)
    clean = SURFACES["cloth"](random)
    changed = (np.asarray(DEFECTS[name](clean, random)) != np.asarray(clean)).any(axis=2).mean()
    assert 0 < changed < 0.1


def test_every_surface_has_the_stated_size() -> None:
    random = np.random.default_rng(0)
    shapes = {np.asarray(surface(random)).shape for surface in SURFACES.values()}
    assert shapes == {(made_surfaces.SIDE, made_surfaces.SIDE, 3)}


def test_every_recipe_separates_pictures_with_other_cells() -> None:
    columns = sum(WEIGHTS.columns.values())
    random = np.random.default_rng(0)
    normal = np.asarray(random.normal(size=(8, 36, columns)), np.float32)
    faulty = normal[:4] + np.float32(5)
    found = unseen.draw_of(normal, faulty, 0).figures()
    assert set(found) == {*unseen.RULES, *unseen.WEIGHTINGS}
    assert set(found.values()) == {1.0}


def test_the_figures_of_the_shipped_recipe_are_those_of_the_weights_that_it_chooses() -> None:
    columns = sum(WEIGHTS.columns.values())
    random = np.random.default_rng(1)
    normal = np.asarray(random.normal(size=(9, 36, columns)), np.float32)
    draw = unseen.draw_of(normal, np.asarray(random.normal(size=(5, 36, columns)) * 1.05, np.float32), 0)
    assert draw.figures()["shipped"] == draw.figures()[draw.chosen]


def test_means_are_taken_by_name() -> None:
    assert unseen.mean_of([{"a": 1.0, "b": 0.0}, {"a": 0.0, "b": 0.0}]) == {"a": 0.5, "b": 0.0}
