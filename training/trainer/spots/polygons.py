"""The annotated polygons of the thermal set, without the letterbox bars."""

from pathlib import Path

import numpy as np
from PIL import Image

from trainer.arrays import ByteArray

LETTERBOX_PX = 640
CLASSES = ("full_wire_yellow", "loose_joint_red", "loose_joint_yellow", "point_overload_red", "point_overload_yellow")
"""The mask's value is (class + 1) * 40; colours are the annotators' severities."""


def drawn_classes(data: Path, picture: Path, shape: tuple[int, int], size: tuple[int, int]) -> ByteArray | None:
    """Class + 1 per pixel, 0 where nothing is drawn, [size]; None where the picture was not annotated.

    `shape` is (height, width) of the original picture, `size` (height, width) of the answer.
    """
    path = data / "transformer-thermal" / "letterboxed-640" / "masks" / f"{picture.stem}.png"
    if not path.exists():
        return None
    height, width = shape
    scale = LETTERBOX_PX / max(width, height)
    w, h = width * scale, height * scale
    left, top = (LETTERBOX_PX - w) / 2, (LETTERBOX_PX - h) / 2
    with Image.open(path) as opened:
        box = (left, top, left + w, top + h)
        cut = opened.convert("L").resize((size[1], size[0]), Image.Resampling.NEAREST, box=box)
    return np.asarray(np.asarray(cut) // 40, np.uint8)
