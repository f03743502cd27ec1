"""Magnetic tiles with the recipe of the pack `surface`, by the number of healthy tiles it was taught with."""

import statistics
from collections.abc import Callable
from pathlib import Path

import numpy as np

from trainer.arrays import FloatArray
from trainer.evaluate.kept_taps import open_taps
from trainer.evaluate.metrics import auroc
from trainer.evaluate.report import Figure, Row
from trainer.evaluate.taught import SHIPPED, TaughtRecipe, fitted, maps_of, scores_of, taught_bank
from trainer.evaluate.tile import tile_split
from trainer.packs.surface import INPUT
from trainer.preprocess import read_picture

SIZES = (2, 4, 8, 16, 150)
BAR = 0.862
NOTE = "taught-recipe"
DRAWN_SIZES = (2, 4, 8, 16)
DRAWS = 5
EACH: dict[str, Callable[[list[float]], float]] = {"mean": statistics.fmean, "low": min, "high": max}


def spread_out(count: int, among: int) -> list[int]:
    """`count` positions evenly over `among`, so that few normals come from different tiles."""
    return [int(at) for at in np.linspace(0, among - 1, count).round()]


def curve(normals: FloatArray, tested: FloatArray, faulty: list[bool], recipe: TaughtRecipe, seed: int) -> dict[str, float]:
    """AUROC by the number of normals; all arrays are cells [pictures, cells, D]."""
    found = {}
    for count in SIZES:
        known, asked = fitted(normals[spread_out(count, len(normals))], tested, recipe)
        bank = taught_bank(known, recipe.rows, seed)
        found[f"n{count}"] = auroc(np.asarray(faulty), scores_of(maps_of(asked, bank), recipe.rule))
    return found


def tile_curve_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    bank, tested = tile_split(data, seed)
    source = open_taps(models, INPUT, cache)
    pictures = [read_picture(path) for path in [*bank, *tested]]
    cells = source.cells(pictures, SHIPPED.cells)
    faulty = [path.parent.name != "free" for path in tested]
    found = curve(cells[: len(bank)], cells[len(bank) :], faulty, SHIPPED, seed)
    figure = Figure(", ".join(f"{size}: {{n{size}:.3f}}" for size in SIZES), found)
    protocol = f"taught with the recipe of `surface`, split by tile, AUROC by normals, {len(tested)} tested"
    return [Row("magnetic tile", protocol, figure, Figure("bar {bar:g} at 150", {"bar": BAR}), NOTE)]


def drawn(normals: FloatArray, tested: FloatArray, faulty: list[bool], recipe: TaughtRecipe, count: int) -> list[float]:
    """AUROC for each draw of `count` of the normals; all arrays are cells [pictures, cells, D]."""
    found = []
    for draw in range(DRAWS):
        taken = np.random.default_rng(draw).permutation(len(normals))[:count]
        known, asked = fitted(normals[taken], tested, recipe)
        maps = maps_of(asked, taught_bank(known, recipe.rows, draw))
        found.append(auroc(np.asarray(faulty), scores_of(maps, recipe.rule)))
    return found


def tile_draw_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    """How much the curve depends on which few tiles are taught; every third of the tested tiles."""
    bank, tested = tile_split(data, seed)
    tested = sorted(tested, key=lambda path: path.parent.name != "free")[::3]
    source = open_taps(models, INPUT, cache)
    normals, cells = (source.cells([read_picture(path) for path in paths], SHIPPED.cells) for paths in (bank, tested))
    faulty = [path.parent.name != "free" for path in tested]
    found = {count: drawn(normals, cells, faulty, SHIPPED, count) for count in DRAWN_SIZES}
    shown = {f"{name}{count}": each(found[count]) for count in DRAWN_SIZES for name, each in EACH.items()}
    figure = Figure(", ".join(f"{n}: {{mean{n}:.3f}} ({{low{n}:.3f}}-{{high{n}:.3f}})" for n in DRAWN_SIZES), shown)
    protocol = f"the same, mean and range over {DRAWS} draws of the normals, {len(tested)} tested"
    return [Row("magnetic tile", protocol, figure, Figure(), NOTE)]
