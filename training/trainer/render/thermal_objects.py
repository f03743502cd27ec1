"""Transformers, bushings and cable joints drawn as temperatures (degrees Celsius) on a canvas.

Coordinates are shares of the canvas height, origin at the top left; x runs to width / height.
"""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from trainer.render.noise import unit_grid
from trainer.render.types import Random

Point = tuple[float, float]


@dataclass
class HeatCanvas:
    """A temperature picture being drawn. `joints` are where a connection may run hot, `wires` the lines between points."""

    image: Image.Image
    joints: list[Point] = field(default_factory=list)
    wires: list[tuple[Point, Point]] = field(default_factory=list)

    @property
    def scale(self) -> int:
        return self.image.height

    @property
    def aspect(self) -> float:
        return self.image.width / self.image.height

    def polygon(self, points: list[Point], celsius: float) -> None:
        ImageDraw.Draw(self.image).polygon([(x * self.scale, y * self.scale) for x, y in points], fill=celsius)

    def box(self, left: float, top: float, right: float, bottom: float, celsius: float) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], celsius)

    def ellipse(self, x: float, y: float, rx: float, ry: float, celsius: float) -> None:
        corners = [(x - rx) * self.scale, (y - ry) * self.scale, (x + rx) * self.scale, (y + ry) * self.scale]
        ImageDraw.Draw(self.image).ellipse(corners, fill=celsius)

    def line(self, start: Point, end: Point, thickness: float, celsius: float) -> None:
        points = [(x * self.scale, y * self.scale) for x, y in (start, end)]
        ImageDraw.Draw(self.image).line(points, fill=celsius, width=max(1, round(thickness * self.scale)))

    def wire(self, start: Point, end: Point, thickness: float, celsius: float) -> None:
        """A sagging conductor of eight straight pieces."""
        sag = 0.06 * abs(end[0] - start[0])
        shares = np.linspace(0, 1, 9)
        points = [
            (start[0] + (end[0] - start[0]) * s, start[1] + (end[1] - start[1]) * s + sag * 4 * s * (1 - s)) for s in shares
        ]
        for first, second in pairwise(points):
            self.line(first, second, thickness, celsius)
        self.wires.append((points[0], points[2]))


def draw_surroundings(random: Random, canvas: HeatCanvas, ambient_c: float) -> None:
    """Cold sky, a mild horizon with trees or walls, ground, a pole and its cross-arm."""
    height, width = canvas.image.height, canvas.image.width
    _, v = unit_grid(height, width)
    horizon = float(random.uniform(0.65, 0.95))
    sky = ambient_c - 14 + 9 * np.clip(v / horizon, 0, 1) ** 2
    canvas.image.paste(Image.fromarray(np.where(v < horizon, sky, ambient_c + 1).astype(np.float32)))
    for _ in range(int(random.integers(0, 5))):
        x, size = float(random.uniform(0, canvas.aspect)), float(random.uniform(0.08, 0.25))
        canvas.ellipse(x, horizon, size, size * 0.8, ambient_c - float(random.uniform(0, 4)))
    if random.uniform() < 0.7:
        x, thick = float(random.uniform(0.1, canvas.aspect - 0.1)), float(random.uniform(0.03, 0.07))
        canvas.box(x - thick / 2, -0.1, x + thick / 2, 1.1, ambient_c + float(random.uniform(0, 3)))
        canvas.box(x - 0.5, 0.1, x + 0.5, 0.13, ambient_c + float(random.uniform(0, 2)))


def draw_transformer(random: Random, canvas: HeatCanvas, ambient_c: float, load_c: float) -> None:
    """Finned tank, warm at the top; conservator; high-voltage bushings with leads, low-voltage ones at the side."""
    x, broad = canvas.aspect / 2 + float(random.normal(0, 0.08)), float(random.uniform(0.42, 0.66))
    top, tall = float(random.uniform(0.45, 0.55)), float(random.uniform(0.34, 0.5))
    left, right = x - broad / 2, x + broad / 2
    _tank(random, canvas, left, right, top, tall, ambient_c, load_c)
    if random.uniform() < 0.7:
        _conservator(random, canvas, x, top, broad, ambient_c + 0.45 * load_c)
    phases = 3
    for phase in range(phases):
        at = left + broad * (phase + 0.7) / (phases + 0.4)
        tip = bushing(random, canvas, (at, top), float(random.uniform(0.13, 0.17)), ambient_c + 0.5 * load_c)
        canvas.wire(tip, (at + float(random.normal(0, 0.25)), -0.05), 0.008, ambient_c + 0.25 * load_c)
    for phase in range(phases):
        at = right - broad * (0.1 + 0.1 * phase)
        canvas.ellipse(at, top + 0.06, 0.014, 0.018, ambient_c + 0.9 * load_c)
        canvas.wire((at, top + 0.06), (canvas.aspect + 0.1, top + 0.2 + 0.05 * phase), 0.012, ambient_c + 0.4 * load_c)
        canvas.joints.append((at, top + 0.06))


def _tank(
    random: Random, canvas: HeatCanvas, left: float, right: float, top: float, tall: float, ambient_c: float, load_c: float
) -> None:
    layers = 24
    for layer in range(layers):
        share = layer / layers
        warm = ambient_c + load_c * (1.0 - 0.75 * share**0.7)
        canvas.box(left, top + tall * share, right, top + tall * (share + 1.2 / layers), warm)
    fins = int(random.integers(5, 11))
    for fin in range(fins):
        x = left + (right - left) * (fin + 0.5) / fins
        for layer in range(layers):
            share = layer / layers
            gap_c = ambient_c + load_c * (0.72 - 0.6 * share**0.7)
            y = top + 0.07 + (tall - 0.1) * share
            canvas.box(x - 0.008, y, x + 0.008, y + tall / layers * 1.2, gap_c)
    canvas.box(left - 0.02, top, right + 0.02, top + 0.025, ambient_c + 0.95 * load_c)


def _conservator(random: Random, canvas: HeatCanvas, x: float, top: float, broad: float, celsius: float) -> None:
    rise, thick, lean = float(random.uniform(0.24, 0.32)), float(random.uniform(0.05, 0.08)), float(random.normal(0, 0.03))
    left, right, y = x - broad * 0.5, x + broad * 0.05, top - rise
    canvas.polygon([(left, y), (right, y + lean), (right, y + lean + 2 * thick), (left, y + 2 * thick)], celsius)
    canvas.ellipse(left, y + thick, thick * 0.6, thick, celsius + 0.6)
    canvas.ellipse(right, y + lean + thick, thick * 0.6, thick, celsius - 0.8)
    canvas.line((left + 0.08, y + 2 * thick), (left + 0.1, top), 0.014, celsius)


def bushing(random: Random, canvas: HeatCanvas, foot: Point, tall: float, celsius: float) -> Point:
    """A tapered stack of sheds on a flange; returns its terminal, where the lead is clamped."""
    x, y = foot
    sheds = int(random.integers(5, 9))
    canvas.box(x - tall * 0.16, y - 0.02, x + tall * 0.16, y, celsius + 1)
    for shed in range(sheds):
        share = shed / sheds
        at, radius = y - 0.02 - tall * share, tall * (0.17 - 0.07 * share)
        canvas.ellipse(x, at, radius, tall / sheds * 0.42, celsius - 6 * share)
        canvas.box(x - radius * 0.6, at - tall / sheds, x + radius * 0.6, at, celsius - 6 * share - 1)
    tip = (x, y - 0.03 - tall)
    canvas.box(x - 0.008, tip[1] - 0.015, x + 0.008, tip[1] + 0.03, celsius - 3)
    canvas.joints.append(tip)
    return tip


def draw_bushing_row(random: Random, canvas: HeatCanvas, ambient_c: float, load_c: float) -> None:
    """A close-up of three bushings on a tank's lid."""
    lid = float(random.uniform(0.75, 0.85))
    canvas.box(-0.1, lid, canvas.aspect + 0.1, 1.1, ambient_c + load_c)
    for phase in range(3):
        x = canvas.aspect * (0.22 + 0.28 * phase) + float(random.normal(0, 0.02))
        tip = bushing(random, canvas, (x, lid), float(random.uniform(0.4, 0.48)), ambient_c + 0.7 * load_c)
        canvas.wire(tip, (x + float(random.normal(0.2, 0.2)), -0.05), 0.018, ambient_c + 0.35 * load_c)


def draw_cable_joints(random: Random, canvas: HeatCanvas, ambient_c: float, load_c: float) -> None:
    """Three cables side by side with a clamp or joint on each, before a wall."""
    canvas.box(-0.1, -0.1, canvas.aspect + 0.1, 1.1, ambient_c - 1)
    for phase in range(3):
        x = canvas.aspect * (0.25 + 0.25 * phase) + float(random.normal(0, 0.03))
        end = x + float(random.normal(0, 0.08))
        y = float(random.uniform(0.38, 0.55))
        canvas.wire((x, y), (x + float(random.normal(0, 0.05)), -0.1), 0.035, ambient_c + 0.6 * load_c)
        canvas.wire((x, y), (end, 1.1), 0.035, ambient_c + 0.6 * load_c)
        canvas.box(x - 0.035, y - 0.05, x + 0.035, y + 0.05, ambient_c + 0.75 * load_c)
        canvas.joints.append((x, y))
