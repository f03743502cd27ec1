"""The logit from which a cell shows a defect, chosen on sheets that are not in the training set of the words."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from trainer.arrays import AnyFloatArray, BoolArray
from trainer.evaluate.metrics import best_f1
from trainer.rubber.cells import Cells

SEEN = 0.08
"""A cell shows a defect that covers this share of it, times its degree: a few of its 64 pixels."""
LEAST_SHEET = 0.3


def shown(cover: AnyFloatArray) -> BoolArray:
    """Cover [..., 1 + defects] in 0..1 to [..., defects]: whether the cell is sheet and shows the defect."""
    return np.asarray((cover[..., 1:] >= SEEN) & (cover[..., :1] > LEAST_SHEET))


def defect_levels(logits: Tensor, cells: Sequence[Cells]) -> Tensor:
    """[defects]: for each defect the logit with the highest F1 over all cells of `logits` [n, defects, GRID, GRID]."""
    is_there = shown(np.stack(cells) / 255)
    found = [best_f1(is_there[..., at].ravel(), logits[:, at].numpy().ravel())[1] for at in range(logits.shape[1])]
    return torch.tensor(found)
