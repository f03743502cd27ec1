"""The level of a defect separates its cells from the others best."""

import numpy as np
import torch

from trainer.rubber.cells import GRID, NO_SHEET
from trainer.rubber.levels import defect_levels, shown


def test_a_cell_shows_a_defect_that_covers_enough_of_it_and_only_on_the_sheet() -> None:
    cover = np.asarray([[1.0, 0.1, 0.01], [0.1, 0.1, 0.5]])
    assert shown(cover).tolist() == [[True, False], [False, False]]


def test_each_level_separates_the_cells_of_its_defect() -> None:
    random = np.random.default_rng(0)
    cells = np.repeat(NO_SHEET[None], 3, axis=0)
    cells[..., 0] = 255
    defects = cells.shape[-1] - 1
    there = random.random((3, GRID, GRID, defects)) < 0.1
    cells[..., 1:][there] = 200
    middles = np.linspace(-4, 2, defects)
    sides = np.where(there, 1, -1) * random.uniform(0.5, 1, there.shape)
    logits = torch.from_numpy((middles + sides).transpose(0, 3, 1, 2).astype(np.float32))
    levels = defect_levels(logits, list(cells)).numpy()
    assert np.all((levels > middles + 0.49) & (levels < middles + 0.6))
