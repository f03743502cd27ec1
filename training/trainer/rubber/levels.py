"""From which logit on a cell shows a defect: chosen on sheets that the words did not learn from."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from trainer.arrays import AnyFloatArray, BoolArray
from trainer.evaluate.metrics import best_f1
from trainer.rubber.cells import Cells

SEEN = 0.08
"""A defect shows in a cell of which it covers this share, times its degree: a few pixels of its 64."""
LEAST_SHEET = 0.3


def shown(cover: AnyFloatArray) -> BoolArray:
    """[..., 1 + defects] in 0..1, what covers a cell, to [..., defects]: whether it is sheet and shows the defect."""
    return np.asarray((cover[..., 1:] >= SEEN) & (cover[..., :1] > LEAST_SHEET))


def defect_levels(logits: Tensor, cells: Sequence[Cells]) -> Tensor:
    """[defects]: the logit with the highest F1 over all cells of `logits` [n, defects, GRID, GRID], a defect each."""
    is_there = shown(np.stack(cells) / 255)
    found = [best_f1(is_there[..., at].ravel(), logits[:, at].numpy().ravel())[1] for at in range(logits.shape[1])]
    return torch.tensor(found)
