"""The flat sheet in its own coordinates, before the camera projection: light, outline and defect bits."""

from dataclasses import dataclass

import numpy as np

from trainer.render.defects import DEFECT_LABELS, LOOKS, DefectLabel, DefectRequest, draw_defect
from trainer.render.noise import fractal_noise, smooth_noise, smooth_step, unit_grid
from trainer.render.ribs import fold_strip, rib_height, shade, wrinkles
from trainer.render.rubber_light import sheet_light
from trainer.render.style import Style
from trainer.render.types import Bits, Field, Light, Random

SHEET_BIT = 1


def defect_bit(label: DefectLabel) -> int:
    return 2 << DEFECT_LABELS.index(label)


@dataclass(frozen=True)
class SheetTexture:
    """`light` [h, w, 3] linear, `cover` [h, w] 0..1 (0 outside the outline and in holes), `bits` [h, w] labels."""

    light: Light
    cover: Field
    bits: Bits


def sheet_texture(random: Random, style: Style, requests: tuple[DefectRequest, ...], width: int, height: int) -> SheetTexture:
    cover, edge_distance = outline(random, style, height, width)
    strengths = {request.label: draw_defect(random, height, width, request) for request in requests}
    thickness, relief = _body(random, style, height, width, edge_distance)
    absorbance = np.full((height, width), style.absorbance, dtype=np.float32)
    absorbance *= 1 + 0.06 * smooth_noise(random, height, width, 3)
    scatter = np.full((height, width), 0.2 if style.absorbance > 0.4 else 0.7, dtype=np.float32)
    for label, strength in strengths.items():
        look = LOOKS[label]
        absorbance = _smoked(absorbance, strength) if label == "over_smoked" else absorbance + look.absorb * strength
        scatter += look.scatter * strength
        relief = relief + look.relief_px * (min(height, width) / 320) * strength
    light = sheet_light(
        absorbance=absorbance,
        scatter=scatter,
        thickness=thickness,
        back=_uneven(random, height, width, style.back_light),
        front=_uneven(random, height, width, style.front_light),
        shading=shade(relief, float(random.uniform(0, 360)), 0.45),
    )
    lit = np.float32(0.55 * style.back_light + 0.75 * style.front_light)
    for label, strength in strengths.items():
        light = _film(light, label, strength, lit)
    return SheetTexture(light, cover, _bits(cover, strengths))


def outline(random: Random, style: Style, height: int, width: int) -> tuple[Field, Field]:
    """(cover 0..1, distance to the border in shares of the side): irregular edges, sometimes a tear or a hole."""
    u, v = unit_grid(height, width)
    distance = np.minimum(np.minimum(u, 1 - u), np.minimum(v, 1 - v))
    ragged = distance - 0.014 + 0.005 * fractal_noise(random, height, width, 5, 4)
    if style.is_torn:
        ragged = np.minimum(ragged, _tear(random, height, width))
    if style.is_holed:
        x, y, radius = random.uniform(0.15, 0.85), random.uniform(0.15, 0.85), random.uniform(0.01, 0.05)
        hole = np.hypot(u - x, v - y) - radius + 0.008 * smooth_noise(random, height, width, 12)
        ragged = np.minimum(ragged, hole.astype(np.float32))
    return smooth_step(ragged, -0.003, 0.003), np.maximum(ragged, 0)


def _tear(random: Random, height: int, width: int) -> Field:
    """Distance from a notch torn into one side."""
    u, v = unit_grid(height, width)
    at, depth, slope = random.uniform(0.15, 0.85), random.uniform(0.05, 0.2), random.uniform(0.15, 0.4)
    inward, along = ((u, v), (1 - u, v), (v, u), (1 - v, u))[int(random.integers(4))]
    notch = np.abs(along - at) + np.maximum(inward - depth, 0) - slope * np.maximum(depth - inward, 0)
    return np.asarray(notch + 0.01 * smooth_noise(random, height, width, 16), dtype=np.float32)


def _body(random: Random, style: Style, height: int, width: int, edge_distance: Field) -> tuple[Field, Field]:
    """(thickness relative to 1, relief in pixels of a 320-px texture): ribs, wrinkles, thick edges, a fold."""
    pitch_px = style.rib_pitch_share * min(height, width)
    ribs = rib_height(random, height, width, style.rib_kind, style.rib_pitch_share, style.rib_angle_deg)
    ribs *= 1 + 0.2 * smooth_noise(random, height, width, 5)
    waves = wrinkles(random, height, width, 1.0)
    thickness = 0.8 + 0.35 * style.rib_depth * ribs + 0.35 * np.exp(-edge_distance / 0.02) + 0.05 * waves
    relief = ribs * np.float32(style.rib_depth * pitch_px * 0.3) + waves * np.float32(0.014 * min(height, width))
    if style.is_folded:
        fold = fold_strip(random, height, width)
        thickness, relief = thickness + 0.9 * fold, relief + 2.5 * fold
    return thickness.astype(np.float32), relief.astype(np.float32)


def _smoked(absorbance: Field, strength: Field) -> Field:
    """Over-smoked is continuous: darker than any sound sheet (absorbance 1.4), up to nearly black."""
    tone = 1.4 + LOOKS["over_smoked"].absorb * strength
    return np.where(strength > 0.03, np.maximum(absorbance, tone), absorbance).astype(np.float32)


def _uneven(random: Random, height: int, width: int, level: float) -> Field:
    """A light that decreases to one side, with soft variations."""
    u, v = unit_grid(height, width)
    angle = float(random.uniform(0, 2 * np.pi))
    slope = ((u - 0.5) * np.cos(angle) + (v - 0.5) * np.sin(angle)) * float(random.uniform(0, 0.6))
    blotches = 0.08 * smooth_noise(random, height, width, 3)
    return np.asarray(np.clip(level * (1 + slope + blotches), 0.01, None), dtype=np.float32)


def _film(light: Light, label: DefectLabel, strength: Field, lit: np.float32) -> Light:
    """Cover the sheet with the defect's own film, lit like the sheet."""
    look = LOOKS[label]
    if look.cover == 0:
        return light
    film = np.array(look.film_colour, dtype=np.float32) * lit
    return light + (film - light) * (look.cover * strength)[..., None]


def _bits(cover: Field, strengths: dict[DefectLabel, Field]) -> Bits:
    """A defect counts where its strength is over a third of its maximum, so that faint films count too."""
    bits = np.where(cover > 0.5, SHEET_BIT, 0).astype(np.int32)
    for label, strength in strengths.items():
        bits |= np.where(strength > max(0.34 * float(strength.max()), 0.05), defect_bit(label), 0).astype(np.int32)
    return np.where(cover > 0.5, bits, 0).astype(np.int32)
