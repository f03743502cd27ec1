"""Thermal scenes: determinism, hot spots at the heat, overlays inside their mask."""

import numpy as np
import pytest
from PIL import Image

from trainer.render.palettes import false_colour
from trainer.render.textures import SCENES, render_non_sheet
from trainer.render.thermal import SUBJECTS, ThermalRender, ThermalSubject, render_thermal
from trainer.render.thermal_faults import fault_heat, render_yard
from trainer.render.thermal_objects import HeatCanvas
from trainer.render.thermal_yard import Yard, draw_yard


def scene(seed: int, subject: ThermalSubject, hot_joints: int) -> ThermalRender:
    return render_thermal(seed, subject=subject, hot_joints=hot_joints, palette="iron", width=160, height=120)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_same_seed_gives_the_same_thermal_picture(subject: ThermalSubject) -> None:
    first, again = scene(3, subject, 1), scene(3, subject, 1)
    assert np.array_equal(first.picture, again.picture)
    assert np.array_equal(first.hot_spots, again.hot_spots)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_healthy_scene_has_no_hot_spot_and_a_faulty_one_is_hottest_in_it(subject: ThermalSubject) -> None:
    healthy, faulty = scene(5, subject, 0), scene(5, subject, 1)
    assert not healthy.hot_spots.any()
    gain = faulty.temperature - healthy.temperature
    assert faulty.hot_spots.any()
    assert gain[faulty.hot_spots].mean() > 5 + gain[~faulty.hot_spots].mean()


def test_the_overlay_mask_is_where_marks_were_burnt_in() -> None:
    render = scene(7, "transformer", 0)
    assert 0.005 < render.overlay.mean() < 0.25
    bare = render_thermal(7, subject="transformer", hot_joints=0, palette="iron", overlay=False, width=160, height=120)
    assert not bare.overlay.any()


def test_iron_palette_rises_in_luma() -> None:
    ramp = false_colour(np.linspace(0, 1, 50, dtype=np.float32)[None], "iron")[0].astype(float)
    luma = ramp @ np.array([0.299, 0.587, 0.114])
    assert (np.diff(luma) > -1).all()


def test_non_sheets_are_deterministic_and_varied() -> None:
    pictures = [render_non_sheet(seed, width=64, height=64) for seed in range(12)]
    assert np.array_equal(pictures[3], render_non_sheet(3, width=64, height=64))
    assert len({picture.tobytes() for picture in pictures}) == 12
    assert len(SCENES) >= 15


def test_a_yard_depends_on_the_seed_alone() -> None:
    first, again = (render_yard(np.random.default_rng(4), 160, 120) for _ in range(2))
    assert np.array_equal(first[0], again[0])
    assert np.array_equal(first[1], again[1])


@pytest.mark.parametrize("seed", range(4))
def test_faults_of_a_yard_are_warm_where_they_are_marked(seed: int) -> None:
    yard = Yard(np.random.default_rng(seed), HeatCanvas(Image.new("F", (320, 240))), 20, 15)
    draw_yard(yard)
    assert not fault_heat(yard, (120, 160), 0)[1].any()
    heat, mask = fault_heat(yard, (120, 160), 6)
    assert 0.001 < mask.mean() < 0.5
    assert heat[mask].mean() > 3 + heat[~mask].mean()
