"""Training crops: photos, photos recoloured like a thermal camera's, and rendered textures.

Every random number comes from the generator that is passed in. Pictures are float32 [H, W, 3], 0-255.
"""

import numpy as np
from PIL import Image

from trainer.arrays import FloatArray
from trainer.backbone.config import DistilConfig
from trainer.backbone.photos import Pixels
from trainer.preprocess import IMAGENET_MEAN, IMAGENET_STD

Random = np.random.Generator
Stops = list[tuple[int, int, int]]

LUMA = np.array([0.299, 0.587, 0.114], np.float32)
IRON: Stops = [(0, 0, 0), (30, 0, 90), (120, 0, 160), (200, 30, 110), (240, 100, 20), (255, 190, 30), (255, 255, 220)]
RAINBOW: Stops = [(0, 0, 60), (0, 0, 200), (0, 180, 220), (30, 200, 60), (240, 230, 30), (240, 60, 20), (255, 240, 240)]
WHITE_HOT: Stops = [(0, 0, 0), (255, 255, 255)]
BLACK_HOT: Stops = [(255, 255, 255), (0, 0, 0)]
ARCTIC: Stops = [(10, 20, 80), (40, 90, 220), (120, 120, 130), (230, 160, 40), (255, 230, 120)]
PALETTES = [IRON, RAINBOW, IRON, RAINBOW, WHITE_HOT, BLACK_HOT, ARCTIC]
"""Colours from cold to hot, approximating the common palettes of thermal cameras; the two most common are listed twice."""


def training_batch(photos: Pixels, config: DistilConfig, random: Random) -> FloatArray:
    """[batch, 3, crop, crop], normalised for the teacher."""
    crops = [normalise(training_crop(photos, config, random)) for _ in range(config.batch)]
    return np.ascontiguousarray(np.stack(crops), np.float32)


def normalise(picture: FloatArray) -> FloatArray:
    mean, std = np.array(IMAGENET_MEAN, np.float32), np.array(IMAGENET_STD, np.float32)
    return np.asarray(((picture / 255 - mean) / std).transpose(2, 0, 1), np.float32)


def training_crop(photos: Pixels, config: DistilConfig, random: Random) -> FloatArray:
    """One augmented picture [crop, crop, 3]: a texture, or a photo as it is, thermal, jittered or grey; flipped at random."""
    if random.random() < config.texture_share:
        picture = render_texture(config.crop_px, random)
    else:
        picture = recolour(photo_crop(photos, config.crop_px, random), config.thermal_share, random)
    if random.random() < 0.5:
        picture = picture[:, ::-1]
    return picture[::-1] if random.random() < 0.3 else picture


def photo_crop(photos: Pixels, side: int, random: Random) -> FloatArray:
    """A square of random position and extent (from half the crop's side to the whole photo), resized to `side`."""
    photo = photos[random.integers(len(photos))]
    extent = int(random.uniform(side // 2, photo.shape[0]))
    y, x = random.integers(0, photo.shape[0] - extent + 1, 2)
    square = Image.fromarray(photo[y : y + extent, x : x + extent])
    return np.asarray(square.resize((side, side), Image.Resampling.BILINEAR), np.float32)


def recolour(picture: FloatArray, thermal_share: float, random: Random) -> FloatArray:
    draw = random.random()
    if draw < thermal_share:
        return see_as_thermal(picture, random)
    if draw < thermal_share + 0.35:
        contrast, brightness, tint = random.uniform(0.6, 1.3), random.uniform(0.6, 1.3), random.uniform(0.85, 1.15, 3)
        return np.clip((picture - 128) * contrast + 128 * brightness * tint, 0, 255).astype(np.float32)
    if draw < thermal_share + 0.40:
        return np.repeat(picture.mean(-1, keepdims=True), 3, -1)
    return picture


def see_as_thermal(picture: FloatArray, random: Random) -> FloatArray:
    """Luminance stretched to the palette's range as heat, with hot spots, coloured with a random palette."""
    heat = picture @ LUMA
    low, high = np.percentile(heat, [1, 99])
    heat = np.clip((heat - low) / (high - low + 1e-3), 0, 1)
    heat = heat ** random.uniform(0.5, 1.8)
    if random.random() < 0.5:
        heat = add_hot_spots(heat, random)
    stops = np.asarray(PALETTES[random.integers(len(PALETTES))], np.float32)
    at = np.linspace(0, 1, len(stops))
    return np.stack([np.interp(heat, at, stops[:, c]) for c in range(3)], -1).astype(np.float32)


def add_hot_spots(heat: FloatArray, random: Random) -> FloatArray:
    side = heat.shape[0]
    yy, xx = np.mgrid[:side, :side]
    for _ in range(random.integers(1, 4)):
        cy, cx = random.uniform(0, side, 2)
        radius = random.uniform(2, 16)
        dim, peak = random.uniform(0.6, 1), random.uniform(0.3, 1.0)
        spot = np.exp(-((yy - cy) ** 2 + (xx - cx) ** 2) / (2 * radius * radius))
        heat = np.clip(heat * dim + peak * spot, 0, 1)
    return heat


def render_texture(side: int, random: Random) -> FloatArray:
    """A rendered surface: wavy ribs, coarse and fine noise, a few soft spots."""
    y, x = np.mgrid[:side, :side].astype(np.float32)
    angle = random.uniform(0, np.pi)
    along, frequency = x * np.cos(angle) + y * np.sin(angle), random.uniform(0.05, 0.8)
    base, ribs = random.uniform(40, 220, 3), random.uniform(5, 50)
    cells = random.normal(size=(random.integers(3, 40),) * 2).astype(np.float32)
    clouds = np.asarray(Image.fromarray(cells).resize((side, side), Image.Resampling.BICUBIC))
    wave = np.sin(along * frequency + clouds * random.uniform(0, 2))
    tone = ribs * wave + clouds * random.uniform(0, 30) + random.normal(size=(side, side)) * random.uniform(0, 8)
    picture = base + tone[..., None] * random.uniform(0.6, 1.4, 3)
    for _ in range(random.integers(0, 8)):
        cy, cx, radius = random.uniform(0, side), random.uniform(0, side), random.uniform(1, 12)
        spot = np.exp(-((y - cy) ** 2 + (x - cx) ** 2) / (2 * radius * radius))
        picture += spot[..., None] * random.uniform(-120, 120, 3)
    return np.asarray(np.clip(picture, 0, 255), np.float32)
