"""Placement of sheets in the picture: close-up, one sheet, or several hanging on poles."""

from dataclasses import dataclass

import numpy as np

from trainer.render.backgrounds import blend, draw_pole, tinted
from trainer.render.camera import Quad
from trainer.render.noise import smooth_noise, smooth_step, unit_grid
from trainer.render.style import Style
from trainer.render.types import Field, Light, Random


@dataclass(frozen=True)
class Placement:
    """The sheet's corners in the picture, whether the texture is mirrored, and how much light it gets."""

    quad: Quad
    mirrored: bool
    gain: float

    def texture_side(self) -> float:
        """Length of the longest edge in pixels, so that the texture is rendered at about the resolution it is shown at."""
        edges = self.quad - np.roll(self.quad, 1, axis=0)
        return float(np.clip(np.hypot(edges[:, 0], edges[:, 1]).max(), 48, 1600))


def place_sheets(random: Random, style: Style, width: int, height: int) -> list[Placement]:
    """Far sheets first. All quads in pixels of a width x height picture."""
    if style.framing == "close-up":
        return [_close_up(random, style, width, height)]
    if style.framing == "single":
        return [_single(random, style, width, height)]
    return _hanging(random, style, width, height)


def _close_up(random: Random, style: Style, width: int, height: int) -> Placement:
    """The sheet fills the picture; its edges are outside or just inside."""
    zoom = float(random.uniform(1.04, 1.5))
    return Placement(_tilted(random, style.tilt, _rectangle(0.5, 0.5, zoom, zoom), width, height), _coin(random), 1.0)


def _single(random: Random, style: Style, width: int, height: int) -> Placement:
    broad, tall = float(random.uniform(0.62, 0.95)), float(random.uniform(0.62, 0.98))
    x, y = 0.5 + float(random.uniform(-0.06, 0.06)), 0.5 + float(random.uniform(-0.06, 0.06))
    return Placement(_tilted(random, style.tilt, _rectangle(x, y, broad, tall), width, height), _coin(random), 1.0)


def _hanging(random: Random, style: Style, width: int, height: int) -> list[Placement]:
    """Sheets side by side on a pole that runs away from the camera, each smaller and further than the one before."""
    count = int(random.integers(2, 6))
    shrink = float(random.uniform(0.72, 1.0))
    broad = float(random.uniform(0.8, 1.1)) / sum(shrink**i for i in range(count))
    top, drop, left = float(random.uniform(-0.1, 0.2)), float(random.uniform(0.55, 0.9)), float(random.uniform(-0.1, 0.1))
    placements: list[Placement] = []
    for index in range(count):
        scale, far = shrink**index, shrink ** (index + 1)
        right = left + broad * scale * float(random.uniform(0.9, 1.04))
        corners = np.array(
            [
                (left, top + (1 - scale) * 0.35),
                (right, top + (1 - far) * 0.35),
                (right + float(random.normal(0, 0.02)), top + (1 - far) * 0.35 + drop * far),
                (left + float(random.normal(0, 0.02)), top + (1 - scale) * 0.35 + drop * scale),
            ]
        )
        left += broad * scale
        placements.append(Placement(corners * (width, height), _coin(random), float(random.uniform(0.75, 1.15))))
    if _coin(random):
        placements = [_mirrored(placement, width) for placement in placements]
    return placements[::-1]


def _mirrored(placement: Placement, width: int) -> Placement:
    quad = placement.quad[[1, 0, 3, 2]] * (-1, 1) + (width, 0)
    return Placement(quad, not placement.mirrored, placement.gain)


def _rectangle(x: float, y: float, broad: float, tall: float) -> Quad:
    return np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], dtype=np.float64) * (broad / 2, tall / 2) + (x, y)


def _tilted(random: Random, tilt: float, corners: Quad, width: int, height: int) -> Quad:
    """Corners in shares of the picture, each moved by up to `tilt`, turned by a few degrees, in pixels."""
    angle = float(random.normal(0, 0.06))
    turn = np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
    centre = corners.mean(axis=0)
    moved = (corners - centre) @ turn + centre + random.uniform(-tilt, tilt, corners.shape) * 0.6
    return np.asarray(moved * (width, height), dtype=np.float64)


def _coin(random: Random) -> bool:
    return bool(random.uniform() < 0.5)


def cast_shadow(random: Random, light: Light) -> Light:
    """A shadow with a straight, soft edge, or of a band (a beam, a person)."""
    height, width = light.shape[:2]
    u, v = unit_grid(height, width)
    angle, soft = float(random.uniform(0, np.pi)), float(random.uniform(0.01, 0.1))
    side = (u - random.uniform(0.2, 0.8)) * np.cos(angle) + (v - random.uniform(0.2, 0.8)) * np.sin(angle)
    side = (side + 0.02 * smooth_noise(random, height, width, 5)).astype(np.float32)
    if _coin(random):
        side = np.abs(side) - np.float32(random.uniform(0.05, 0.15))
    dark = float(random.uniform(0.4, 0.75))
    return light * (dark + (1 - dark) * smooth_step(side, -soft, soft))[..., None]


def lay_pole(random: Random, light: Light, at: float) -> tuple[Light, Field]:
    """(light, cover) with a pole in front at height `at` (share of the picture)."""
    height, width = light.shape[:2]
    _, v = unit_grid(height, width)
    with_pole = draw_pole(random, light, at, float(random.uniform(0.02, 0.05)), v)
    return with_pole, (np.abs(with_pole - light).sum(axis=2) > 1e-6).astype(np.float32)


def lay_fingers(random: Random, light: Light) -> tuple[Light, Field]:
    """(light, cover) with a few finger-like blobs that hold the sheet at one border."""
    height, width = light.shape[:2]
    u, v = unit_grid(height, width)
    inward, along = ((u, v), (1 - u, v), (v, u), (1 - v, u))[int(random.integers(4))]
    tone = float(random.uniform(0.12, 0.6))
    start, cover = float(random.uniform(0.05, 0.7)), np.zeros((height, width), dtype=np.float32)
    for finger in range(int(random.integers(1, 5))):
        middle, length = start + 0.075 * finger, float(random.uniform(0.06, 0.2))
        outside = np.hypot(np.maximum(inward - length + 0.03, 0), along - middle) - 0.03
        cover = np.maximum(cover, smooth_step(-outside.astype(np.float32), -0.004, 0.004))
    roundness = 0.75 + 0.3 * smooth_noise(random, height, width, 8)
    return blend(light, tinted(roundness * tone, (1.0, 0.66, 0.48)), cover), cover
