"""Contact sheets, to look at many renders at once."""

from collections.abc import Sequence

import numpy as np
from PIL import Image

from trainer.render.types import Picture


def contact_sheet(pictures: Sequence[Picture], columns: int, cell_px: int) -> Image.Image:
    """Pictures in reading order, each shrunk into a square cell."""
    rows = -(-len(pictures) // columns)
    board = Image.new("RGB", (columns * cell_px, rows * cell_px))
    for index, picture in enumerate(pictures):
        cell = Image.fromarray(np.asarray(picture)).resize((cell_px, cell_px), Image.Resampling.BILINEAR)
        board.paste(cell, (index % columns * cell_px, index // columns * cell_px))
    return board
