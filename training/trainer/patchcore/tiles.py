"""The close look: overlapping tiles of one picture, their cells joined to one grid; "Tiles" in `models/README.md`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from trainer.arrays import FloatArray
from trainer.preprocess import InputRecipe


@dataclass(frozen=True)
class Tiles:
    """`columns` x `rows` tiles of the size of the network's input; neighbours share `overlap` cells of the grid (even)."""

    columns: int
    rows: int
    overlap: int


WHOLE = Tiles(1, 1, 0)
"""The whole picture is one input."""


def extent_of(recipe: InputRecipe, tiles: Tiles, grid: int) -> InputRecipe:
    """The size to which a picture is resized before it is cut."""
    across = tiles.columns * recipe.width - (tiles.columns - 1) * tiles.overlap * recipe.width // grid
    down = tiles.rows * recipe.height - (tiles.rows - 1) * tiles.overlap * recipe.height // grid
    return replace(recipe, width=across, height=down)


def cut(resized: FloatArray, recipe: InputRecipe, tiles: Tiles, grid: int) -> list[FloatArray]:
    """A picture of the size of the extent, [H, W, 3], to its tiles, row after row."""
    right, down = (side - tiles.overlap * side // grid for side in (recipe.width, recipe.height))
    starts = [(row * down, column * right) for row in range(tiles.rows) for column in range(tiles.columns)]
    return [resized[top : top + recipe.height, left : left + recipe.width] for top, left in starts]


def join_cells(of_tiles: Sequence[FloatArray], tiles: Tiles, grid: int) -> FloatArray:
    """Cell vectors [grid * grid, D] of each tile to those of the picture, row after row."""
    grids = [vectors.reshape(grid, grid, -1) for vectors in of_tiles]
    lines = [grids[row * tiles.columns : (row + 1) * tiles.columns] for row in range(tiles.rows)]
    joined = joined_along([joined_along(line, tiles.overlap, 1) for line in lines], tiles.overlap, 0)
    return joined.reshape(-1, joined.shape[2])


def joined_along(parts: Sequence[FloatArray], overlap: int, axis: int) -> FloatArray:
    """Neighbours overlap by `overlap` along `axis`; each gives the half that is nearer to its own centre."""
    half, last = overlap // 2, len(parts) - 1
    kept = []
    for at, part in enumerate(parts):
        first, end = half if at > 0 else 0, part.shape[axis] - (half if at < last else 0)
        kept.append(part.take(range(first, end), axis))
    return np.concatenate(kept, axis)
