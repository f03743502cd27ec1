"""The measures of the preconditions against plain definitions, and the shipped pack on made pictures."""

import json
from pathlib import Path

import numpy as np
import pytest

from trainer.arrays import ByteArray
from trainer.preconditions.made import MADE, greyscale, made_pictures, scene
from trainer.preconditions.measures import BINS, colour_histogram, coloured_share, contrast, rank_quantile, sharpness
from trainer.preconditions.rules import Measured, refusal_code
from trainer.preprocess import InputRecipe, resize

MODELS = Path(__file__).resolve().parents[2] / "models"
NOTHING = np.empty((0, 0), np.float32)


def conditions() -> list[dict[str, object]]:
    """The shipped conditions that need no network."""
    found: list[dict[str, object]] = json.loads((MODELS / "transformer-thermal" / "pack.json").read_text())["preconditions"]
    return found[:-1]


def code_of(picture: ByteArray) -> str | None:
    return refusal_code(conditions(), Measured(resize(picture, InputRecipe(256, 256)), NOTHING, NOTHING))


def test_a_quantile_is_an_element() -> None:
    assert rank_quantile(np.asarray([4, 1, 3, 2], np.float32), 0.5) == 2


def test_contrast_and_sharpness_of_a_step() -> None:
    step = np.zeros((8, 8, 3), np.float32)
    step[:, 4:] = 200
    assert contrast(step, 0.02, 0.98) == 200
    assert sharpness(step, 0.99, 0.02, 0.98) == pytest.approx(1)
    assert sharpness(np.zeros((8, 8, 3), np.float32), 0.99, 0.02, 0.98) == 0


def test_bins_of_known_colours() -> None:
    def bin_of(*colour: int) -> int:
        return int(colour_histogram(np.asarray([[colour]], np.float32), 24).argmax())

    assert bin_of(0, 0, 255) == (8 * 3 + 2) * 2 + 1
    assert bin_of(0, 0, 100) == (8 * 3 + 2) * 2
    assert bin_of(255, 0, 0) == 2 * 2 + 1
    assert bin_of(130, 130, 130) == 72 + 2
    assert len(colour_histogram(np.zeros((2, 2, 3), np.float32), 24)) == BINS


def test_the_coloured_share_counts_pixels() -> None:
    half = np.zeros((2, 2, 3), np.float32)
    half[0, :, 0] = 24
    assert coloured_share(half, 24) == 0.5


def test_the_shipped_pack_refuses_every_made_frame() -> None:
    codes = [(name, code_of(picture)) for name, picture in made_pictures(5, 2)]
    assert len(codes) == 2 * len(MADE)
    assert [name for name, code in codes if code is None] == []
    assert {code for name, code in codes if name in ("lens cap", "flat grey")} == {"nothing-visible"}
    assert {code for name, code in codes if name in ("grey copy", "white-hot", "black-hot")} == {"palette-not-read"}


def test_the_shipped_pack_accepts_a_rendered_transformer_and_refuses_its_grey_copy() -> None:
    picture = scene(np.random.default_rng(3))
    assert code_of(picture) is None
    assert code_of(greyscale(picture)) == "palette-not-read"
