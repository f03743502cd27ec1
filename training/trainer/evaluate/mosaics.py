"""Specked sheets as mosaics: the whole picture compared with the close look."""

import logging
from collections.abc import Callable
from functools import partial
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

log = logging.getLogger(__name__)

TAUGHT = 4
TESTED = 16
"""Normal and specked mosaics each."""
OVERLAP = 4
LOOKS = {"whole": WHOLE, "2x2": Tiles(2, 2, OVERLAP), "3x3": Tiles(3, 3, OVERLAP)}
DRAWS = (0, 3, 4)
"""Draws of the patches of mosaics, added to the seed: 1 and 2 were used in choosing the recipe."""
BAR = 0.99
NOTE = "taught-mosaics"


def look_auroc(mosaics: Mosaics, source: TapSource, look: Tiles, recipe: TaughtRecipe, seed: int) -> float:
    def cells(pictures: list[np.ndarray]) -> FloatArray:
        return source.cells(pictures, recipe.cells, look)

    tested = np.concatenate([cells(mosaics.normal), cells(mosaics.specked)])
    known, asked = fitted(cells(mosaics.taught), tested, recipe)
    scores = scores_of(maps_of(asked, taught_bank(known, recipe.rows, seed)), recipe.rule)
    return auroc(np.repeat([False, True], [len(mosaics.normal), len(mosaics.specked)]), scores)


def mosaic_row(name: str, draw_of: Callable[[int], Mosaics], source: TapSource, recipe: TaughtRecipe, seed: int) -> Row:
    """One paper under every look, over several draws of its patches; the figure is that of the closest."""
    found = [draw_aurocs(draw_of(seed + draw), source, recipe, seed + draw) for draw in DRAWS]
    mean = {look: float(np.mean([draw[look] for draw in found])) for look in LOOKS}
    lowest = {look: min(draw[look] for draw in found) for look in LOOKS}
    closest = list(LOOKS)[-1]
    figure = Figure(
        "AUROC {closest:.3f} with {look} tiles (lowest of {draws} draws {lowest:.3f})",
        {"closest": mean[closest], "look": closest, "draws": len(DRAWS), "lowest": lowest[closest]},
    )
    others = {"whole": mean["whole"], "low_whole": lowest["whole"], "two": mean["2x2"], "low_two": lowest["2x2"]}
    beside = Figure(
        "bar {bar:g}; whole picture {whole:.3f} ({low_whole:.3f}), 2x2 tiles {two:.3f} ({low_two:.3f}); "
        "{tested} normal and as many specked tested",
        {"bar": BAR, **others, "tested": TESTED},
    )
    row = Row(WORK, f"mosaics of {SIDE}x{SIDE} patches, {name}, {TAUGHT} taught, {len(DRAWS)} draws", figure, beside, NOTE)
    log.info("%s | %s | %s | %s", row.protocol, row.figure, row.comparison, found)
    return row


def draw_aurocs(mosaics: Mosaics, source: TapSource, recipe: TaughtRecipe, seed: int) -> dict[str, float]:
    return {look: look_auroc(mosaics, source, tiles, recipe, seed) for look, tiles in LOOKS.items()}


def mosaic_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    source = open_taps(models, INPUT, cache)
    draws = {paper.name: partial(mosaics_of, paper, TAUGHT, TESTED) for paper in papers_in(data)}
    return [mosaic_row(name, draw_of, source, SHIPPED, seed) for name, draw_of in draws.items()]
