"""Taught packs: no taught picture is tested, defects score highest, and the stated false-alarm rate holds."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from trainer.arrays import ByteArray, FloatArray
from trainer.evaluate import false_alarms, mosaics, specks, tile_curve
from trainer.evaluate.kept_taps import TapSource
from trainer.evaluate.sheets import SIDE, Paper, mosaics_of, read_paper
from trainer.evaluate.taught import SHIPPED, TaughtRecipe, maps_of, taught_bank
from trainer.packs.surface import INPUT
from trainer.patchcore.bank import ScoreRule
from trainer.patchcore.cells import CellRecipe
from trainer.patchcore.tiles import WHOLE, Tiles

RECIPE = TaughtRecipe(SHIPPED.cells, 40, ScoreRule(2))


def normal_cells(count: int, seed: int, cells: int = 16) -> FloatArray:
    return np.random.default_rng(seed).normal(size=(count, cells, 3)).astype(np.float32)


def defective_cells(count: int, seed: int) -> FloatArray:
    cells = normal_cells(count, seed)
    cells[:, 5:7] += 20
    return cells


def test_all_cells_are_the_bank_until_there_are_more_than_its_rows() -> None:
    assert np.array_equal(taught_bank(normal_cells(2, 0), 40, 0), normal_cells(2, 0).reshape(-1, 3))
    assert len(taught_bank(normal_cells(5, 0), 40, 0)) == 40


def test_a_draw_is_tested_on_the_other_patches_and_finds_the_specked_ones() -> None:
    draws = specks.draws_of(normal_cells(8, 0), defective_cells(6, 1), 1, RECIPE)
    assert len(draws) == specks.DRAWS[1]
    for tested in draws:
        assert (len(tested.clean), len(tested.specked)) == (7, 6)
        assert tested.clean.min() > 0
        assert tested.auroc(RECIPE) == 1


def test_a_map_that_is_the_mask_locates_perfectly() -> None:
    mask = np.zeros((4, 4), bool)
    mask[1:3, 1:3] = True
    found = mask.astype(np.float32).ravel()[None]
    tested = specks.Tested(0 * found, found)
    assert specks.located(tested, [mask]) == pytest.approx((1, 1))


def test_patches_of_other_sizes_are_compared_at_their_own_size() -> None:
    found = np.zeros((2, 16), np.float32)
    found[:, 5] = 1
    masks = [np.zeros(size, bool) for size in ((4, 4), (8, 8))]
    masks[0][1, 1] = masks[1][2:4, 2:4] = True
    pixels, _ = specks.located(specks.Tested(0 * found[:1], found), masks)
    assert pixels > 0.95


def test_the_curve_takes_as_many_normals_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def bank_of(normals: FloatArray, rows: int, seed: int) -> FloatArray:
        asked.append(len(normals))
        return taught_bank(normals, rows, seed)

    monkeypatch.setattr(tile_curve, "taught_bank", bank_of)
    tested = np.concatenate([normal_cells(4, 1), defective_cells(4, 2)])
    found = tile_curve.curve(normal_cells(150, 0), tested, [False] * 4 + [True] * 4, RECIPE, 0)
    assert asked == list(tile_curve.SIZES)
    assert set(found.values()) == {1.0}


def plain(value: int) -> ByteArray:
    return np.full((4, 4, 3), value, np.uint8)


PAPER = Paper("test", [plain(at) for at in range(10)], [plain(200 + at) for at in range(3)], [np.ones((4, 4), bool)] * 3)


def patch_values(picture: ByteArray) -> list[int]:
    return [int(value) for value in picture[::4, ::4, 0].ravel()]


def test_no_patch_of_a_taught_mosaic_is_in_a_tested_one() -> None:
    made = mosaics_of(PAPER, 4, 3, 0)
    taught = {value for picture in made.taught for value in patch_values(picture)}
    tested = {value for picture in [*made.normal, *made.specked] for value in patch_values(picture)}
    assert all(picture.shape == (4 * SIDE, 4 * SIDE, 3) for picture in [*made.taught, *made.normal, *made.specked])
    assert taught.isdisjoint(tested)


def test_a_specked_mosaic_has_one_specked_patch_and_a_normal_one_has_none() -> None:
    made = mosaics_of(PAPER, 4, 3, 0)
    counts = [[sum(value >= 200 for value in patch_values(picture)) for picture in some] for some in (made.normal, made.specked)]
    assert counts == [[0, 0, 0], [1, 1, 1]]


class Averages(TapSource):
    """Instead of a network: the mean brightness of each part of a picture, parts being smaller with more tiles."""

    def cells(self, pictures: list[ByteArray], recipe: CellRecipe, tiles: Tiles = WHOLE) -> FloatArray:  # type: ignore[override]
        parts = 2 * tiles.columns
        return np.stack([blocks(picture[..., 0], parts) for picture in pictures])


def blocks(picture: ByteArray, parts: int) -> FloatArray:
    side = picture.shape[0] // parts
    means = picture.reshape(parts, side, parts, side).mean(axis=(1, 3))
    return np.asarray(means.reshape(-1, 1), np.float32)


def test_the_close_look_finds_defects_that_the_whole_picture_does_not_show() -> None:
    random = np.random.default_rng(0)
    clean = [random.integers(60, 140, (4, 4, 3)).astype(np.uint8) for _ in range(40)]
    paper = Paper("test", clean, [plain(150)] * 8, [np.ones((4, 4), bool)] * 8)
    source = Averages(None, "", INPUT)  # type: ignore[arg-type]  # it runs no network
    made, recipe = mosaics_of(paper, 4, 8, 0), replace(RECIPE, rule=ScoreRule(1))
    whole, close = (mosaics.look_auroc(made, source, mosaics.LOOKS[look], recipe, 0) for look in ("whole", "3x3"))
    assert close > whole


def test_p_values_count_the_left_out_scores_that_are_at_least_as_high() -> None:
    found = false_alarms.p_values(np.asarray([1, 2, 3], np.float32), np.asarray([0, 2, 4], np.float32))
    assert found == pytest.approx([1, 3 / 4, 1 / 4])


def test_a_left_out_picture_is_not_compared_with_its_own_rows() -> None:
    normals = normal_cells(4, 0)
    bank, scores = false_alarms.left_out_scores(normals, RECIPE, 0)
    assert len(bank) == 40
    assert scores.min() > maps_of(normals, bank).min()
    assert scores.min() > 0.1


def test_the_stated_rate_holds_for_exchangeable_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(false_alarms, "TEACHINGS", 60)
    for normals in (5, 19):
        found = false_alarms.alarms(normal_cells(60, 3, cells=4), normals, RECIPE)
        assert found.every <= false_alarms.stated_rate(normals) + 0.03
        assert found.every > 0


def test_more_pictures_support_a_lower_rate_down_to_five_percent() -> None:
    assert [round(false_alarms.stated_rate(count), 3) for count in (5, 9, 19, 50)] == [0.167, 0.1, 0.05, 0.05]


def test_specks_are_black_in_the_file_of_a_mask(tmp_path: Path) -> None:
    drawn = np.full((8, 8), 255, np.uint8)
    drawn[2, 3] = 0
    for folder, name in (("clean", "1.png"), ("specked", "P_S_D_01.png"), ("masks", "P_S_01.png")):
        (tmp_path / folder).mkdir()
        Image.fromarray(drawn).save(tmp_path / folder / name)
    paper = read_paper(tmp_path)
    assert np.argwhere(paper.masks[0]).tolist() == [[2, 3]]
