"""Sheets over a pole outdoors: pale, sunlit, seen at an angle, near ones cut off by the frame, with beams and hard shadows.

Unsmoked sheets dry like this before smoking. The pack must recognise them as sheets, so they are in the training set.
"""

from dataclasses import replace

import numpy as np

from trainer.render.backgrounds import blend, grass, leaves, sky, tinted
from trainer.render.camera import Quad
from trainer.render.defects import DefectRequest
from trainer.render.noise import enlarge_smoothly, fractal_noise, smooth_step, unit_grid
from trainer.render.ribs import shade
from trainer.render.scene import Placement, cast_shadow
from trainer.render.sheet import SheetRender, finished, lay_sheet
from trainer.render.sheet_texture import SheetTexture, sheet_texture
from trainer.render.style import Style
from trainer.render.types import Bits, Light, Random

INSIDE_TINT = np.array((0.92, 0.78, 0.38), dtype=np.float32)
"""Light between the two halves of a hanging sheet: yellow, because it passes through pale rubber."""


def render_drying_line(
    seed: int, style: Style, requests: tuple[DefectRequest, ...], *, width: int = 320, height: int = 320
) -> SheetRender:
    """One photo along a line of hanging sheets that all carry the requested defects."""
    random = np.random.default_rng(seed)
    style = sunlit(random, style)
    light = outdoors(random, height, width)
    bits = np.zeros((height, width), dtype=np.int32)
    quads = hanging_quads(random, width, height)
    texture = hung(random, sheet_texture(random, style, requests, *_texture_size(quads)))
    for quad in quads:
        gain = float(random.uniform(0.75, 1.15))
        light, bits = _lay_both_halves(random, light, bits, texture, quad, gain)
    for _ in range(int(random.integers(0, 4))):
        shadowed = cast_shadow(random, light)
        light = np.where((bits > 0)[..., None], shadowed, light)
    for _ in range(int(random.integers(0, 3))):
        light, bits = lay_beam(random, light, bits)
    return finished(random, light, bits, (style, requests, seed))


def sunlit(random: Random, style: Style) -> Style:
    """The same style with pale rubber, finely ribbed, in direct sun."""
    return replace(
        style,
        framing="hanging",
        absorbance=float(random.uniform(0.06, 0.3)),
        rib_pitch_share=float(random.uniform(0.012, 0.035)),
        rib_depth=float(random.uniform(0.6, 1.0)),
        front_light=float(random.uniform(0.7, 1.1)),
        back_light=float(random.uniform(0.1, 0.4)),
        contrast=float(random.uniform(1.0, 1.25)),
    )


def outdoors(random: Random, height: int, width: int) -> Light:
    """Sky, a ragged line of trees, grass below."""
    _, v = unit_grid(height, width)
    horizon = float(random.uniform(0.45, 0.85))
    ragged = v - horizon + 0.05 * fractal_noise(random, height, width, 6, 4)
    trees = smooth_step(ragged, -0.28 * float(random.uniform(0, 1)), 0.02)
    scene = blend(sky(random, height, width), leaves(random, height, width) * np.float32(0.6), trees)
    return blend(scene, grass(random, height, width), smooth_step(v - horizon, 0.0, 0.05))


def hanging_quads(random: Random, width: int, height: int) -> list[Quad]:
    """Corners in pixels of the front halves, far ones first, along a pole towards a vanishing point."""
    vanishing = np.array((float(random.uniform(0.75, 1.4)), float(random.uniform(0.4, 0.6))))
    near_top = np.array((float(random.uniform(-0.5, 0.0)), float(random.uniform(-0.45, 0.15))))
    near_foot = np.array((near_top[0] + float(random.normal(0, 0.05)), float(random.uniform(0.95, 1.4))))
    count, pace = int(random.integers(3, 9)), float(random.uniform(0.3, 1.1))
    quads: list[Quad] = []
    for index in range(count):
        near = 1 - 1 / (1 + pace * index)
        far = 1 - 1 / (1 + pace * (index + float(random.uniform(0.8, 1.02))))
        top = [near_top + (vanishing - near_top) * share for share in (near, far)]
        foot = [near_foot + (vanishing - near_foot) * share for share in (far, near)]
        sway = random.normal(0, 0.02, (2, 2)) * (1 - far)
        quads.append(np.array([top[0], top[1], foot[0] + sway[0], foot[1] + sway[1]]))
    if random.uniform() < 0.5:
        quads = [quad[[1, 0, 3, 2]] * (-1, 1) + (1, 0) for quad in quads]
    return [quad * (width, height) for quad in quads[::-1]]


def hung(random: Random, texture: SheetTexture) -> SheetTexture:
    """The texture shaded by the long vertical waves of a sheet that hangs."""
    height, width = texture.cover.shape
    waves = enlarge_smoothly(random.standard_normal((3, int(random.integers(3, 8))), dtype=np.float32), height, width)
    shaded = texture.light * shade(waves * np.float32(0.035 * width), 0.0, 0.5)[..., None]
    return SheetTexture(shaded, texture.cover, texture.bits)


def _lay_both_halves(
    random: Random, light: Light, bits: Bits, texture: SheetTexture, quad: Quad, gain: float
) -> tuple[Light, Bits]:
    """The far half, seen from inside as a yellow strip beside and under the near one; then the near half."""
    across, down = quad[1] - quad[0], quad[3] - quad[0]
    inside = SheetTexture(texture.light * INSIDE_TINT, texture.cover, texture.bits)
    shift = across * float(random.uniform(-0.25, 0.25))
    shorter = np.array([(0, 0), (0, 0), down, down]) * float(random.uniform(-0.15, 0.06))
    light, bits = lay_sheet(light, bits, inside, Placement(quad + shift + shorter, False, gain * 0.7))
    return lay_sheet(light, bits, texture, Placement(quad, False, gain))


def lay_beam(random: Random, light: Light, bits: Bits) -> tuple[Light, Bits]:
    """A dark timber across the picture in front of everything, at any slope; it hides the labels."""
    height, width = light.shape[:2]
    u, v = unit_grid(height, width)
    angle, at = float(random.normal(0, 0.5)), float(random.uniform(-0.05, 0.45))
    offset = (v - at) * np.float32(np.cos(angle)) - (u - 0.5) * np.float32(np.sin(angle))
    half = float(random.uniform(0.01, 0.07))
    cover = smooth_step(half - np.abs(offset), -0.002, 0.002)
    grain = 1 + 0.25 * fractal_noise(random, height, width, 12)
    wood = tinted(np.clip(float(random.uniform(0.02, 0.2)) * grain, 0.005, None), (1.0, 0.75, 0.55))
    return blend(light, wood, cover), np.where(cover > 0.5, 0, bits).astype(np.int32)


def _texture_size(quads: list[Quad]) -> tuple[int, int]:
    """(width, height) in pixels: about the resolution of the nearest sheet in the picture."""
    edges = [np.hypot(*(quad - np.roll(quad, 1, axis=0)).T) for quad in quads]
    longest = float(np.clip(max(edge.max() for edge in edges), 64, 1600))
    return round(0.7 * longest), round(longest)
