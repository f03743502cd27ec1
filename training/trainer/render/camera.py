"""From linear light to a phone's picture file: perspective, white balance, blur, noise, JPEG."""

from io import BytesIO

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

from trainer.arrays import DoubleArray
from trainer.render.noise import unit_grid
from trainer.render.types import Field, Light, Picture, Random

Quad = DoubleArray
"""[4, 2] corners (x, y) in pixels: top left, top right, bottom right, bottom left."""


def perspective_coefficients(quad: Quad, width: int, height: int) -> list[float]:
    """PIL's 8 coefficients that map picture pixels inside `quad` to a width x height texture."""
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)
    rows, values = [], []
    for (x, y), (u, v) in zip(quad, corners, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        values.extend([u, v])
    return [float(c) for c in np.linalg.solve(np.array(rows), np.array(values))]


def warp(texture: Image.Image, quad: Quad, size: tuple[int, int], sampling: Image.Resampling) -> Image.Image:
    """The texture laid into `quad` of a picture of `size` (width, height); zero outside."""
    coefficients = perspective_coefficients(quad, *texture.size)
    return texture.transform(size, Image.Transform.PERSPECTIVE, coefficients, sampling)


def to_display(light: Field) -> Field:
    """Linear 0.. to display 0..1: a soft shoulder above 0.8, then gamma 2.2."""
    over = np.maximum(light - 0.8, 0)
    soft = np.minimum(light, 0.8) + over / (1 + 2.5 * over)
    return np.asarray(np.clip(soft, 0, 1) ** np.float32(1 / 2.2), dtype=np.float32)


def to_light(display: Field) -> Field:
    """Display 0..1 to linear, gamma 2.2."""
    return display ** np.float32(2.2)


def white_balance(light: Light, warmth: float) -> Light:
    """`warmth` above 0 is a warmer picture: red up and blue down by that share."""
    return light * np.array([1 + warmth, 1.0, 1 - 1.2 * warmth], dtype=np.float32)


def expose(random: Random, light: Light) -> Light:
    """A phone's automatic exposure: scales the mean luma to about 0.26 linear, with random variation."""
    luma = float(light.mean())
    gain = (0.26 / max(luma, 1e-3)) ** 0.45 * float(np.exp(random.normal(0, 0.1)))
    return light * np.float32(gain)


def photograph(
    random: Random, light: Light, *, warmth: float, contrast: float, blur_px: float, noise: float, jpeg_quality: int
) -> Picture:
    """[H, W, 3] linear light to an 8-bit sRGB picture after JPEG compression."""
    height, width = light.shape[:2]
    u, v = unit_grid(height, width)
    vignette = 1 - 0.35 * float(random.uniform(0, 1)) * ((u - 0.5) ** 2 + (v - 0.5) ** 2)
    display = to_display(white_balance(expose(random, light * vignette[..., None]), warmth))
    display = np.clip((display - 0.5) * np.float32(contrast) + 0.5, 0, 1)
    if blur_px > 0.2:
        display = gaussian_filter(display, (blur_px, blur_px, 0), mode="nearest", truncate=3.0)
    grain = random.standard_normal(display.shape, dtype=np.float32) * np.float32(noise)
    pixels = np.clip((display + grain) * 255 + 0.5, 0, 255).astype(np.uint8)
    return through_jpeg(pixels, jpeg_quality)


def through_jpeg(pixels: Picture, quality: int) -> Picture:
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(buffer).convert("RGB"))
