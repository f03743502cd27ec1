"""Backgrounds behind a sheet, in linear light. Each takes (random, height, width) and returns [height, width, 3]."""

from collections.abc import Callable

import numpy as np

from trainer.render.noise import enlarge_smoothly, fractal_noise, smooth_noise, unit_grid
from trainer.render.types import Field, Light, Random, Rgb


def tinted(field: Field, colour: Rgb) -> Light:
    return np.clip(field, 0, None)[..., None] * np.array(colour, dtype=np.float32)


def blend(under: Light, over: Light, cover: Field) -> Light:
    """`over` where `cover` is 1, `under` where it is 0."""
    return under + (over - under) * cover[..., None]


def sky(random: Random, height: int, width: int) -> Light:
    _, v = unit_grid(height, width)
    clouds = np.clip(fractal_noise(random, height, width, 4, 4) * 0.5 + 0.4, 0, 1)
    blue = tinted(0.75 + 0.4 * v, (0.32, 0.55, 1.0))
    return blend(blue, tinted(np.ones_like(v), (0.95, 0.97, 1.0)), clouds * float(random.uniform(0.2, 0.9)))


def dusk(random: Random, height: int, width: int) -> Light:
    _, v = unit_grid(height, width)
    glow = tinted(0.25 + 0.8 * v, (1.0, 0.62, 0.36))
    return blend(glow, tinted(1 - 0.6 * v, (0.3, 0.34, 0.55)), np.clip(1.1 - 1.3 * v, 0, 1))


def light_table(random: Random, height: int, width: int) -> Light:
    fall = 1 - 0.25 * np.abs(smooth_noise(random, height, width, 2))
    return tinted(fall * float(random.uniform(0.8, 1.15)), (0.98, 1.0, 0.97))


def concrete(random: Random, height: int, width: int) -> Light:
    grain = 0.3 + 0.04 * fractal_noise(random, height, width, 6, 5) + 0.02 * random.standard_normal((height, width))
    return tinted(grain.astype(np.float32), (1.0, 0.96, 0.9))


def leaves(random: Random, height: int, width: int) -> Light:
    """Out-of-focus foliage: green clumps with bright gaps."""
    clumps = fractal_noise(random, height, width, float(random.uniform(6, 16)), 3)
    green = tinted(0.12 + 0.07 * clumps, (0.45, 1.0, 0.22))
    gaps = np.clip((smooth_noise(random, height, width, 18) - 0.9) * 0.8, 0, 1)
    return blend(green, tinted(np.ones_like(clumps), (0.9, 1.0, 0.85)), gaps)


def grass(random: Random, height: int, width: int) -> Light:
    blades = fractal_noise(random, max(2, height // 3), width, width / 4, 2)
    field = enlarge_smoothly(blades, height, width)
    soil = np.clip(smooth_noise(random, height, width, 5) - 0.4, 0, 1)
    return blend(tinted(0.16 + 0.06 * field, (0.75, 1.0, 0.3)), tinted(0.22 + 0.03 * field, (1.0, 0.7, 0.42)), soil)


def planks(random: Random, height: int, width: int) -> Light:
    """Boards with grain along one direction and dark joints."""
    u, v = unit_grid(height, width)
    across, along = (u, v) if random.uniform() < 0.5 else (v, u)
    boards = int(random.integers(3, 8))
    tone = random.uniform(0.6, 1.2, boards + 1).astype(np.float32)[(across * boards).astype(int)]
    grain = smooth_noise(random, height, width, 5)
    rings = np.sin((across * boards * 30 + grain * 2 + along) * 6.28)
    joint = np.abs(across * boards % 1 - 0.5) > 0.485
    return tinted((0.2 + 0.03 * rings) * tone * np.where(joint, 0.15, 1.0).astype(np.float32), (1.0, 0.68, 0.4))


def rack(random: Random, height: int, width: int) -> Light:
    """Timber or bamboo poles across a dim shed, with light between them."""
    behind = blend(smokehouse(random, height, width), sky(random, height, width), _window(random, height, width))
    _, v = unit_grid(height, width)
    for _ in range(int(random.integers(2, 5))):
        behind = draw_pole(random, behind, float(random.uniform(0, 1)), float(random.uniform(0.02, 0.06)), v)
    return behind


def draw_pole(random: Random, light: Light, at: float, thickness: float, v: Field) -> Light:
    """A round pole across the picture at height `at` (0..1), `thickness` in shares of the height."""
    height, width = v.shape
    slope = float(random.normal(0, 0.05))
    u, _ = unit_grid(height, width)
    offset = (v - at - slope * (u - 0.5)) / thickness
    round_shade = np.sqrt(np.clip(1 - offset**2, 0, 1)) * (0.75 + 0.25 * np.clip(-offset, -1, 1))
    grain = 1 + 0.15 * smooth_noise(random, height, width, 20)
    wood = tinted(float(random.uniform(0.08, 0.4)) * round_shade * grain, (1.0, 0.72, 0.45))
    return blend(light, wood, (np.abs(offset) < 1).astype(np.float32))


def smokehouse(random: Random, height: int, width: int) -> Light:
    haze = 0.07 + 0.03 * smooth_noise(random, height, width, 3) + 0.008 * fractal_noise(random, height, width, 20)
    return tinted(haze.astype(np.float32), (1.0, 0.72, 0.48))


def _window(random: Random, height: int, width: int) -> Field:
    u, v = unit_grid(height, width)
    left, top = float(random.uniform(0, 0.8)), float(random.uniform(0, 0.5))
    inside = (u > left) & (u < left + 0.35) & (v > top) & (v < top + 0.5)
    return inside.astype(np.float32) * float(random.uniform(0, 1))


def cloth(random: Random, height: int, width: int) -> Light:
    """Woven cloth with soft creases, any dye."""
    u, v = unit_grid(height, width)
    threads = float(random.uniform(60, 140))
    weave = 1 + 0.08 * np.sin(u * threads * 6.28) * np.sin(v * threads * 6.28)
    crease = 1 + 0.2 * smooth_noise(random, height, width, 4)
    red, green, blue = (float(c) for c in random.uniform(0.08, 0.7, 3))
    return tinted((weave * crease).astype(np.float32), (red, green, blue))


def brick(random: Random, height: int, width: int) -> Light:
    u, v = unit_grid(height, width)
    courses = float(random.integers(5, 12))
    row = np.floor(v * courses)
    shift = u * courses * 0.45 + 0.5 * (row % 2)
    mortar = (np.abs(v * courses % 1 - 0.5) > 0.44) | (np.abs(shift % 1 - 0.5) > 0.47)
    tone = 0.22 + 0.04 * fractal_noise(random, height, width, 20) + 0.03 * np.sin(np.floor(shift) * 12.9 + row * 78.2)
    return blend(tinted(tone, (1.0, 0.42, 0.28)), tinted(tone * 1.6, (0.9, 0.85, 0.8)), mortar.astype(np.float32))


BACKGROUNDS: dict[str, Callable[[Random, int, int], Light]] = {
    "sky": sky,
    "dusk": dusk,
    "light-table": light_table,
    "concrete": concrete,
    "leaves": leaves,
    "grass": grass,
    "planks": planks,
    "rack": rack,
    "smokehouse": smokehouse,
    "cloth": cloth,
    "brick": brick,
}
