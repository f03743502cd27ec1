"""Overlays that thermal cameras draw into their pictures: colour bar, span, cross-hair, spot temperature, clock."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from trainer.render.palettes import PaletteName, false_colour
from trainer.render.types import Field, Mask, Picture


@dataclass(frozen=True)
class Overlay:
    """`spot` is (x, y) of the cross-hair in shares of the picture; the bar stands left or right."""

    palette: PaletteName
    low_c: float
    high_c: float
    spot: tuple[float, float]
    bar_on_right: bool
    clock: str


def burn_in(picture: Picture, temperature: Field, overlay: Overlay) -> tuple[Picture, Mask]:
    """(picture with the overlay, mask of the pixels it changed). `temperature` [H, W] in degrees Celsius."""
    canvas = Image.fromarray(picture)
    draw = ImageDraw.Draw(canvas, "RGBA")
    width, height = canvas.size
    unit = height / 240
    _bar(canvas, draw, overlay, unit)
    x, y = overlay.spot[0] * width, overlay.spot[1] * height
    _cross(draw, x, y, unit)
    reading = float(temperature[min(int(y), height - 1), min(int(x), width - 1)])
    _label(draw, (8 * unit, 7 * unit), f"{reading:.1f}°C", 12 * unit)
    _label(draw, (width - 74 * unit, height - 20 * unit), overlay.clock, 9 * unit)
    burnt = np.asarray(canvas)
    return burnt, np.any(burnt != picture, axis=2)


def _bar(canvas: Image.Image, draw: ImageDraw.ImageDraw, overlay: Overlay, unit: float) -> None:
    width, height = canvas.size
    left = round(width - 16 * unit) if overlay.bar_on_right else round(10 * unit)
    top, bottom, broad = round(50 * unit), round(height - 44 * unit), max(2, round(6 * unit))
    shares = np.linspace(1, 0, bottom - top, dtype=np.float32)[:, None].repeat(broad, axis=1)
    draw.rectangle((left - 1, top - 1, left + broad, bottom), outline=(235, 235, 235, 255))
    canvas.paste(Image.fromarray(false_colour(shares, overlay.palette)), (left, top))
    text_left = left - 26 * unit if overlay.bar_on_right else left - 2 * unit
    _label(draw, (text_left, top - 17 * unit), f"{overlay.high_c:.1f}", 9 * unit)
    _label(draw, (text_left, bottom + 5 * unit), f"{overlay.low_c:.1f}", 9 * unit)


def _cross(draw: ImageDraw.ImageDraw, x: float, y: float, unit: float) -> None:
    ring, reach, gap = 6 * unit, 10 * unit, 3 * unit
    stroke = max(1, round(1.2 * unit))
    draw.ellipse((x - ring, y - ring, x + ring, y + ring), outline=(250, 250, 250, 255), width=stroke)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        line = (x + dx * gap, y + dy * gap, x + dx * reach, y + dy * reach)
        draw.line(line, fill=(250, 250, 250, 255), width=stroke)


def _label(draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size_px: float) -> None:
    font = ImageFont.load_default(size=max(6, size_px))
    box = draw.textbbox(at, text, font=font)
    pad = size_px * 0.35
    draw.rounded_rectangle((box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad), radius=pad, fill=(10, 12, 20, 170))
    draw.text(at, text, font=font, fill=(245, 245, 245, 255))
