"""The close look against the definition in `models/README.md`: every cell of the joined grid shows its part of the extent."""

import numpy as np
import pytest

from trainer.patchcore.tiles import WHOLE, Tiles, cut, extent_of, join_cells
from trainer.preprocess import InputRecipe

GRID = 8
CELL = 4
INPUT = InputRecipe(GRID * CELL, GRID * CELL)


def cells_of(tile: np.ndarray) -> np.ndarray:
    """Mean place [GRID * GRID, 2] of each cell of a tile whose pixels are places."""
    return np.asarray(tile[..., :2].reshape(GRID, CELL, GRID, CELL, 2).mean(axis=(1, 3)).reshape(-1, 2))


@pytest.mark.parametrize("tiles", [WHOLE, Tiles(2, 2, 2), Tiles(3, 2, 4), Tiles(1, 3, 0)])
def test_joined_cells_lie_where_their_pixels_lie(tiles: Tiles) -> None:
    extent = extent_of(INPUT, tiles, GRID)
    down, across = np.mgrid[: extent.height, : extent.width].astype(np.float32)
    places = np.stack([down, across, across], axis=2)
    joined = join_cells([cells_of(tile) for tile in cut(places, INPUT, tiles, GRID)], tiles, GRID)
    assert np.array_equal(joined, wanted_cells(extent.height // CELL, extent.width // CELL))


def wanted_cells(rows: int, columns: int) -> np.ndarray:
    middle = (CELL - 1) / 2
    return np.asarray([(row * CELL + middle, column * CELL + middle) for row in range(rows) for column in range(columns)])


def test_the_extent_is_that_of_the_format() -> None:
    extent = extent_of(InputRecipe(224, 224), Tiles(3, 2, 4), 28)
    assert (extent.width, extent.height) == (3 * 224 - 2 * 4 * 8, 2 * 224 - 4 * 8)


def test_each_of_two_tiles_gives_the_half_nearer_to_its_own_centre() -> None:
    numbered = [np.full((GRID * GRID, 1), number, np.float32) for number in range(2)]
    row = join_cells(numbered, Tiles(2, 1, 4), GRID).reshape(GRID, -1)[0]
    assert row.tolist() == [0] * 6 + [1] * 6
