"""The content of each grid cell of a render: how much of it is sheet, and how much each defect covers."""

import numpy as np
from PIL import Image

from trainer.arrays import ByteArray
from trainer.render.defects import DEFECT_LABELS
from trainer.render.sheet import SheetRender
from trainer.render.types import Mask

Cells = ByteArray
"""[GRID, GRID, 1 + defects], 0-255: the share of the cell that is sheet, then that of each defect times its degree."""
GRID = 28
"""Cells per side: one per position of the tap at stride 8 of a 224 px input."""
NO_SHEET: Cells = np.zeros((GRID, GRID, 1 + len(DEFECT_LABELS)), dtype=np.uint8)


def cells_of(render: SheetRender) -> Cells:
    cover = NO_SHEET.copy()
    cover[..., 0] = shares(render.sheet, 1.0)
    degree = {request.label: request.degree for request in render.requests}
    for label, mask in render.defects.items():
        cover[..., 1 + DEFECT_LABELS.index(label)] = shares(mask, degree[label])
    return cover


def shares(mask: Mask, degree: float) -> ByteArray:
    """[GRID, GRID]: the mean of the mask over each cell, times `degree`."""
    grey = Image.fromarray(mask.astype(np.float32))
    mean = np.asarray(grey.resize((GRID, GRID), Image.Resampling.BOX))
    return np.asarray(np.rint(255 * degree * np.clip(mean, 0, 1)), dtype=np.uint8)
