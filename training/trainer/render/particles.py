"""Many small shapes on a sheet: bubbles, specks, blisters."""

import numpy as np

from trainer.render.types import Field, Random

MAX_PARTICLES = 700


def scatter_particles(
    random: Random,
    density: Field,
    share: float,
    radius_share: float,
    *,
    elongation: float,
    roughness: float,
    dome: bool = False,
) -> Field:
    """Strength [H, W] in 0..1 of shapes that cover about `share` of the field.

    They are more frequent where `density` (log of the relative rate) is high. `radius_share` is the mean radius over the shorter
    side, `elongation` the largest ratio of axes, `roughness` how angular the outline is, `dome` a rounded profile
    instead of a flat one.
    """
    height, width = density.shape
    strength = np.zeros((height, width), dtype=np.float32)
    base = max(radius_share * min(height, width), 0.75)
    wanted, covered = share * height * width, 0.0
    rate = np.exp(np.clip(density, -4, 4)).ravel().astype(np.float64)
    cells = random.choice(rate.size, size=MAX_PARTICLES, p=rate / rate.sum())
    for cell in cells:
        if covered >= wanted:
            break
        radius = base * float(np.exp(random.normal(0, 0.3)))
        covered += _stamp(random, strength, int(cell), radius, elongation, roughness, dome)
    return strength


def _stamp(random: Random, strength: Field, cell: int, radius: float, elongation: float, roughness: float, dome: bool) -> float:
    """Draw one shape and return the area it added, in pixels."""
    height, width = strength.shape
    y0, x0 = divmod(cell, width)
    ratio = float(random.uniform(1, elongation))
    long, short = radius * np.sqrt(ratio), radius / np.sqrt(ratio)
    reach = int(np.ceil(long * (1 + roughness))) + 1
    top, bottom = max(0, y0 - reach), min(height, y0 + reach + 1)
    left, right = max(0, x0 - reach), min(width, x0 + reach + 1)
    y = np.arange(top, bottom, dtype=np.float32)[:, None]
    x = np.arange(left, right, dtype=np.float32)
    angle = float(random.uniform(0, np.pi))
    along = ((x - x0) * np.cos(angle) + (y - y0) * np.sin(angle)) / long
    across = ((y - y0) * np.cos(angle) - (x - x0) * np.sin(angle)) / short
    distance = np.hypot(along, across)
    if roughness:
        bearing = np.arctan2(across, along)
        for corners, depth in ((2, 0.3), (3, 0.3), (5, 0.12)):
            phase = float(random.uniform(0, 2 * np.pi))
            distance = distance / (1 + roughness * depth * float(random.normal()) * np.cos(corners * bearing + phase))
    edge = np.clip((1 - distance) * short + 0.5, 0, 1)
    body = edge * np.sqrt(np.clip(1.02 - distance**2, 0.27, 1)) if dome else edge
    window = strength[top:bottom, left:right]
    before = float((window > 0.5).sum())
    np.maximum(window, body.astype(np.float32), out=window)
    return float((window > 0.5).sum()) - before
