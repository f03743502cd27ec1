"""The Green Book's defects, each a function that draws where it is and how strongly.

Every function returns a strength field [H, W] in 0..1 over the sheet's own texture; LOOKS says what that strength does
to the rubber: how it absorbs (transmitted light), scatters (milkiness), is covered by a film, or stands up. Words are those
of the International Standards of Quality and Packing for Natural Rubber Grades ("Green Book").
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from trainer.render.noise import enlarge_smoothly, fractal_noise, smooth_noise, unit_grid
from trainer.render.particles import scatter_particles
from trainer.render.types import Field, Random, Rgb

DefectLabel = Literal[
    "bubbles",
    "bark",
    "dry_mould",
    "rust",
    "blemishes",
    "blisters",
    "over_smoked",
    "opaque",
    "burnt",
    "oxidised",
    "under_cured",
]
DEFECT_LABELS: tuple[DefectLabel, ...] = get_args(DefectLabel)


@dataclass(frozen=True)
class DefectRequest:
    """`share` of the sheet's area in 0..1; `size` 0.5 small, 1 medium, 2 large; `degree` 0..1 how strong it is."""

    label: DefectLabel
    share: float
    size: float = 1.0
    degree: float = 1.0


@dataclass(frozen=True)
class Look:
    """The effect of full strength: absorbance and scattering are added, a film of `film_colour` covers with `cover`."""

    absorb: float = 0.0
    scatter: float = 0.0
    cover: float = 0.0
    film_colour: Rgb = (0.0, 0.0, 0.0)
    relief_px: float = 0.0


LOOKS: dict[DefectLabel, Look] = {
    "bubbles": Look(absorb=-0.25, scatter=0.5, cover=0.35, film_colour=(0.95, 0.85, 0.6), relief_px=2.2),
    "bark": Look(cover=0.96, film_colour=(0.035, 0.018, 0.008), relief_px=1.0),
    "dry_mould": Look(cover=0.72, film_colour=(0.6, 0.59, 0.52), scatter=0.5),
    "rust": Look(absorb=0.7, cover=0.62, film_colour=(0.32, 0.1, 0.018)),
    "blemishes": Look(absorb=0.75),
    "blisters": Look(absorb=-0.3, scatter=0.35, relief_px=9.0),
    "over_smoked": Look(absorb=3.4, cover=0.25, film_colour=(0.03, 0.012, 0.005)),
    "opaque": Look(absorb=-0.2, scatter=2.4, cover=0.4, film_colour=(0.72, 0.6, 0.4)),
    "burnt": Look(absorb=3.0, cover=0.93, film_colour=(0.012, 0.008, 0.006)),
    "oxidised": Look(absorb=1.2, cover=0.7, film_colour=(0.13, 0.045, 0.03), relief_px=-0.8),
    "under_cured": Look(absorb=-0.8, scatter=2.0, cover=0.55, film_colour=(0.86, 0.84, 0.74)),
}


def draw_defect(random: Random, height: int, width: int, request: DefectRequest) -> Field:
    """Strength field [height, width] in 0..1 of one defect."""
    return _DRAW[request.label](random, height, width, request)


def draw_bubbles(random: Random, height: int, width: int, request: DefectRequest) -> Field:
    """Pinhead bubbles of 0.4-1 % of the side, in loose clusters."""
    density = fractal_noise(random, height, width, 4)
    radius = 0.006 * np.sqrt(request.size)
    return scatter_particles(random, density, request.share, radius, elongation=1.2, roughness=0.0)


def draw_bark(random: Random, height: int, width: int, request: DefectRequest) -> Field:
    """Specks to chips of bark: dark, angular, drawn out, scattered over the whole sheet."""
    density = smooth_noise(random, height, width, 3) * np.float32(0.4)
    return scatter_particles(random, density, request.share, 0.009 * request.size, elongation=2.6, roughness=0.5)


def draw_dry_mould(random: Random, height: int, width: int, request: DefectRequest) -> Field:
    """A greyish-white powdery bloom: soft patches broken into fine speckle."""
    patches = patch(fractal_noise(random, height, width, 5 / request.size, 5), request.share * 1.15, softness=0.9)
    speckle = fractal_noise(random, height, width, 90, 3)
    clouds = smooth_noise(random, height, width, 16)
    uneven = np.clip(0.85 + 0.3 * speckle + 0.15 * clouds, 0.2, 1).astype(np.float32)
    return patches * uneven * np.float32(request.degree)


def draw_rust(random: Random, height: int, width: int, request: DefectRequest) -> Field:
    """A reddish-brown resinous film: smeared along one direction, with drip-like ends."""
    tall, broad = (height, max(2, width // 3)) if random.uniform() < 0.5 else (max(2, height // 3), width)
    smeared = enlarge_smoothly(fractal_noise(random, tall, broad, 7 / request.size, 4), height, width)
    field = smeared + 0.3 * fractal_noise(random, height, width, 24)
    film = patch(field, request.share, softness=0.8)
    uneven = np.clip(0.85 + 0.2 * smooth_noise(random, height, width, 20), 0.4, 1).astype(np.float32)
    return np.asarray(film * uneven * np.float32(request.degree), dtype=np.float32)


def draw_blemishes(random: Random, height: int, width: int, request: DefectRequest) -> Field:
    """Slight blemishes in colour: soft-edged stains, darker than the sheet, still translucent."""
    return patch(smooth_noise(random, height, width, 5 / request.size), request.share, softness=0.25) * np.float32(request.degree)


def draw_blisters(random: Random, height: int, width: int, request: DefectRequest) -> Field:
    """Raised gas blisters of 2-6 % of the side, smooth domes that catch the light."""
    density = smooth_noise(random, height, width, 3)
    return scatter_particles(random, density, request.share, 0.028 * request.size, elongation=1.3, roughness=0.12, dome=True)


def draw_over_smoked(random: Random, height: int, width: int, request: DefectRequest) -> Field:
    """Over-smoked: the whole sheet, or a part near the fire, darkened with a broad edge."""
    if request.share >= 0.97:
        even = 1 - 0.12 * np.abs(smooth_noise(random, height, width, 4))
        return np.clip(even, 0, 1).astype(np.float32) * np.float32(request.degree)
    u, v = unit_grid(height, width)
    angle = float(random.uniform(0, 2 * np.pi))
    side = u * np.float32(np.cos(angle)) + v * np.float32(np.sin(angle))
    field = side + 0.12 * smooth_noise(random, height, width, 4)
    return patch(field / np.float32(field.std()), request.share, softness=0.3) * np.float32(request.degree)


def draw_opaque(random: Random, height: int, width: int, request: DefectRequest) -> Field:
    """Opaque: broad cloudy zones that transmit no light."""
    return patch(fractal_noise(random, height, width, 3, 2), request.share, softness=0.35) * np.float32(request.degree)


def draw_burnt(random: Random, height: int, width: int, request: DefectRequest) -> Field:
    """Black-brown scorched patches with a hard edge."""
    return patch(fractal_noise(random, height, width, 3.5 / request.size, 5), request.share, softness=0.25)


def draw_oxidised(random: Random, height: int, width: int, request: DefectRequest) -> Field:
    """Oxidised spots or streaks: dark, tacky-looking round spots, or streaks along one direction."""
    if random.uniform() < 0.5:
        density = smooth_noise(random, height, width, 4) * np.float32(0.6)
        return scatter_particles(random, density, request.share, 0.02 * request.size, elongation=1.2, roughness=0.15)
    u, v = unit_grid(height, width)
    angle = float(random.uniform(0, np.pi))
    across = u * np.float32(np.cos(angle)) + v * np.float32(np.sin(angle))
    along = v * np.float32(np.cos(angle)) - u * np.float32(np.sin(angle))
    lines = random.standard_normal(48).astype(np.float32)
    waved = (across + 0.04 * np.sin(along * 7 + float(random.uniform(0, 6)))) % 1.0
    field = np.interp(waved * 48, np.arange(48), lines).astype(np.float32)
    field += 0.6 * smooth_noise(random, height, width, 5)
    return patch(field, request.share, softness=0.2)


def draw_under_cured(random: Random, height: int, width: int, request: DefectRequest) -> Field:
    """Under-cured: a pale, wet-looking core that fades out towards the edges."""
    u, v = unit_grid(height, width)
    x, y = float(random.uniform(0.4, 0.6)), float(random.uniform(0.4, 0.6))
    core = -np.hypot(u - x, (v - y) * float(random.uniform(0.6, 1.2)))
    field = core + 0.1 * fractal_noise(random, height, width, 4)
    return patch(field / np.float32(field.std()), request.share, softness=0.3) * np.float32(request.degree)


def patch(field: Field, share: float, *, softness: float) -> Field:
    """Strength above 0.5 on exactly the highest `share` of the field; `softness` in the units of the field."""
    level = np.quantile(field, 1 - min(max(share, 0.0), 0.995))
    return (1 / (1 + np.exp(np.clip((level - field) * (4 / softness), -30, 30)))).astype(np.float32)


_DRAW: dict[DefectLabel, Callable[[Random, int, int, DefectRequest], Field]] = {
    "bubbles": draw_bubbles,
    "bark": draw_bark,
    "dry_mould": draw_dry_mould,
    "rust": draw_rust,
    "blemishes": draw_blemishes,
    "blisters": draw_blisters,
    "over_smoked": draw_over_smoked,
    "opaque": draw_opaque,
    "burnt": draw_burnt,
    "oxidised": draw_oxidised,
    "under_cured": draw_under_cured,
}
