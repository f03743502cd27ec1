"""A transformer in its yard, drawn as temperatures: parts that are warm without a fault, and parts that may have one.

The scenes of `thermal_objects` have one warm part, the joint. Here tank, conservator, fins, boxes and ground are warm as
well, the camera position varies and parts are cut off: a fault is recognised by a warm joint, lead or bushing.
Coordinates are those of `HeatCanvas`.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from PIL import Image

from trainer.render.noise import smooth_noise, unit_grid
from trainer.render.thermal_objects import HeatCanvas, Point
from trainer.render.types import Random

LAYERS = 24


class Conductor(NamedTuple):
    """A lead or a bushing as a line of `points`, `thick` wide; the first point of a lead is its joint."""

    points: list[Point]
    thick: float


@dataclass
class Yard:
    """The scene being drawn, with the parts that may run hot: `canvas.joints`, `leads`, `bushings`."""

    random: Random
    canvas: HeatCanvas
    ambient_c: float
    load_c: float
    leads: list[Conductor] = field(default_factory=list)
    bushings: list[Conductor] = field(default_factory=list)

    def within(self, low: float, high: float) -> float:
        return float(self.random.uniform(low, high))

    def about(self, spread: float) -> float:
        return float(self.random.normal(0, spread))

    def warm(self, low: float, high: float) -> float:
        """A temperature between these shares of the load."""
        return self.ambient_c + self.load_c * self.within(low, high)


class Tank(NamedTuple):
    """Where the tank stands; `tilt` is how its lid rises over its breadth."""

    x: float
    broad: float
    top: float
    tall: float
    tilt: float

    @property
    def left(self) -> float:
        return self.x - self.broad / 2

    @property
    def right(self) -> float:
        return self.x + self.broad / 2

    def at(self, x: float, below: float) -> Point:
        """The point at `x`, `below` the lid."""
        return x, self.top + below + self.tilt * (x - self.x)


def draw_yard(yard: Yard) -> None:
    """Background, tank, bushings with their leads, conservator, joints on the lid."""
    _background(yard)
    aspect = yard.canvas.aspect
    tank = Tank(
        aspect / 2 + yard.about(0.2), yard.within(0.35, 1.3), yard.within(0.3, 0.75), yard.within(0.25, 0.8), yard.about(0.06)
    )
    _tank(yard, tank)
    tips = [tip for _ in range(int(yard.random.integers(1, 3))) for tip in _bushing_group(yard, tank)]
    if yard.random.uniform() < 0.65:
        _conservator(yard, tank)
    for tip in tips:
        if yard.random.uniform() < 0.8:
            _lead(yard, tip, (tip[0] + yard.about(0.4), yard.within(-0.1, 0.3)), 0.5)
    for _ in range(int(yard.random.integers(0, 4))):
        _lid_joint(yard, tank)
    yard.canvas.joints.extend(tips)


def _background(yard: Yard) -> None:
    """Cold sky, uneven ground, posts and lines at random positions."""
    canvas, random = yard.canvas, yard.random
    height, width = canvas.image.height, canvas.image.width
    _, v = unit_grid(height, width)
    horizon = yard.within(0.5, 1.05)
    sky = yard.ambient_c - yard.within(4, 16) + 6 * np.clip(v / horizon, 0, 1) ** 2
    scene = np.where(v < horizon, sky, yard.ambient_c + yard.within(-2, 7))
    patchy = np.where(v < horizon, yard.within(0, 1.5), yard.within(0.3, 3))
    scene = scene + patchy * smooth_noise(random, height, width, float(random.choice([6, 14, 30])))
    canvas.image.paste(Image.fromarray(scene.astype(np.float32)))
    for _ in range(int(random.integers(0, 6))):
        x, thick, lean, top = yard.within(0, canvas.aspect), yard.within(0.01, 0.08), yard.about(0.05), yard.within(-0.2, 0.6)
        canvas.polygon([(x, top), (x + thick, top), (x + thick + lean, 1.1), (x + lean, 1.1)], yard.warm(-0.1, 0.5))
    for _ in range(int(random.integers(0, 4))):
        start, end = (yard.within(0, canvas.aspect), -0.05), (yard.within(0, canvas.aspect), yard.within(0.1, 1))
        canvas.line(start, end, yard.within(0.004, 0.012), yard.warm(-0.2, 0.3))


def _tank(yard: Yard, tank: Tank) -> None:
    """Warmest at the top, with gaps between fins, a rim, boxes and manholes of any temperature."""
    hot, fall = yard.load_c * yard.within(0.6, 1.1), yard.within(0.1, 0.8)
    _column(yard, tank, (tank.left, tank.right), 0.0, (yard.ambient_c + hot, hot * fall))
    fins, gap_c = int(yard.random.integers(0, 14)), yard.load_c * yard.within(0.1, 0.4)
    for fin in range(fins):
        x, half = tank.left + tank.broad * (fin + 0.5) / fins, yard.within(0.004, 0.3 * tank.broad / fins)
        _column(yard, tank, (x - half, x + half), 0.12, (yard.ambient_c + hot - gap_c, hot * fall))
    if yard.random.uniform() < 0.6:
        left, right = tank.left - 0.02, tank.right + 0.02
        rim = [tank.at(left, 0), tank.at(right, 0), tank.at(right, 0.03), tank.at(left, 0.03)]
        yard.canvas.polygon(rim, yard.ambient_c + hot)
    for _ in range(int(yard.random.integers(0, 5))):
        x, y = tank.at(yard.within(tank.left, tank.right), yard.within(0, tank.tall))
        size = yard.within(0.01, 0.1)
        if yard.random.uniform() < 0.5:
            yard.canvas.ellipse(x, y, size, size * 0.8, yard.warm(0.1, 1))
        else:
            yard.canvas.box(x - size, y - size * 0.7, x + size, y + size * 0.7, yard.warm(0.1, 1))


def _column(yard: Yard, tank: Tank, sides: tuple[float, float], start: float, heat: tuple[float, float]) -> None:
    """A part of the tank between two x, from the share `start` of its height down; `heat` is (at the top, decrease downwards)."""
    left, right = sides
    deep = tank.tall * 1.3 / LAYERS
    for layer in range(LAYERS):
        share = start + (0.97 - start) * layer / LAYERS
        y = tank.tall * share
        corners = [tank.at(left, y), tank.at(right, y), tank.at(right, y + deep), tank.at(left, y + deep)]
        yard.canvas.polygon(corners, heat[0] - heat[1] * share**0.8)


def _bushing_group(yard: Yard, tank: Tank) -> list[Point]:
    """One to four alike bushings on the lid; their tips."""
    count, tall, celsius = int(yard.random.choice([1, 2, 3, 3, 3, 4])), yard.within(0.06, 0.45), yard.warm(0.1, 0.85)
    lean = yard.about(0.12)
    first, last = sorted((yard.within(tank.left, tank.right), yard.within(tank.left, tank.right)))
    feet = [tank.at(first + (last - first) * (at + 0.5) / count, 0.01) for at in range(count)]
    return [_bushing(yard, foot, tall * yard.within(0.9, 1.1), lean + yard.about(0.03), celsius) for foot in feet]


def _bushing(yard: Yard, foot: Point, tall: float, lean: float, celsius: float) -> Point:
    """A tapered body, with or without sheds, cooler towards its tip."""
    along = np.array([np.sin(lean), -np.cos(lean)])
    across, base = np.array([-along[1], along[0]]), np.array(foot)
    radius, taper, cooler = tall * yard.within(0.07, 0.16), yard.within(0.3, 1), yard.within(0, 6)
    tip = base + along * tall
    body = [base - across * radius, base + across * radius, tip + across * radius * taper, tip - across * radius * taper]
    yard.canvas.polygon([_point(corner) for corner in body], celsius - cooler / 2)
    sheds = int(yard.random.integers(0, 10))
    for shed in range(sheds):
        share = shed / sheds
        x, y = _point(base + along * tall * share)
        yard.canvas.ellipse(x, y, 1.35 * radius * (1 + (taper - 1) * share), tall / sheds * 0.35, celsius - cooler * share)
    yard.canvas.ellipse(*_point(tip), radius * 0.5, radius * 0.5, celsius - cooler / 2)
    yard.bushings.append(Conductor([foot, _point(tip)], 2.6 * radius))
    return _point(tip)


def _conservator(yard: Yard, tank: Tank) -> None:
    """A horizontal cylinder above the tank on one or two pipes."""
    middle = np.array([tank.x + yard.about(0.4 * tank.broad), tank.top - yard.within(0.12, 0.4)])
    length, thick, lean, celsius = yard.within(0.2, 0.5), yard.within(0.05, 0.12), yard.about(0.2), yard.warm(0.1, 0.8)
    half = np.array([np.cos(lean), np.sin(lean)]) * length / 2
    across = np.array([-half[1], half[0]]) / length * 2 * thick
    strips = 8
    for strip in range(strips):
        low, high = -1 + 2 * strip / strips, -1 + 2 * (strip + 1.08) / strips
        corners = [middle + side * half + across * rim for side, rim in ((-1, low), (1, low), (1, high), (-1, high))]
        yard.canvas.polygon([_point(corner) for corner in corners], celsius - 2.5 * strip / strips)
    for side in (-1, 1):
        yard.canvas.ellipse(*_point(middle + side * half), thick * 0.6, thick, celsius - 1 + side * 0.5)
    for _ in range(int(yard.random.integers(1, 3))):
        x, y = middle[0] + yard.within(-0.4, 0.4) * length, middle[1]
        yard.canvas.line((x, y), (x + yard.about(0.08), tank.top + 0.02), yard.within(0.012, 0.05), celsius - yard.within(0, 4))


def _lid_joint(yard: Yard, tank: Tank) -> None:
    """A low-voltage joint near the lid, most with a lead to the side."""
    joint = tank.at(yard.within(tank.left, tank.right), yard.within(0, 0.1))
    yard.canvas.joints.append(joint)
    if yard.random.uniform() < 0.7:
        edge = float(yard.random.choice([-0.1, yard.canvas.aspect + 0.1]))
        x = edge if yard.random.uniform() < 0.5 else joint[0] + yard.about(0.3)
        _lead(yard, joint, (x, joint[1] - 0.05 + yard.about(0.2)), 0.6)


def _lead(yard: Yard, start: Point, end: Point, warmest: float) -> None:
    """A bent conductor of nine straight pieces."""
    share = np.linspace(0, 1, 10)[:, None]
    first, last = np.array(start), np.array(end)
    aside = np.array([first[1] - last[1], last[0] - first[0]])
    bend = yard.about(0.12)
    points = [_point(at) for at in first + (last - first) * share + aside * bend * 4 * share * (1 - share)]
    thick, celsius = yard.within(0.006, 0.02), yard.warm(0.05, warmest)
    for here, there in pairwise(points):
        yard.canvas.line(here, there, thick, celsius)
    yard.leads.append(Conductor(points, 1.6 * thick))


def _point(at: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Point:
    return float(at[0]), float(at[1])
