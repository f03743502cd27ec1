"""Pictures that are not rubber sheets, including similar ones: ribbed metal, knitted cloth, boards, tiles, paper, skin."""

from collections.abc import Callable

import numpy as np

from trainer.render.backgrounds import BACKGROUNDS, cloth, tinted
from trainer.render.camera import photograph
from trainer.render.noise import fractal_noise, smooth_noise, unit_grid
from trainer.render.particles import scatter_particles
from trainer.render.ribs import shade
from trainer.render.types import Light, Picture, Random, Rgb


def render_non_sheet(seed: int, *, width: int = 320, height: int = 320) -> Picture:
    """One picture that is not a sheet, chosen uniformly from SCENES."""
    random = np.random.default_rng(seed)
    names = sorted(SCENES)
    light = SCENES[names[int(random.integers(len(names)))]](random, height, width).astype(np.float32)
    return photograph(
        random,
        light,
        warmth=float(random.uniform(-0.15, 0.2)),
        contrast=float(random.uniform(0.85, 1.2)),
        blur_px=float(random.uniform(0, 1.5)) * width / 320,
        noise=float(random.uniform(0.002, 0.03)),
        jpeg_quality=int(random.integers(40, 97)),
    )


def any_colour(random: Random) -> Rgb:
    red, green, blue = (float(c) for c in random.uniform(0.1, 1.0, 3))
    return red, green, blue


def corrugated_metal(random: Random, height: int, width: int) -> Light:
    u, v = unit_grid(height, width)
    angle = float(random.uniform(0, np.pi))
    along = u * np.float32(np.cos(angle)) + v * np.float32(np.sin(angle))
    waves = np.sin(along * float(random.uniform(30, 160)))
    rust = np.clip(fractal_noise(random, height, width, 5, 4) - float(random.uniform(0, 2)), 0, 1)
    grey = tinted(0.4 + 0.2 * waves, (0.9, 0.95, 1.0))
    return np.asarray(grey + (tinted(0.3 + 0.15 * waves, (1.0, 0.4, 0.2)) - grey) * rust[..., None], dtype=np.float32)


def knitted(random: Random, height: int, width: int) -> Light:
    u, v = unit_grid(height, width)
    rows = float(random.uniform(15, 50))
    stitch = np.abs(np.sin(v * rows * 3.14 + 0.8 * np.abs(np.sin(u * rows * 3.14)))) * (0.6 + 0.4 * np.sin(u * rows * 6.28))
    creases = 1 + 0.15 * smooth_noise(random, height, width, 3)
    return tinted((0.25 + 0.5 * stitch * creases).astype(np.float32), any_colour(random))


def tiles(random: Random, height: int, width: int) -> Light:
    u, v = unit_grid(height, width)
    count = float(random.uniform(2, 12))
    joint = (np.abs(u * count % 1 - 0.5) > 0.47) | (np.abs(v * count % 1 - 0.5) > 0.47)
    glaze = 0.6 + 0.06 * fractal_noise(random, height, width, 8)
    return tinted(np.where(joint, 0.25, glaze).astype(np.float32), any_colour(random))


def document(random: Random, height: int, width: int) -> Light:
    u, v = unit_grid(height, width)
    lines = float(random.uniform(12, 40))
    ink = (np.abs(v * lines % 1 - 0.5) < 0.25) & (smooth_noise(random, height, width, 60) > 0) & (u > 0.1) & (u < 0.9)
    return tinted(np.where(ink, 0.1, 0.85).astype(np.float32), (1.0, 0.99, 0.95))


def bare_surface(random: Random, height: int, width: int) -> Light:
    """Grey cast or rolled surfaces, metal and stone, with pits or scratches."""
    field = 0.35 + float(random.uniform(0.01, 0.12)) * fractal_noise(random, height, width, float(random.uniform(3, 60)), 4)
    if random.uniform() < 0.5:
        pits = scatter_particles(random, smooth_noise(random, height, width, 4), 0.02, 0.01, elongation=3, roughness=0.4)
        field = field * (1 - 0.7 * pits)
    relief = fractal_noise(random, height, width, 40) * float(random.uniform(0, 0.8))
    return tinted(field * shade(relief, 40, 0.5), (1.0, 1.0, 1.0))


def round_things(random: Random, height: int, width: int) -> Light:
    """Fruit, coins, stones: shaded objects on a surface."""
    u, v = unit_grid(height, width)
    light = cloth(random, height, width)
    for _ in range(int(random.integers(1, 12))):
        x, y, radius = random.uniform(0, 1), random.uniform(0, 1), random.uniform(0.05, 0.4)
        distance = np.hypot(u - x, v - y) / radius
        dome = np.sqrt(np.clip(1 - distance**2, 0, 1)) * (0.8 - 0.4 * (u - x) / radius)
        light = np.where((distance < 1)[..., None], tinted(dome.astype(np.float32), any_colour(random)), light)
    return light.astype(np.float32)


def plain(random: Random, height: int, width: int) -> Light:
    """A nearly uniform picture: a wall, paper, cardboard, a covered lens."""
    field = float(random.uniform(0.02, 0.9)) * (1 + 0.1 * smooth_noise(random, height, width, 2))
    grain = 1 + float(random.uniform(0, 0.1)) * fractal_noise(random, height, width, float(random.uniform(20, 120)))
    tan: Rgb = (0.62, 0.45, 0.28)
    return tinted((field * grain).astype(np.float32), tan if random.uniform() < 0.4 else any_colour(random))


SCENES: dict[str, Callable[[Random, int, int], Light]] = {
    **BACKGROUNDS,
    "corrugated-metal": corrugated_metal,
    "knitted": knitted,
    "tiles": tiles,
    "document": document,
    "bare-surface": bare_surface,
    "round-things": round_things,
    "plain": plain,
}
