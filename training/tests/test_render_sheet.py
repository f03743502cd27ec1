"""Sheets: the same seed gives the same picture, masks have the requested defects, training and held-out styles share no value."""

from dataclasses import fields, replace

import numpy as np
import pytest

from trainer.render.defects import DEFECT_LABELS, DefectLabel, DefectRequest, draw_defect
from trainer.render.sheet import render_sheet
from trainer.render.style import HELD_OUT, TRAINING, Style, StyleRange, draw_style


def plain_style(seed: int = 0) -> Style:
    """A whole sheet on a light table, nothing in front of it."""
    style = draw_style(np.random.default_rng(seed), TRAINING)
    return replace(
        style,
        framing="close-up",
        background="light-table",
        shadows=0,
        is_torn=False,
        is_holed=False,
        has_pole=False,
        has_fingers=False,
    )


def test_same_seed_gives_the_same_bytes_and_another_seed_another_picture() -> None:
    style = draw_style(np.random.default_rng(3), TRAINING)
    requests = (DefectRequest("rust", 0.08),)
    first, again, other = (render_sheet(seed, style, requests, width=96, height=80) for seed in (5, 5, 6))
    assert np.array_equal(first.picture, again.picture)
    assert np.array_equal(first.defects["rust"], again.defects["rust"])
    assert not np.array_equal(first.picture, other.picture)


def test_picture_and_masks_have_the_asked_size_and_types() -> None:
    render = render_sheet(1, plain_style(), (DefectRequest("bark", 0.02),), width=120, height=90)
    assert render.picture.shape == (90, 120, 3) and render.picture.dtype == np.uint8
    assert render.sheet.shape == (90, 120) and render.sheet.dtype == np.bool_
    assert render.defects["bark"].shape == (90, 120)


@pytest.mark.parametrize("label", DEFECT_LABELS)
def test_only_the_asked_defects_have_masks_and_they_lie_on_the_sheet(label: DefectLabel) -> None:
    render = render_sheet(2, plain_style(), (DefectRequest(label, 0.1),), width=128, height=128)
    assert set(render.defects) == {label}
    assert render.defects[label].any()
    assert not (render.defects[label] & ~render.sheet).any()


@pytest.mark.parametrize("label", ["dry_mould", "rust", "blemishes", "opaque", "burnt", "under_cured", "blisters"])
def test_a_defect_covers_about_the_share_it_was_asked_for(label: DefectLabel) -> None:
    shares = []
    for seed in range(6):
        strength = draw_defect(np.random.default_rng(seed), 160, 160, DefectRequest(label, 0.15))
        shares.append(float((strength > 0.5 * strength.max()).mean()))
    assert 0.09 < np.mean(shares) < 0.22


def test_a_dark_defect_darkens_and_a_pale_one_brightens_its_mask() -> None:
    style = plain_style()
    darker: dict[DefectLabel, bool] = {"burnt": True, "over_smoked": True, "under_cured": False}
    for label, is_darker in darker.items():
        render = render_sheet(4, style, (DefectRequest(label, 0.4),), width=128, height=128)
        mask = render.defects[label]
        inside = render.picture[mask].astype(float).mean()
        outside = render.picture[render.sheet & ~mask].astype(float).mean()
        assert (inside < outside) == is_darker, (label, inside, outside)


def test_more_smoke_means_less_blue_than_red() -> None:
    ratios = []
    for absorbance in (0.2, 0.7, 1.3):
        render = render_sheet(8, replace(plain_style(), absorbance=absorbance), (), width=96, height=96)
        red, _, blue = render.picture[render.sheet].astype(float).mean(axis=0)
        ratios.append(red / blue)
    assert ratios == sorted(ratios)


def test_the_sheet_fills_a_close_up_and_hanging_scenes_show_background() -> None:
    close = render_sheet(1, plain_style(), (), width=96, height=96).sheet.mean()
    hanging = render_sheet(1, replace(plain_style(), framing="hanging"), (), width=96, height=96).sheet.mean()
    assert close > 0.8
    assert 0.1 < hanging < 0.9


@pytest.mark.parametrize(
    "name", ["rib_pitch_share", "rib_angle_deg", "back_light", "front_light", "warmth", "tilt", "noise", "jpeg_quality"]
)
def test_training_and_held_out_styles_share_no_value(name: str) -> None:
    assert {field.name for field in fields(StyleRange)} >= {name}
    for low, high in getattr(TRAINING, name):
        for other_low, other_high in getattr(HELD_OUT, name):
            assert high <= other_low or other_high <= low


def test_training_and_held_out_styles_share_no_background() -> None:
    assert not set(TRAINING.backgrounds) & set(HELD_OUT.backgrounds)
