"""The threshold before teaching: scenes are changed as stated, and the threshold is that of the rule of a teaching."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from trainer.arrays import ByteArray
from trainer.evaluate import untaught
from trainer.evaluate.untaught import Scene
from trainer.packs.surface import UNTAUGHT


def picture(seed: int) -> ByteArray:
    coarse = np.random.default_rng(seed).integers(0, 256, (6, 8, 3)).astype(np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((160, 120), Image.Resampling.BICUBIC))


def scene(same: float, seven: float, two: float) -> Scene:
    return Scene(same, np.full(4, same, np.float32), {"seven": seven, "two": two}, aligned=True)


def test_a_later_picture_shows_nearly_all_of_the_scene_and_is_brighter() -> None:
    later = untaught.reframed(picture(0), np.random.default_rng(0))
    assert later.shape == (114, 152, 3)
    assert later.mean() > picture(0).mean()


@pytest.mark.parametrize("share", untaught.EXCHANGED.values())
def test_the_stated_share_of_the_picture_is_exchanged(share: float) -> None:
    changed = untaught.exchanged(
        np.zeros((200, 300, 3), np.uint8), np.full((90, 70, 3), 255, np.uint8), share, np.random.default_rng(0)
    )
    assert (changed[..., 0] == 255).mean() == pytest.approx(share, rel=0.05)
    assert not changed[:19].any() and not changed[:, :29].any()


def test_shares_count_the_scenes_that_reach_the_threshold() -> None:
    scenes = [scene(0.5, 1.5, 0.9), scene(1.0, 2.0, 1.2)]
    assert untaught.shares_at(scenes, 1.0) == {"same": 0.5, "seven": 1.0, "two": 0.5}


def test_half_of_the_scenes_place_the_threshold_and_the_others_are_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    scenes = [scene(0.5 + 0.01 * at, 2.0, 2.0) for at in range(80)]
    monkeypatch.setattr(untaught, "scenes_of", lambda *_: {"all": scenes})
    monkeypatch.setattr(untaught, "open_taps", lambda *_: None)
    placed, *tested = untaught.untaught_rows(Path(), Path(), 0, None)
    # 40 scenes: the second largest of the even ones, as with 39 normals and more.
    assert placed.figure.values["threshold"] == pytest.approx(scenes[76].same, rel=1e-5)
    assert [row.protocol.split(", ")[1] for row in tested] == ["threshold 1.27 of the pack", "threshold 1 as up to 0.5.0"]
    # The odd scenes have 0.51, 0.53 … 1.29.
    assert [row.figure.values["same"] for row in tested] == [2 / 40, 15 / 40]
    assert [row.figure.values["seven"] for row in tested] == [1.0, 1.0]


def test_the_pack_has_the_threshold_of_the_evaluation_rounded() -> None:
    rows = json.loads((Path(__file__).parents[2] / "models" / "evaluation.json").read_text())["rows"]
    placed = next(row["figure"]["values"] for row in rows if row["work"] == untaught.WORK)
    for number, name in (("threshold", "threshold"), ("softness", "softness"), ("map", "mapThreshold")):
        assert UNTAUGHT[name] == pytest.approx(placed[number], abs=0.005)
