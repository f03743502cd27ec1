"""Smooth random fields."""

import numpy as np
from PIL import Image

from trainer.render.types import Field, Random


def enlarge_smoothly(grid: Field, height: int, width: int) -> Field:
    """[h, w] to [height, width], bicubic."""
    picture = Image.fromarray(grid).resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(picture, dtype=np.float32)


def smooth_noise(random: Random, height: int, width: int, cells: float) -> Field:
    """[height, width], roughly standard normal, with about `cells` bumps along the longer side."""
    scale = cells / max(height, width)
    grid_height, grid_width = max(2, round(height * scale) + 1), max(2, round(width * scale) + 1)
    return enlarge_smoothly(random.standard_normal((grid_height, grid_width), dtype=np.float32), height, width)


def fractal_noise(random: Random, height: int, width: int, cells: float, octaves: int = 3) -> Field:
    """Sum of `octaves` smooth noises, each twice as fine and half as strong, scaled to unit deviation."""
    total = np.zeros((height, width), dtype=np.float32)
    for octave in range(octaves):
        fine = min(cells * 2**octave, max(height, width) / 2)
        total += smooth_noise(random, height, width, fine) * np.float32(0.5**octave)
    spread = float(total.std())
    return total / np.float32(spread if spread > 0 else 1.0)


def smooth_step(value: Field, low: float, high: float) -> Field:
    """0 below `low`, 1 above `high`, a cubic between them."""
    t = np.clip((value - low) / (high - low), 0.0, 1.0).astype(np.float32)
    return np.asarray(t * t * (3 - 2 * t), dtype=np.float32)


def unit_grid(height: int, width: int) -> tuple[Field, Field]:
    """(u, v) of pixel centres, each [height, width] in 0..1: u to the right, v down."""
    u = (np.arange(width, dtype=np.float32) + 0.5) / width
    v = (np.arange(height, dtype=np.float32) + 0.5) / height
    return np.broadcast_to(u, (height, width)), np.broadcast_to(v[:, None], (height, width))
