"""Specked sheets as mosaics: the whole picture compared with the close look."""

from pathlib import Path

import numpy as np

from trainer.arrays import FloatArray
from trainer.evaluate.kept_taps import TapSource, open_taps
from trainer.evaluate.metrics import auroc
from trainer.evaluate.report import Figure, Row
from trainer.evaluate.sheets import SIDE, WORK, Mosaics, mosaics_of, papers_in
from trainer.evaluate.taught import SHIPPED, TaughtRecipe, fitted, maps_of, scores_of, taught_bank
from trainer.packs.surface import INPUT
from trainer.patchcore.tiles import WHOLE, Tiles

TAUGHT = 4
TESTED = 16
"""Normal and specked mosaics each."""
OVERLAP = 4
LOOKS = {"whole": WHOLE, "2x2": Tiles(2, 2, OVERLAP), "3x3": Tiles(3, 3, OVERLAP)}
BAR = 0.99
NOTE = "taught-recipe"


def look_auroc(mosaics: Mosaics, source: TapSource, look: Tiles, recipe: TaughtRecipe, seed: int) -> float:
    def cells(pictures: list[np.ndarray]) -> FloatArray:
        return source.cells(pictures, recipe.cells, look)

    tested = np.concatenate([cells(mosaics.normal), cells(mosaics.specked)])
    known, asked = fitted(cells(mosaics.taught), tested, recipe)
    scores = scores_of(maps_of(asked, taught_bank(known, recipe.rows, seed)), recipe.rule)
    return auroc(np.repeat([False, True], [len(mosaics.normal), len(mosaics.specked)]), scores)


def mosaic_row(name: str, mosaics: Mosaics, source: TapSource, recipe: TaughtRecipe, seed: int) -> Row:
    """One paper under every look; the figure is that of the closest."""
    found = {look: look_auroc(mosaics, source, tiles, recipe, seed) for look, tiles in LOOKS.items()}
    closest = list(LOOKS)[-1]
    figure = Figure("AUROC {closest:.3f} with {look} tiles", {"closest": found[closest], "look": closest})
    whole = Figure(
        "bar {bar:g}; whole picture {whole:.3f}, 2x2 tiles {two:.3f}; {tested} normal and as many specked tested",
        {"bar": BAR, "whole": found["whole"], "two": found["2x2"], "tested": len(mosaics.normal)},
    )
    return Row(WORK, f"mosaics of {SIDE}x{SIDE} patches, {name}, {len(mosaics.taught)} taught", figure, whole, NOTE)


def mosaic_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    source = open_taps(models, INPUT, cache)
    sets = {paper.name: mosaics_of(paper, TAUGHT, TESTED, seed) for paper in papers_in(data)}
    return [mosaic_row(name, mosaics, source, SHIPPED, seed) for name, mosaics in sets.items()]
