"""Specked sheets, single patches: taught with 1 or 4 clean patches of a paper, tested on all its others."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from trainer.arrays import BoolArray, FloatArray
from trainer.evaluate.kept_taps import TapSource, open_taps
from trainer.evaluate.metrics import aupro, auroc
from trainer.evaluate.report import Figure, Row
from trainer.evaluate.sheets import WORK, Paper, papers_in
from trainer.evaluate.taught import SHIPPED, TaughtRecipe, fitted, maps_of, scores_of, taught_bank
from trainer.packs.surface import INPUT
from trainer.patchcore.cells import enlarge

DRAWS = {1: 8, 4: 4}
"""How often normals are drawn, by their number."""
BARS = {1: 0.99, 4: 0.995}
NOTE = "taught-recipe"


@dataclass(frozen=True)
class Tested:
    """Maps [pictures, cells] of clean and specked patches of one draw."""

    clean: FloatArray
    specked: FloatArray

    def auroc(self, recipe: TaughtRecipe) -> float:
        return auroc(self.positive(), scores_of(np.concatenate([self.clean, self.specked]), recipe.rule))

    def positive(self) -> BoolArray:
        return np.repeat([False, True], [len(self.clean), len(self.specked)])


def draws_of(clean: FloatArray, specked: FloatArray, shots: int, recipe: TaughtRecipe) -> list[Tested]:
    """Each draw of `shots` of the clean patches [n, cells, D], tested on the others and on the specked ones."""
    found = []
    for seed in range(DRAWS[shots]):
        order = np.random.default_rng(seed).permutation(len(clean))
        tested = np.concatenate([clean[order[shots:]], specked])
        known, asked = fitted(clean[order[:shots]], tested, recipe)
        maps = maps_of(asked, taught_bank(known, recipe.rows, seed))
        found.append(Tested(maps[: -len(specked)], maps[-len(specked) :]))
    return found


def located(tested: Tested, masks: Sequence[BoolArray]) -> tuple[float, float]:
    """(AUROC of pixels, AUPRO@0.3) over the specked and the clean patches."""
    empty = [np.zeros_like(masks[0])] * len(tested.clean)
    drawn = [*empty, *masks]
    maps = [fine(found, mask.shape) for found, mask in zip([*tested.clean, *tested.specked], drawn, strict=True)]
    pixels = auroc(np.concatenate([m.ravel() for m in drawn]), np.concatenate([m.ravel() for m in maps]))
    return pixels, aupro(maps, drawn)


def fine(found: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Distances [cells] as a map of the size of the picture."""
    side = round(len(found) ** 0.5)
    return enlarge(found.reshape(side, side), shape[0], shape[1])


def paper_row(paper: Paper, shots: int, clean: FloatArray, specked: FloatArray) -> Row:
    draws = draws_of(clean, specked, shots, SHIPPED)
    areas = [tested.auroc(SHIPPED) for tested in draws]
    pixels, overlap = located(draws[0], paper.masks)
    figure = Figure(
        "image AUROC {auroc:.4f} (lowest of {draws} draws {lowest:.4f}); pixel AUROC {pixels:.3f}, AUPRO@0.3 {overlap:.3f}",
        {"auroc": float(np.mean(areas)), "draws": len(areas), "lowest": min(areas), "pixels": pixels, "overlap": overlap},
    )
    tested = Figure(
        "bar {bar:g}; {clean} clean, {specked} specked tested",
        {"bar": BARS[shots], "clean": len(clean) - shots, "specked": len(specked)},
    )
    return Row(WORK, f"single patches, {paper.name}, {shots} taught", figure, tested, NOTE)


def cells_of(paper: Paper, source: TapSource, recipe: TaughtRecipe) -> tuple[FloatArray, FloatArray]:
    return source.cells(paper.clean, recipe.cells), source.cells(paper.specked, recipe.cells)


def speck_rows(models: Path, data: Path, _seed: int, cache: Path | None) -> list[Row]:
    source = open_taps(models, INPUT, cache)
    rows = []
    for paper in papers_in(data):
        found = cells_of(paper, source, SHIPPED)
        rows += [paper_row(paper, shots, *found) for shots in DRAWS]
    return rows
