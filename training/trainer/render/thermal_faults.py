"""A transformer yard with faults of the three annotated kinds: a hot joint, a warm lead, a warm bushing."""

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from trainer.render.camera import through_jpeg
from trainer.render.palettes import PaletteName, false_colour
from trainer.render.thermal import read_out, spot_of
from trainer.render.thermal_objects import HeatCanvas, Point
from trainer.render.thermal_overlay import Overlay, burn_in
from trainer.render.thermal_yard import Conductor, Yard, draw_yard
from trainer.render.types import Field, Mask, Picture, Random

PALETTES: tuple[PaletteName, ...] = ("iron", "rainbow", "rainbow", "rainbow")
MOST_FAULTS = 4


def render_yard(random: Random, width: int = 320, height: int = 240) -> tuple[Picture, Mask]:
    """(picture [H, W, 3], mask [H, W] of the faulty parts); none to four faults."""
    canvas = HeatCanvas(Image.new("F", (width * 2, height * 2)))
    yard = Yard(random, canvas, float(random.uniform(12, 32)), float(random.uniform(8, 25)))
    draw_yard(yard)
    scene = np.asarray(canvas.image.resize((width, height), Image.Resampling.BOX), np.float32)
    heat, mask = fault_heat(yard, scene.shape, int(random.integers(0, MOST_FAULTS + 1)))
    temperature = read_out(random, scene + heat)
    low, high = _span(yard, temperature)
    palette = PALETTES[int(random.integers(len(PALETTES)))]
    picture = false_colour((temperature - low) / np.float32(high - low), palette)
    if random.uniform() < 0.8:
        marks = Overlay(palette, low, high, spot_of(random, temperature), bool(random.uniform() < 0.4), "12:34:56")
        picture, _ = burn_in(picture, temperature, marks)
    return through_jpeg(picture, 90), mask


def _span(yard: Yard, temperature: Field) -> tuple[float, float]:
    """The range of the palette: fitted to the scene, or locked, so that a warm tank may be anything from green to white."""
    low = yard.ambient_c - yard.within(2, 14)
    if yard.random.uniform() < 0.5:
        return low, max(float(np.percentile(temperature, 99.8)), yard.ambient_c + 10) + 1
    return low, yard.warm(0.9, 2.2)


def fault_heat(yard: Yard, shape: tuple[int, ...], count: int) -> tuple[Field, Mask]:
    """(added degrees [H, W], faulty parts [H, W]) of `count` faults, half of them joints."""
    heat, mask = np.zeros(shape, np.float32), np.zeros(shape, np.bool_)
    for _ in range(count):
        kind = yard.random.uniform()
        if (kind < 0.5 or not yard.leads) and yard.canvas.joints:
            added, fault = hot_joint(yard, mask)
        elif kind < 0.75 and yard.leads:
            added, fault = warm_part(yard, yard.leads, mask, (5, 25))
        else:
            added, fault = warm_part(yard, yard.bushings, mask, (4, 18))
        heat, mask = np.maximum(heat, added), mask | fault
    return heat, mask


def hot_joint(yard: Yard, like: Mask) -> tuple[Field, Mask]:
    """6-40 degrees at a joint, spreading along its lead."""
    height, width = like.shape
    y, x = (np.mgrid[0:height, 0:width].astype(np.float32) + 0.5) / height
    joint = yard.canvas.joints[int(yard.random.integers(len(yard.canvas.joints)))]
    excess, radius = yard.within(6, 40), yard.within(0.012, 0.05)
    away = np.hypot(x - joint[0], y - joint[1])
    heat = excess * np.exp(-((away / radius) ** 2))
    fault = heat > excess / 3
    for lead in yard.leads:
        if _near(lead.points[0], joint):
            drawn = silhouette(lead, like)
            along = 0.7 * excess * np.exp(-away / (3 * radius)) * ndimage.gaussian_filter(drawn.astype(np.float32), 1)
            heat, fault = np.maximum(heat, along), fault | (drawn & (along > excess / 4))
    return np.asarray(heat, np.float32), fault


def warm_part(yard: Yard, parts: list[Conductor], like: Mask, excess: tuple[float, float]) -> tuple[Field, Mask]:
    """One of `parts`, warm over its whole length."""
    fault = silhouette(parts[int(yard.random.integers(len(parts)))], like)
    return np.asarray(yard.within(*excess) * ndimage.gaussian_filter(fault.astype(np.float32), 1), np.float32), fault


def silhouette(part: Conductor, like: Mask) -> Mask:
    """Mask of the part, in the shape of `like`."""
    height, width = like.shape
    drawn = Image.new("L", (width, height))
    line = [(x * height, y * height) for x, y in part.points]
    ImageDraw.Draw(drawn).line(line, fill=255, width=max(2, round(part.thick * height)))
    return np.asarray(drawn) > 0


def _near(a: Point, b: Point) -> bool:
    return float(np.hypot(a[0] - b[0], a[1] - b[1])) < 0.02
