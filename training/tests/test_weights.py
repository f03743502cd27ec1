"""How the weights of the taps are chosen: by how much the normals differ from each other, and by how many they are."""

import numpy as np

from trainer.arrays import FloatArray
from trainer.packs.surface import COLUMNS, WEIGHTS
from trainer.patchcore.weights import spread, variety
from trainer.render.further_surfaces import FURTHER


def pictures(count: int, apart: float) -> list[FloatArray]:
    """Cells around one centre for each picture; the higher `apart` is, the more the centres differ."""
    random = np.random.default_rng(0)
    centres = apart * random.normal(size=(count, COLUMNS))
    return [np.asarray(random.normal(size=(200, COLUMNS)) + centre, np.float32) for centre in centres]


def test_pictures_of_one_surface_have_a_variety_near_1_and_others_more() -> None:
    assert abs(variety(pictures(4, 0)) - 1) < 0.05
    assert variety(pictures(4, 1)) > 1.2
    assert variety(pictures(1, 1)) == 1


def test_pictures_that_are_measured_lie_evenly_among_all() -> None:
    numbered = [np.full((2, 1), at, np.float32) for at in range(20)]
    assert [int(each[0, 0]) for each in spread(numbered)] == [0, 3, 6, 10, 13, 16]
    assert len(spread(numbered[:4])) == 4


def test_pictures_that_differ_take_other_weights_once_they_are_many() -> None:
    assert WEIGHTS.chosen_for(pictures(20, 0)) == WEIGHTS.even
    assert WEIGHTS.chosen_for(pictures(WEIGHTS.few_below - 1, 1)) == WEIGHTS.few
    assert WEIGHTS.chosen_for(pictures(WEIGHTS.few_below, 1)) == WEIGHTS.uneven


def test_further_surfaces_differ_from_picture_to_picture() -> None:
    for surface in FURTHER.values():
        random = np.random.default_rng(1)
        assert (np.asarray(surface(random)) != np.asarray(surface(random))).any()
