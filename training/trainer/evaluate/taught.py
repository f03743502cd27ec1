"""Teaching as the evaluation does it: a bank from the cells of normal pictures, and the scores of other pictures against it."""

from dataclasses import dataclass

import numpy as np

from trainer.arrays import FloatArray
from trainer.packs import surface
from trainer.patchcore.bank import ScoreRule, distances, greedy_k_centre, picture_score
from trainer.patchcore.cells import CellRecipe
from trainer.patchcore.weights import ChosenWeights


@dataclass(frozen=True)
class TaughtRecipe:
    """The settings of a base pack for teaching: the cells, how many rows the bank may have, and how cells become a score."""

    cells: CellRecipe
    rows: int
    rule: ScoreRule
    weights: ChosenWeights | None = None


SHIPPED = TaughtRecipe(surface.RECIPE, surface.BANK_ROWS, surface.RULE, surface.WEIGHTS)
"""That of the pack `surface`."""


def fitted(normals: FloatArray, others: FloatArray, recipe: TaughtRecipe) -> tuple[FloatArray, FloatArray]:
    """Cells [pictures, cells, D] of normals and of other pictures, with the weights that these normals choose."""
    if recipe.weights is None:
        return normals, others
    weights = recipe.weights.chosen_for(list(normals))
    return recipe.weights.weighted(normals, weights), recipe.weights.weighted(others, weights)


def taught_bank(normals: FloatArray, rows: int, seed: int) -> FloatArray:
    """Bank [rows, D] from the cells [pictures, cells, D] of normal pictures: all of them, or a coreset where they are more."""
    vectors = normals.reshape(-1, normals.shape[2])
    return vectors if len(vectors) <= rows else vectors[greedy_k_centre(vectors, rows, seed)]


def maps_of(pictures: FloatArray, bank: FloatArray) -> FloatArray:
    """Distances [pictures, cells] of cells [pictures, cells, D] to their nearest row of the bank, in single precision."""
    found = distances(pictures.reshape(-1, pictures.shape[2]), bank, 1, precision=np.float32)
    return found.reshape(pictures.shape[:2])


def scores_of(maps: FloatArray, rule: ScoreRule) -> FloatArray:
    """Raw score of each picture from its distances [pictures, cells]."""
    return np.asarray([picture_score(found, rule) for found in maps], np.float32)
