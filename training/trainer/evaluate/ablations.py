"""Changes to the recipe of taught packs, one at a time, on the sheets that are hardest to judge and on magnetic tiles."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from trainer.arrays import ByteArray, DoubleArray, FloatArray
from trainer.evaluate.kept_taps import TapSource, open_taps
from trainer.evaluate.metrics import auroc
from trainer.evaluate.report import Figure, Row
from trainer.evaluate.sheets import WORK, papers_in
from trainer.evaluate.taught import SHIPPED, TaughtRecipe, maps_of, scores_of, taught_bank
from trainer.evaluate.tile import tile_split
from trainer.evaluate.tile_curve import spread_out
from trainer.packs.surface import INPUT
from trainer.patchcore.bank import ScoreRule
from trainer.patchcore.cells import CellRecipe
from trainer.preprocess import read_picture

HARDEST = ("BRG01_RL", "BTN01_RL")
DRAWS = 4
TILE_GRID = 14
TILE_NORMALS = (4, 150)
NOTE = "taught-ablation"
Prepare = Callable[[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]
"""(cells of normals, cells of tested pictures), each [pictures, cells, D], to the same for another bank or metric."""
Views = Callable[[ByteArray], list[ByteArray]]


@dataclass(frozen=True)
class Change:
    """A recipe beside the shipped one. `views` are the pictures to teach with for each normal."""

    recipe: TaughtRecipe
    prepare: Prepare = lambda normals, tested: (normals, tested)
    views: Views = lambda pixels: [pixels]


def turned(pixels: ByteArray) -> list[ByteArray]:
    return [np.rot90(pixels, turns) for turns in range(4)]


def flipped(pixels: ByteArray) -> list[ByteArray]:
    return [pixels, pixels[:, ::-1], pixels[::-1]]


def shifted(pixels: ByteArray) -> list[ByteArray]:
    """As it is, darker and brighter."""
    return [pixels, *(np.clip(pixels * factor, 0, 255).round().astype(np.uint8) for factor in (0.9, 1.1))]


def whitened(normals: FloatArray, tested: FloatArray, shrinkage: float = 0.1) -> tuple[FloatArray, FloatArray]:
    """Cells with the covariance of the normals' cells, moved by `shrinkage` to a multiple of the unit matrix, taken out."""
    vectors = normals.reshape(-1, normals.shape[2]).astype(np.float64)
    centre = vectors.mean(axis=0)
    factor = whitening(np.cov(vectors.T), shrinkage)
    moved = (np.asarray((cells - centre) @ factor, np.float32) for cells in (normals, tested))
    first, second = moved
    return first, second


def whitening(covariance: DoubleArray, shrinkage: float) -> DoubleArray:
    size = len(covariance)
    shrunk = (1 - shrinkage) * covariance + shrinkage * np.trace(covariance) / size * np.eye(size)
    values, axes = np.linalg.eigh(shrunk)
    return np.asarray(axes / np.sqrt(values) @ axes.T)


def bytes_only(normals: FloatArray, tested: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The bank in whole steps of 1/127 of each column's highest magnitude: one byte for each number."""
    step = np.abs(normals).max(axis=(0, 1)) / 127 + 1e-12
    return np.asarray(np.round(normals / step) * step, np.float32), tested


def taps(weights: dict[str, float], neighbourhood: int = 3, norm: str = "l2") -> TaughtRecipe:
    """The shipped recipe with some taps at other weights (0: without), and another neighbourhood and norm for all."""
    kept = [tap for tap in SHIPPED.cells.taps if weights.get(tap.output, 1) > 0]
    changed = (replace(t, weight=weights.get(t.output, 1.0), neighbourhood=neighbourhood, norm=norm) for t in kept)
    return replace(SHIPPED, cells=replace(SHIPPED.cells, taps=tuple(changed)))


CHANGES: dict[str, Change] = {
    "as shipped": Change(SHIPPED),
    "the highest cell alone": Change(replace(SHIPPED, rule=ScoreRule(1))),
    "the mean of the 8 highest cells": Change(replace(SHIPPED, rule=ScoreRule(8))),
    "without s4": Change(taps({"s4": 0})),
    "without s4, the highest cell alone": Change(replace(taps({"s4": 0}), rule=ScoreRule(1))),
    "s4 at half its weight": Change(taps({"s4": 0.5})),
    "s16 at twice its weight": Change(taps({"s16": 2})),
    "without s4, s16 at twice its weight": Change(taps({"s4": 0, "s16": 2})),
    "no neighbourhood": Change(taps({}, neighbourhood=1)),
    "not brought to unit length": Change(taps({}, norm="none")),
    "3000 rows": Change(replace(SHIPPED, rows=3000)),
    "750 rows": Change(replace(SHIPPED, rows=750)),
    "shrinkage whitening": Change(SHIPPED, whitened),
    "bank of bytes": Change(SHIPPED, bytes_only),
    "normals turned as well": Change(SHIPPED, views=turned),
    "normals flipped as well": Change(SHIPPED, views=flipped),
    "normals darker and brighter as well": Change(SHIPPED, views=shifted),
    "without s4, normals turned as well": Change(taps({"s4": 0}), views=turned),
}


def change_auroc(change: Change, normals: FloatArray, tested: FloatArray, faulty: int, seed: int) -> float:
    """The last `faulty` of `tested` are the defective ones; all are cells [pictures, cells, D]."""
    known, asked = change.prepare(normals, tested)
    bank = taught_bank(known, change.recipe.rows, seed)
    positive = np.repeat([False, True], [len(tested) - faulty, faulty])
    return auroc(positive, scores_of(maps_of(asked, bank), change.recipe.rule))


def shot_auroc(change: Change, clean: FloatArray, specked: FloatArray, views: int, shots: int) -> float:
    """Mean over draws; `clean` has the cells of all views of each clean patch, its own first."""
    count, found = len(clean) // views, []
    for seed in range(DRAWS):
        order = np.random.default_rng(seed).permutation(count)
        taught = np.concatenate([np.arange(at * views, (at + 1) * views) for at in order[:shots]])
        tested = np.concatenate([clean[order[shots:] * views], specked])
        found.append(change_auroc(change, clean[taught], tested, len(specked), seed))
    return float(np.mean(found))


def sheet_figures(change: Change, source: TapSource, data: Path) -> dict[str, float]:
    found = {}
    for paper in (paper for paper in papers_in(data) if paper.name in HARDEST):
        views = [view for patch in paper.clean for view in change.views(patch)]
        clean, specked = (source.cells(some, change.recipe.cells) for some in (views, paper.specked))
        for shots in (1, 4):
            name = f"{paper.name.split('0')[0]}_{shots}"
            found[name] = shot_auroc(change, clean, specked, len(views) // len(paper.clean), shots)
    return found


def tile_figures(change: Change, source: TapSource, data: Path, seed: int) -> dict[str, float]:
    """On a coarser grid, as in the part `tile`."""
    bank, tested = tile_split(data, seed)
    tested = sorted(tested, key=lambda path: path.parent.name != "free")
    recipe = CellRecipe(change.recipe.cells.taps, TILE_GRID)
    pictures = [read_picture(path) for path in [*bank, *tested]]
    normals = source.cells([view for p in pictures[: len(bank)] for view in change.views(p)], recipe)
    cells = source.cells(pictures, recipe)[len(bank) :]
    views, faulty = len(normals) // len(bank), sum(path.parent.name != "free" for path in tested)
    grouped = normals.reshape(len(bank), views, *normals.shape[1:])
    found = {}
    for count in TILE_NORMALS:
        taught = grouped[spread_out(count, len(bank))].reshape(-1, *normals.shape[1:])
        found[f"tiles_{count}"] = change_auroc(change, taught, cells, faulty, seed)
    return found


def ablation_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    source = open_taps(models, INPUT, cache)
    rows = []
    for name, change in CHANGES.items():
        sheets, tiles = sheet_figures(change, source, data), tile_figures(change, source, data, seed)
        figure = Figure("1 / 4 taught: BRG {BRG_1:.4f} / {BRG_4:.4f}, BTN {BTN_1:.4f} / {BTN_4:.4f}", sheets)
        beside = Figure("magnetic tiles, 4 / 150 taught, 14 x 14 cells: {tiles_4:.3f} / {tiles_150:.3f}", tiles)
        rows.append(Row(WORK, f"ablation, AUROC, single patches: {name}", figure, beside, NOTE))
    return rows
