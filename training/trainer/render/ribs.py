"""The relief of a sheet: ribs pressed by the marking rollers, wrinkles, folds; and how light shades it."""

import numpy as np
from scipy.ndimage import gaussian_filter

from trainer.render.noise import smooth_noise, unit_grid
from trainer.render.style import RibKind
from trainer.render.types import Field, Random


def rib_height(random: Random, height: int, width: int, kind: RibKind, pitch_share: float, angle_deg: float) -> Field:
    """[height, width] in 0..1. `pitch_share` is the rib spacing over the shorter side of the texture."""
    u, v = unit_grid(height, width)
    short = min(height, width)
    x, y = u * (width / short), v * (height / short)
    wobble = smooth_noise(random, height, width, 6) * np.float32(pitch_share * 0.25)
    first = _wave(x, y, angle_deg, pitch_share, wobble)
    if kind == "diagonal":
        return first
    second = _wave(x, y, 180 - angle_deg if kind == "diamond" else angle_deg + 90, pitch_share, wobble)
    return np.maximum(first, second) if kind == "diamond" else np.sqrt(first * second)


def _wave(x: Field, y: Field, angle_deg: float, pitch: float, wobble: Field) -> Field:
    angle = np.deg2rad(angle_deg)
    along = x * np.float32(np.cos(angle)) + y * np.float32(np.sin(angle)) + wobble
    return np.asarray(0.5 + 0.5 * np.cos(along * np.float32(2 * np.pi / pitch), dtype=np.float32), dtype=np.float32)


def wrinkles(random: Random, height: int, width: int, amount: float) -> Field:
    """Low waves of a sheet that hangs or lies loosely, about -amount..amount, in units of the texture's side."""
    stretched = smooth_noise(random, height, max(2, width), 3) + 0.5 * smooth_noise(random, height, width, 7)
    return stretched * np.float32(amount)


def fold_strip(random: Random, height: int, width: int) -> Field:
    """[height, width] in 0..1: where the sheet is folded over along one side, with a crease."""
    u, v = unit_grid(height, width)
    across = (u, 1 - u, v, 1 - v)[int(random.integers(4))]
    along = v if across is u else u
    edge = float(random.uniform(0.06, 0.2)) + 0.08 * (along - 0.5) * float(random.normal())
    return np.asarray(0.5 - 0.5 * np.tanh((across - edge) * 60), dtype=np.float32)


def shade(relief: Field, direction_deg: float, strength: float) -> Field:
    """Lambert shading of a relief (in pixels) for light from `direction_deg`: 1 on level ground."""
    dy, dx = np.gradient(relief)
    direction = np.deg2rad(direction_deg)
    slope = dx * np.float32(np.cos(direction)) + dy * np.float32(np.sin(direction))
    return np.asarray(np.clip(1 + np.float32(strength) * np.tanh(slope * 0.9), 0.15, 2.2), dtype=np.float32)


def soften(field: Field, radius_px: float) -> Field:
    return np.asarray(gaussian_filter(field, radius_px, mode="nearest", truncate=3.0), dtype=np.float32)
