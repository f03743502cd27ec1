"""The spot finder: the module equals its cell-by-cell form, is trained on the marked pictures only, never on those left out."""

import numpy as np
import pytest
import torch
from PIL import Image

from trainer.backbone.joined import join_taps
from trainer.packs.placed import HeldOut, place_map_of, placed_calibration
from trainer.packs.reference import PlaceMap
from trainer.packs.thermal import CATEGORIES, FALSE_ALARM_RATE, RULE
from trainer.patchcore.calibration import calibrated
from trainer.spots.examples import INPUT, SpotExamples, cell_shares, rendered_pictures, spot_examples
from trainer.spots.finder import STRIDE_PX, FinderPlan, SpotFinder, SpotTaps, chosen_cells, fit_finder, spots_of
from trainer.spots.shape import category_of, shape_of
from trainer.spots.views import PARTS, Marked, views_of

SIDE = INPUT.width
ROW = SIDE // STRIDE_PX


def random_taps(count: int) -> SpotTaps:
    generator = torch.Generator().manual_seed(0)
    sizes = ((24, 16), (1, 16), (32, 8), (96, 4))
    return SpotTaps(*(torch.randn(count, width, side, side, generator=generator) for width, side in sizes))


def test_spots_of_joined_taps_equal_the_module_on_the_taps() -> None:
    torch.manual_seed(1)
    taps, finder = random_taps(3), SpotFinder(7).eval()
    with torch.no_grad():
        direct = finder(taps).flatten(1).numpy()
    assert np.abs(spots_of(finder, join_taps(taps)) - direct).max() < 5e-3


def test_the_finder_is_repeatable_and_learns_what_was_marked() -> None:
    random = np.random.default_rng(0)
    taps = random.normal(size=(12, 49, 153)).astype(np.float16)
    marked = (taps[:, :, 30] > 1).astype(np.float32)
    plan = FinderPlan(seed=0, hidden=8, steps=200, batch=128)
    first, again = (fit_finder(chosen_cells(taps, marked, np.ones(12, np.float32), plan), plan) for _ in range(2))
    assert torch.equal(first.middle.weight, again.middle.weight)
    found = spots_of(first, taps)
    assert found[marked > 0].mean() > found[marked == 0].mean() + 2


def test_a_picture_of_weight_zero_does_not_change_the_finder() -> None:
    taps, marked = np.ones((2, 4, 153), np.float16), np.ones((2, 4), np.float32)
    assert len(chosen_cells(taps, marked, np.asarray([0, 1], np.float32), FinderPlan(seed=0)).cells) == 4


def test_a_picture_is_left_out_with_all_its_views() -> None:
    mask = np.zeros((SIDE, SIDE), np.bool_)
    mask[:8, :8] = True
    pictures = [Marked(np.zeros((9, 9, 3), np.uint8), mask, 1.0, name) for name in ("a", "b", "")]
    found = spot_examples(lambda picture: np.zeros((1, ROW * ROW, 153), np.float16), iter(pictures))
    views = 2 + PARTS
    assert found.origin.tolist() == ["a"] * views + ["b"] * views + [""]
    assert [int(found.marked[at].argmax()) for at in (0, 1, views, views + 1, 2 * views)] == [0, ROW - 1, 0, ROW - 1, 0]
    left: SpotExamples = found.without({"a"})
    assert left.origin.tolist() == ["b"] * views + [""]


def test_the_mask_of_a_view_follows_its_picture() -> None:
    picture = np.zeros((120, 160, 3), np.uint8)
    picture[30:70, 50:110] = 200
    mask = np.zeros((240, 320), np.bool_)
    mask[60:140, 100:220] = True
    views = list(views_of(Marked(picture, mask, 1.0, "a"), 0))
    assert views[0].picture is picture
    assert len({view.picture.shape for view in views}) > 3
    for view in views:
        size = view.picture.shape[1], view.picture.shape[0]
        marked = np.asarray(Image.fromarray(np.ascontiguousarray(view.mask)).resize(size, Image.Resampling.NEAREST))
        assert np.mean(marked == (view.picture[..., 0] > 100)) > 0.95


def test_a_picture_of_weight_zero_has_no_other_views() -> None:
    assert len(list(views_of(Marked(np.zeros((9, 9, 3), np.uint8), np.zeros((9, 9), np.bool_), 0.0, "a"), 0))) == 1


def test_the_share_of_a_cell_is_its_marked_part() -> None:
    mask = np.zeros((SIDE, SIDE), np.bool_)
    mask[8:16, 4:12] = True
    assert cell_shares(mask)[ROW : ROW + 3].tolist() == [0.5, 0.5, 0]


def test_rendered_scenes_depend_on_the_seed_alone() -> None:
    first, again = (next(rendered_pictures(3, 1)) for _ in range(2))
    assert np.array_equal(first.picture, again.picture)
    assert first.mask.shape == first.picture.shape[:2]


def test_the_map_is_calibrated_on_held_out_pictures() -> None:
    healthy = [np.linspace(-10, 0, 101, dtype=np.float32)]
    distances = [np.asarray(healthy[0] / 4, np.float32)]
    found = place_map_of("spots", HeldOut(distances, healthy), HeldOut([], [np.asarray([-5, 4], np.float32)]))
    assert (round(found.counts_from, 3), round(found.threshold, 3)) == (-0.5, -0.2)
    assert abs(found.softness - 4.2 / np.log(4)) < 1e-3
    assert abs(found.weight - 0.25) < 1e-6


def test_shapes_are_named() -> None:
    y, x = np.mgrid[:60, :60]
    disc, bar, wire = (x - 30) ** 2 + (y - 30) ** 2 < 16, (abs(x - 30) < 1) & (abs(y - 30) < 4), x == y
    names = [category_of(shape_of(np.asarray(region), 1.0), CATEGORIES) for region in (disc, bar, wire)]
    assert names == ["loose_joint", "point_overload", "full_wire_overload"]
    assert abs(shape_of(np.asarray(disc), 1.0).elongation - 1) < 0.01


def test_the_median_faulty_picture_scores_four_fifths_and_the_threshold_depends_on_normals_alone() -> None:
    where = np.zeros(RULE.top, np.float32)
    normals = HeldOut([np.full(RULE.top, at, np.float32) for at in range(21)], [where] * 21)
    faulty = [HeldOut([np.full(RULE.top, far, np.float32) for far in raw], [where] * 3) for raw in ((10, 25, 90), (10, 40, 41))]
    place_map = PlaceMap("spots", 0.0, 1.0, counts_from=0.0)
    found = [placed_calibration(normals, these, place_map, RULE, FALSE_ALARM_RATE) for these in faulty]
    assert found[0].threshold == found[1].threshold == pytest.approx(20 * (1 - FALSE_ALARM_RATE))
    assert [
        float(calibrated(middle, f.threshold, f.softness)) for middle, f in zip((25, 40), found, strict=True)
    ] == pytest.approx([0.8, 0.8])
