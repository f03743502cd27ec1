"""Pictures to network input, exactly as `models/README.md` defines it and as the TypeScript engine does it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

import numpy as np
from PIL import Image, ImageOps

from trainer.arrays import ByteArray, DoubleArray, FloatArray

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


@dataclass(frozen=True)
class InputRecipe:
    """The `input` block of a pack, for the two fits our own packs use: the whole picture, or a centred part of it."""

    width: int
    height: int
    portion: float | None = None
    mean: tuple[float, float, float] = IMAGENET_MEAN
    std: tuple[float, float, float] = IMAGENET_STD


@lru_cache(maxsize=64)
def triangle_weights(size: int, start: float, length: float, count: int) -> DoubleArray:
    """Weights [count, size] of the antialiased triangle filter over the extent [start, start + length); not to be written to."""
    step = length / count
    reach = max(1.0, step)
    weights = np.zeros((count, size))
    for index in range(count):
        centre = start + (index + 0.5) * step
        first = max(0, int(np.floor(centre - reach + 0.5)))
        last = min(size, int(np.floor(centre + reach + 0.5)))
        pixels = np.arange(first, last)
        row = np.maximum(0.0, 1.0 - np.abs(pixels + 0.5 - centre) / reach)
        weights[index, first:last] = row / row.sum()
    weights.flags.writeable = False
    return weights


def resize(pixels: ByteArray | FloatArray, recipe: InputRecipe) -> FloatArray:
    """[H, W, 3] 0-255 to [recipe.height, recipe.width, 3] floats 0-255: horizontal pass, then vertical, no rounding."""
    height, width = pixels.shape[:2]
    x, y, w, h = source_extent(width, height, recipe)
    across = triangle_weights(width, x, w, recipe.width)
    down = triangle_weights(height, y, h, recipe.height)
    rows = np.einsum("oi,hic->hoc", across, pixels.astype(np.float64), optimize=True).astype(np.float32)
    return np.asarray(np.einsum("oi,iwc->owc", down, rows.astype(np.float64), optimize=True), np.float32)


def source_extent(width: int, height: int, recipe: InputRecipe) -> tuple[float, float, float, float]:
    """(x, y, width, height) of the part of the picture that fills the input."""
    if recipe.portion is None:
        return 0.0, 0.0, float(width), float(height)
    scale = recipe.portion * min(width / recipe.width, height / recipe.height)
    w, h = recipe.width * scale, recipe.height * scale
    return (width - w) / 2, (height - h) / 2, w, h


def to_tensor(pixels: ByteArray | FloatArray, recipe: InputRecipe) -> FloatArray:
    """[H, W, 3] 0-255 to the normalised NCHW tensor [1, 3, recipe.height, recipe.width]."""
    return tensor_of(resize(pixels, recipe), recipe)


def tensor_of(resized: FloatArray, recipe: InputRecipe) -> FloatArray:
    """[h, w, 3] 0-255, already of its final size, to the normalised NCHW tensor [1, 3, h, w]."""
    small = resized / np.float32(255)
    normal = (small - np.asarray(recipe.mean, np.float32)) / np.asarray(recipe.std, np.float32)
    return np.ascontiguousarray(normal.transpose(2, 0, 1)[None], np.float32)


def read_picture(path: Path | IO[bytes]) -> ByteArray:
    """A file as upright RGB bytes [H, W, 3]; transparent pixels lie over white."""
    with Image.open(path) as opened:
        upright = ImageOps.exif_transpose(opened)
        if upright.mode in ("RGBA", "LA", "P"):
            with_alpha = upright.convert("RGBA")
            white = Image.new("RGBA", with_alpha.size, "white")
            upright = Image.alpha_composite(white, with_alpha)
        return np.asarray(upright.convert("RGB"))
