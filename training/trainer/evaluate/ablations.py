"""Changes to the recipe of taught packs, one at a time, on the sheets that are hardest to judge and on magnetic tiles."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.cluster.vq import kmeans2

from trainer.arrays import ByteArray, DoubleArray, FloatArray
from trainer.evaluate.kept_taps import TapSource, open_taps
from trainer.evaluate.lite_teacher import lite_taps
from trainer.evaluate.metrics import auroc
from trainer.evaluate.report import Figure, Row
from trainer.evaluate.sheets import WORK, papers_in
from trainer.evaluate.taught import SHIPPED, TaughtRecipe, fitted, maps_of, scores_of, taught_bank
from trainer.evaluate.tile import tile_split
from trainer.evaluate.tile_curve import spread_out
from trainer.packs.surface import INPUT, WEIGHTS
from trainer.patchcore.bank import ScoreRule, distances, greedy_k_centre
from trainer.patchcore.cells import CellRecipe
from trainer.preprocess import read_picture

log = logging.getLogger(__name__)

HARDEST = ("BRG01_RL", "BTN01_RL")
DRAWS = 4
TILE_GRID = 14
TILE_NORMALS = 16
NOTE = "taught-ablation"
Prepare = Callable[[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]
"""(cells of normals, cells of tested pictures), each [pictures, cells, D], to the same for another bank or metric."""
Views = Callable[[ByteArray], list[ByteArray]]


Measure = Callable[[FloatArray, FloatArray, int, int], FloatArray]
"""(cells of normals, cells of tested pictures, rows of the bank, seed) to the distances [tested pictures, cells]."""


def anywhere(normals: FloatArray, tested: FloatArray, rows: int, seed: int) -> FloatArray:
    return maps_of(tested, taught_bank(normals, rows, seed))


def nearby(normals: FloatArray, tested: FloatArray, _rows: int, _seed: int, reach: int = 3) -> FloatArray:
    """Distances to cells of the normals near the same place, all of which are kept."""
    side = round(normals.shape[1] ** 0.5)
    grid = normals.reshape(len(normals), side, side, -1)
    found = np.empty(tested.shape[:2], np.float32)
    for cell in range(side * side):
        row, column = divmod(cell, side)
        near = grid[:, max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1]
        rows = near.reshape(-1, normals.shape[2])
        found[:, cell] = distances(tested[:, cell], rows, 1, precision=np.float32)
    return found


@dataclass(frozen=True)
class Change:
    """A recipe beside the shipped one. `views` are the pictures to teach with for each normal."""

    recipe: TaughtRecipe
    prepare: Prepare = lambda normals, tested: (normals, tested)
    views: Views = lambda pixels: [pixels]
    measure: Measure = anywhere


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
    """The same weights for every surface (1, or as given; 0: without), and another neighbourhood and norm for all."""
    kept = [tap for tap in SHIPPED.cells.taps if weights.get(tap.output, 1) > 0]
    changed = (replace(t, weight=weights.get(t.output, 1.0), neighbourhood=neighbourhood, norm=norm) for t in kept)
    return replace(SHIPPED, cells=replace(SHIPPED.cells, taps=tuple(changed)), weights=None)


def everywhere(weights: dict[str, float]) -> TaughtRecipe:
    """The same weights for every surface."""
    return taps(weights)


def quantised(normals: FloatArray, tested: FloatArray, group: int = 8, levels: int = 64) -> tuple[FloatArray, FloatArray]:
    """The bank with each group of columns replaced by the nearest of a few values of them: product quantisation."""
    cells = normals.reshape(-1, normals.shape[2])
    coded = [nearest_code(cells[:, at : at + group], levels) for at in range(0, cells.shape[1], group)]
    return np.concatenate(coded, axis=1).reshape(normals.shape), tested


def nearest_code(columns: FloatArray, levels: int) -> FloatArray:
    """Rows of a group of columns, each as the mean of its cluster (k-means from a coreset)."""
    first = columns[greedy_k_centre(columns, levels, 0)]
    means, label = kmeans2(columns, first, iter=5, minit="matrix", missing="warn")
    return np.asarray(means[label], np.float32)


CHANGES: dict[str, Change] = {
    "as shipped": Change(SHIPPED),
    "the highest cell alone": Change(replace(SHIPPED, rule=ScoreRule(1))),
    "the mean of the 3 highest cells": Change(replace(SHIPPED, rule=ScoreRule(3))),
    "the mean of the 20 highest cells": Change(replace(SHIPPED, rule=ScoreRule(20))),
    "the weights of even surfaces everywhere": Change(everywhere(WEIGHTS.even)),
    "the weights of uneven surfaces everywhere": Change(everywhere(WEIGHTS.uneven)),
    "the weight 1 for every tap everywhere": Change(everywhere({})),
    "s4 alone": Change(everywhere({"s8": 0, "s16": 0})),
    "s16 alone": Change(everywhere({"s4": 0, "s8": 0})),
    "weight 1 and no neighbourhood": Change(taps({}, neighbourhood=1)),
    "weight 1, not brought to unit length": Change(taps({}, norm="none")),
    "3000 rows": Change(replace(SHIPPED, rows=3000)),
    "750 rows": Change(replace(SHIPPED, rows=750)),
    "shrinkage whitening": Change(SHIPPED, whitened),
    "bank of bytes": Change(SHIPPED, bytes_only),
    "product-quantised bank": Change(SHIPPED, quantised),
    "only cells within 3 of the same place": Change(SHIPPED, measure=nearby),
    "normals turned as well": Change(SHIPPED, views=turned),
    "normals flipped as well": Change(SHIPPED, views=flipped),
    "normals darker and brighter as well": Change(SHIPPED, views=shifted),
}


def change_auroc(change: Change, normals: FloatArray, tested: FloatArray, faulty: int, seed: int) -> float:
    """The last `faulty` of `tested` are the defective ones; all are cells [pictures, cells, D]."""
    known, asked = change.prepare(*fitted(normals, tested, change.recipe))
    positive = np.repeat([False, True], [len(tested) - faulty, faulty])
    return auroc(positive, scores_of(change.measure(known, asked, change.recipe.rows, seed), change.recipe.rule))


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


def tile_figure(change: Change, source: TapSource, data: Path, seed: int) -> dict[str, float]:
    """On a coarser grid, as in the part `tile`; every third of the tested tiles."""
    bank, tested = tile_split(data, seed)
    bank = [bank[at] for at in spread_out(TILE_NORMALS, len(bank))]
    tested = sorted(tested, key=lambda path: path.parent.name != "free")[::3]
    recipe = CellRecipe(change.recipe.cells.taps, TILE_GRID)
    normals = source.cells([view for path in bank for view in change.views(read_picture(path))], recipe)
    cells = source.cells([read_picture(path) for path in tested], recipe)
    faulty = sum(path.parent.name != "free" for path in tested)
    return {"tiles": change_auroc(change, normals, cells, faulty, seed)}


def ablation_row(name: str, change: Change, source: TapSource, data: Path, seed: int) -> Row:
    sheets, tiles = sheet_figures(change, source, data), tile_figure(change, source, data, seed)
    figure = Figure("1 / 4 taught: BRG {BRG_1:.4f} / {BRG_4:.4f}, BTN {BTN_1:.4f} / {BTN_4:.4f}", sheets)
    beside = Figure(f"magnetic tiles, {TILE_NORMALS} taught, 14 x 14 cells: {{tiles:.3f}}", tiles)
    row = Row(WORK, f"ablation, AUROC, single patches: {name}", figure, beside, NOTE)
    log.info("%s | %s | %s", row.protocol, row.figure, row.comparison)
    return row


def ablation_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    source, lite = open_taps(models, INPUT, cache), lite_taps(cache)
    rows = [ablation_row(name, change, source, data, seed) for name, change in CHANGES.items()]
    if lite is not None:
        name = "EfficientNet-Lite 0 as the backbone, weight 1 for every tap everywhere"
        rows.append(ablation_row(name, Change(everywhere({})), lite, data, seed))
    return rows
