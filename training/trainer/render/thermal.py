"""Pictures of a thermal camera: transformers, bushings, cable joints, healthy or with hot connections.

Deterministic from the seed. Temperatures are drawn first, then blurred and read out as a microbolometer would, then coloured.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image

from trainer.render.camera import through_jpeg
from trainer.render.noise import enlarge_smoothly, smooth_noise
from trainer.render.palettes import PaletteName, false_colour
from trainer.render.ribs import soften
from trainer.render.thermal_objects import (
    HeatCanvas,
    Point,
    draw_bushing_row,
    draw_cable_joints,
    draw_surroundings,
    draw_transformer,
)
from trainer.render.thermal_overlay import Overlay, burn_in
from trainer.render.types import Field, Mask, Picture, Random

ThermalSubject = Literal["transformer", "bushings", "cable-joints"]
SUBJECTS: tuple[ThermalSubject, ...] = ("transformer", "bushings", "cable-joints")
_DRAW: dict[ThermalSubject, Callable[[Random, HeatCanvas, float, float], None]] = {
    "transformer": draw_transformer,
    "bushings": draw_bushing_row,
    "cable-joints": draw_cable_joints,
}


@dataclass(frozen=True)
class ThermalRender:
    """`picture` [H, W, 3] sRGB; `temperature` [H, W] degrees Celsius; `hot_spots`, `overlay` masks [H, W]."""

    picture: Picture
    temperature: Field
    hot_spots: Mask
    overlay: Mask
    palette: PaletteName
    seed: int


def render_thermal(
    seed: int,
    *,
    subject: ThermalSubject,
    hot_joints: int,
    palette: PaletteName,
    overlay: bool = True,
    span_c: tuple[float, float] | None = None,
    width: int = 320,
    height: int = 240,
) -> ThermalRender:
    """One picture. `hot_joints` connections run 20-50 degrees over their neighbours; 0 is a healthy scene.

    `span_c` locks the palette to (coldest, hottest); without it the camera fits it to the scene.
    """
    random = np.random.default_rng(seed)
    ambient_c, load_c = float(random.uniform(16, 30)), float(random.uniform(10, 22))
    canvas = HeatCanvas(Image.new("F", (width * 2, height * 2)))
    draw_surroundings(random, canvas, ambient_c)
    _DRAW[subject](random, canvas, ambient_c, load_c)
    scene = np.asarray(canvas.image.resize((width, height), Image.Resampling.BOX), dtype=np.float32)
    heat, hot_spots = hot_joint_heat(random, canvas, scene, hot_joints)
    temperature = read_out(random, scene + heat)
    fitted = ambient_c - float(random.uniform(6, 12)), max(float(np.percentile(temperature, 99.8)), ambient_c + 18) + 1
    low, high = span_c or fitted
    picture = false_colour((temperature - low) / np.float32(high - low), palette)
    mask = np.zeros((height, width), dtype=np.bool_)
    if overlay:
        spot = spot_of(random, temperature)
        clock = f"{int(random.integers(6, 21)):02d}:{int(random.integers(60)):02d}:{int(random.integers(60)):02d}"
        marks = Overlay(palette, low, high, spot, bool(random.uniform() < 0.4), clock)
        picture, mask = burn_in(picture, temperature, marks)
    return ThermalRender(through_jpeg(picture, 90), temperature, hot_spots, mask, palette, seed)


def draw_thermal(random: Random, *, width: int = 320, height: int = 240) -> ThermalRender:
    """One picture of any subject, palette and state: for distillation and as a picture that is not a sheet."""
    palettes: tuple[PaletteName, ...] = ("iron", "rainbow", "rainbow", "white-hot")
    return render_thermal(
        int(random.integers(2**31)),
        subject=SUBJECTS[int(random.integers(len(SUBJECTS)))],
        hot_joints=int(random.integers(0, 3)),
        palette=palettes[int(random.integers(len(palettes)))],
        overlay=bool(random.uniform() < 0.7),
        width=width,
        height=height,
    )


def hot_joint_heat(random: Random, canvas: HeatCanvas, scene: Field, count: int) -> tuple[Field, Mask]:
    """(added degrees [H, W], mask where they exceed a third of the joint's excess). Heat spreads along the lead."""
    height, width = scene.shape
    y, x = (np.mgrid[0:height, 0:width].astype(np.float32) + 0.5) / height
    heat, mask = np.zeros_like(scene), np.zeros(scene.shape, dtype=np.bool_)
    for index in random.permutation(len(canvas.joints))[:count]:
        joint = canvas.joints[int(index)]
        excess, radius = float(random.uniform(20, 50)), float(random.uniform(0.03, 0.05))
        spot = excess * np.exp(-((np.hypot(x - joint[0], y - joint[1]) / radius) ** 2))
        lead = _along_lead(canvas, joint, x, y, excess, radius)
        added = np.maximum(spot, lead).astype(np.float32)
        heat, mask = np.maximum(heat, added), mask | (added > excess / 3)
    return heat, mask


def _along_lead(canvas: HeatCanvas, joint: Point, x: Field, y: Field, excess: float, radius: float) -> Field:
    """The lead that starts at the joint, warmed and cooling with distance."""
    for start, end in canvas.wires:
        if np.hypot(start[0] - joint[0], start[1] - joint[1]) < 0.02:
            direction = np.array(end) - np.array(start)
            length = float(np.hypot(*direction)) + 1e-6
            along = ((x - start[0]) * direction[0] + (y - start[1]) * direction[1]) / length
            aside = np.abs((x - start[0]) * direction[1] - (y - start[1]) * direction[0]) / length
            inside = (along > 0).astype(np.float32) * np.exp(-((aside / (0.45 * radius)) ** 2))
            return np.asarray(0.75 * excess * inside * np.exp(-np.maximum(along, 0) / (3 * radius)), dtype=np.float32)
    return np.zeros_like(x)


def read_out(random: Random, temperature: Field) -> Field:
    """A detector of 120 or 240 lines: optics blur, noise of 0.05-0.15 K, faint column pattern, enlarged to the picture."""
    height, width = temperature.shape
    lines = int(random.choice([120, 240]))
    rows, columns = min(lines, height), max(2, round(width * min(lines, height) / height))
    small = enlarge_box(temperature + 0.5 * smooth_noise(random, height, width, 10), rows, columns)
    blurred = soften(small, float(random.uniform(0.5, 1.0)))
    blurred += random.standard_normal(blurred.shape, dtype=np.float32) * np.float32(random.uniform(0.05, 0.15))
    blurred += random.standard_normal(columns).astype(np.float32) * np.float32(0.06)
    return enlarge_smoothly(blurred, height, width)


def enlarge_box(field: Field, height: int, width: int) -> Field:
    """Mean over boxes, to [height, width]."""
    return np.asarray(Image.fromarray(field).resize((width, height), Image.Resampling.BOX), dtype=np.float32)


def spot_of(random: Random, temperature: Field) -> Point:
    """The position of the cross-hair: near the hottest point, or the middle."""
    height, width = temperature.shape
    if random.uniform() < 0.4:
        return 0.5, 0.5
    row, column = np.unravel_index(int(temperature.argmax()), temperature.shape)
    return float(np.clip(column / width, 0.2, 0.8)), float(np.clip(row / height, 0.2, 0.8))
