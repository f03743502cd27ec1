"""Made pictures of textures, regular patterns and parts, without and with one small defect, on which no recipe was chosen."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from trainer.arrays import ByteArray, FloatArray

SIDE = 448
"""Pixels of a picture."""
Random = np.random.Generator
Surface = Callable[[Random], Image.Image]
Defect = Callable[[Image.Image, Random], Image.Image]


def clouds(random: Random, cells: int) -> FloatArray:
    """Smooth noise [SIDE, SIDE] of deviation 1 with this many swells along each side."""
    coarse = Image.fromarray(random.normal(size=(cells, cells)).astype(np.float32))
    return np.asarray(coarse.resize((SIDE, SIDE), Image.Resampling.BICUBIC), np.float32)


def grain(random: Random, deviation: float) -> FloatArray:
    return np.asarray(random.normal(size=(SIDE, SIDE)) * deviation, np.float32)


def shown(tone: FloatArray, colour: tuple[int, int, int]) -> Image.Image:
    """A tone [SIDE, SIDE] around 0 as a picture around `colour`."""
    pixels = np.asarray(colour, np.float32) + tone[..., None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def places() -> tuple[FloatArray, FloatArray]:
    """Row and column [SIDE, SIDE] of each pixel, from 0 to 1."""
    down, across = np.mgrid[:SIDE, :SIDE].astype(np.float32) / SIDE
    return down, across


def leather(random: Random) -> Image.Image:
    pores = np.minimum(clouds(random, 60), 0) * 22
    return shown(pores + clouds(random, 6) * 5 + grain(random, 3), (120, 74, 48))


def paper(random: Random) -> Image.Image:
    return shown(clouds(random, 90) * 4 + clouds(random, 12) * 3 + grain(random, 2), (206, 198, 180))


def wood(random: Random) -> Image.Image:
    down, _ = places()
    rings = np.sin(60 * down + 2.5 * clouds(random, 5) + 6 * random.random())
    return shown(14 * rings + clouds(random, 70) * 5 + grain(random, 2), (168, 122, 78))


def cloth(random: Random) -> Image.Image:
    down, across = places()
    threads = np.sin(2 * np.pi * (64 * across + random.random())) * np.sin(2 * np.pi * (64 * down + random.random()))
    return shown(26 * threads + clouds(random, 8) * 5 + grain(random, 4), (92, 104, 130))


def perforated(random: Random) -> Image.Image:
    down, across = places()
    row, column = 14 * down + random.random(), 14 * across + random.random()
    holes = np.hypot(row % 1 - 0.5, column % 1 - 0.5) < 0.28
    return shown(np.where(holes, -90, clouds(random, 9) * 6) + grain(random, 3), (158, 160, 164))


def bricks(random: Random) -> Image.Image:
    down, across = places()
    row = 9 * down + random.random()
    column = 5 * across + 0.5 * (np.floor(row) % 2) + random.random()
    joints = (row % 1 < 0.12) | (column % 1 < 0.07)
    each = random.normal(size=(12, 9)) * 9
    tone = each[np.floor(row).astype(int), np.floor(column).astype(int)]
    return shown(np.where(joints, 50, tone + clouds(random, 50) * 6) + grain(random, 3), (142, 82, 66))


def part(random: Random, draw: Callable[[ImageDraw.ImageDraw], None]) -> Image.Image:
    """A part drawn on a plate, slightly turned and moved, in slightly different light."""
    plate = shown(clouds(random, 4) * 4 + grain(random, 2), (58, 62, 66))
    drawn = Image.new("RGB", (2 * SIDE, 2 * SIDE), (0, 0, 0))
    draw(ImageDraw.Draw(drawn))
    across, down = (int(at) for at in random.integers(-12, 13, 2))
    turned = drawn.rotate(random.uniform(-4, 4), Image.Resampling.BICUBIC, translate=(across, down))
    small = turned.resize((SIDE, SIDE), Image.Resampling.BOX)
    metal = np.asarray(small, np.float32)
    cover = np.clip(metal.max(axis=2, keepdims=True) / 30, 0, 1)
    lit = metal * random.uniform(0.94, 1.06) + (clouds(random, 7) * 5 + grain(random, 3))[..., None]
    return Image.fromarray(np.clip(np.asarray(plate) * (1 - cover) + lit * cover, 0, 255).astype(np.uint8))


def washer(random: Random) -> Image.Image:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.ellipse((148, 148, 748, 748), fill=(176, 178, 182), outline=(120, 122, 126), width=14)
        pen.ellipse((318, 318, 578, 578), fill=(0, 0, 0), outline=(120, 122, 126), width=12)

    return part(random, draw)


def plug(random: Random) -> Image.Image:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.rounded_rectangle((168, 118, 728, 778), 70, fill=(190, 150, 60), outline=(130, 96, 30), width=12)
        for row in range(3):
            for column in range(3):
                x, y = 278 + 170 * column, 258 + 190 * row
                pen.ellipse((x - 44, y - 44, x + 44, y + 44), fill=(48, 44, 40), outline=(220, 190, 110), width=8)

    return part(random, draw)


def board(random: Random) -> Image.Image:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.rectangle((98, 98, 798, 798), fill=(34, 92, 58))
        for row in range(8):
            pen.line((118, 138 + 84 * row, 778, 138 + 84 * row), fill=(70, 140, 90), width=8)
        for x, y, w, h in ((178, 178, 200, 150), (498, 218, 180, 220), (218, 518, 260, 120), (578, 578, 120, 120)):
            pen.rectangle((x, y, x + w, y + h), fill=(36, 36, 40), outline=(170, 170, 174), width=8)
            pen.line((x + 30, y + 30, x + 90, y + 30), fill=(210, 210, 210), width=8)

    return part(random, draw)


def middle(random: Random) -> tuple[float, float]:
    """Where a defect lies, px: on every part, away from the border."""
    angle, radius = random.uniform(0, 2 * np.pi), random.uniform(0.2, 0.28) * SIDE
    return SIDE / 2 + radius * np.cos(angle), SIDE / 2 + radius * np.sin(angle)


def marked(picture: Image.Image, draw: Callable[[ImageDraw.ImageDraw], None], tone: float, soft: float) -> Image.Image:
    """The picture with what is drawn (255 = whole) moved by `tone`."""
    mask = Image.new("L", picture.size, 0)
    draw(ImageDraw.Draw(mask))
    share = np.asarray(mask.filter(ImageFilter.GaussianBlur(soft)), np.float32)[..., None] / 255
    return Image.fromarray(np.clip(np.asarray(picture) + tone * share, 0, 255).astype(np.uint8))


def speck(picture: Image.Image, random: Random) -> Image.Image:
    """Dark or bright, 1-2 % of the side."""
    (x, y), r = middle(random), SIDE * random.uniform(0.005, 0.01)
    tone = random.choice([-1, 1]) * random.uniform(50, 90)
    return marked(picture, lambda pen: pen.ellipse((x - r, y - r, x + r, y + r), fill=255), tone, 0.8)


def scratch(picture: Image.Image, random: Random) -> Image.Image:
    """A line of 2 px, 10-25 % of the side long."""
    (x, y), angle, length = middle(random), random.uniform(0, np.pi), SIDE * random.uniform(0.05, 0.125)
    dx, dy = length * np.cos(angle), length * np.sin(angle)
    tone = random.choice([-1, 1]) * random.uniform(45, 80)
    return marked(picture, lambda pen: pen.line((x - dx, y - dy, x + dx, y + dy), fill=255, width=2), tone, 0.5)


def hole(picture: Image.Image, random: Random) -> Image.Image:
    """A dark disc of 4-8 % of the side with a bright rim."""
    (x, y), r = middle(random), SIDE * random.uniform(0.02, 0.04)
    rim = marked(picture, lambda pen: pen.ellipse((x - r - 2, y - r - 2, x + r + 2, y + r + 2), fill=255), 35, 1)
    return marked(rim, lambda pen: pen.ellipse((x - r, y - r, x + r, y + r), fill=255), -110, 1)


def stain(picture: Image.Image, random: Random) -> Image.Image:
    """A faint soft patch of 10-20 % of the side."""
    (x, y), r = middle(random), SIDE * random.uniform(0.05, 0.1)
    tone = random.choice([-1, 1]) * random.uniform(18, 30)
    return marked(picture, lambda pen: pen.ellipse((x - r, y - 0.7 * r, x + r, y + 0.7 * r), fill=255), tone, r / 4)


def shifted(picture: Image.Image, random: Random) -> Image.Image:
    """A square of 8-14 % of the side that is turned by a right angle: the same tones in another order."""
    (x, y), side = middle(random), int(SIDE * random.uniform(0.08, 0.14))
    box = (int(x) - side // 2, int(y) - side // 2, int(x) - side // 2 + side, int(y) - side // 2 + side)
    moved = picture.copy()
    moved.paste(picture.crop(box).transpose(Image.Transpose.ROTATE_90), box)
    return moved


SURFACES: dict[str, Surface] = {
    "leather": leather,
    "paper": paper,
    "wood": wood,
    "cloth": cloth,
    "perforated": perforated,
    "bricks": bricks,
    "washer": washer,
    "plug": plug,
    "board": board,
}
DEFECTS: dict[str, Defect] = {"speck": speck, "scratch": scratch, "hole": hole, "stain": stain, "turned square": shifted}


@dataclass(frozen=True)
class MadeSet:
    """Pictures [SIDE, SIDE, 3] without a defect, and with one of each kind in turn."""

    normal: list[ByteArray]
    faulty: list[ByteArray]


def made_set(surface: Surface, normals: int, of_each: int, seed: int) -> MadeSet:
    random = np.random.default_rng(seed)
    clean = [np.asarray(surface(random)) for _ in range(normals)]
    faulty = [np.asarray(defect(surface(random), random)) for _ in range(of_each) for defect in DEFECTS.values()]
    return MadeSet(clean, faulty)
