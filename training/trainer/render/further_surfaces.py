"""More made surfaces, written after the recipe of `surface` 0.5.0 was chosen: nothing was chosen on them."""

import numpy as np
from PIL import Image, ImageDraw

from trainer.render.made_surfaces import Random, Surface, clouds, grain, part, places, shown


def mesh(random: Random) -> Image.Image:
    """Crossed wires with gaps, slightly turned from picture to picture."""
    down, across = places()
    angle = random.uniform(-0.05, 0.05)
    along, beside = across + angle * down, down - angle * across
    wires = np.maximum(np.abs(np.sin(np.pi * 18 * along + 6 * random.random())), np.abs(np.sin(np.pi * 18 * beside)))
    return shown(np.where(wires > 0.9, 55, -25) + grain(random, 3), (96, 98, 100))


def terrazzo(random: Random) -> Image.Image:
    """Chips of several sizes and tones in a light ground."""
    chips = np.where(clouds(random, 40) > 1.1, -60, 0) + np.where(clouds(random, 22) > 1.4, 38, 0)
    return shown(chips + clouds(random, 6) * 3 + grain(random, 3), (182, 174, 162))


def brushed(random: Random) -> Image.Image:
    """Metal with fine lines along it, lit from elsewhere in each picture."""
    _, across = places()
    lines = random.normal(size=(448, 1)) * 9
    light = 20 * np.cos(3 * (across - random.random()))
    return shown(lines + light + clouds(random, 5) * 3 + grain(random, 3), (150, 152, 156))


def knit(random: Random) -> Image.Image:
    """Rows of loops."""
    down, across = places()
    loops = np.sin(2 * np.pi * (30 * across + 0.25 * np.sin(2 * np.pi * 26 * down)) + 6 * random.random())
    rows = np.abs(np.sin(np.pi * 26 * down + 6 * random.random()))
    return shown(22 * loops * rows + clouds(random, 10) * 4 + grain(random, 4), (128, 62, 74))


def tablet(random: Random) -> Image.Image:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.ellipse((178, 278, 718, 618), fill=(224, 220, 212), outline=(190, 186, 178), width=16)
        pen.line((448, 298, 448, 598), fill=(186, 182, 174), width=12)

    return part(random, draw)


def gear(random: Random) -> Image.Image:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        for tooth in range(16):
            angle = 2 * np.pi * tooth / 16
            x, y = 448 + 300 * np.cos(angle), 448 + 300 * np.sin(angle)
            pen.ellipse((x - 38, y - 38, x + 38, y + 38), fill=(150, 148, 144))
        pen.ellipse((148, 148, 748, 748), fill=(150, 148, 144), outline=(110, 108, 104), width=10)
        pen.ellipse((388, 388, 508, 508), fill=(0, 0, 0), outline=(110, 108, 104), width=10)

    return part(random, draw)


FURTHER: dict[str, Surface] = {
    "mesh": mesh,
    "terrazzo": terrazzo,
    "brushed metal": brushed,
    "knit": knit,
    "tablet": tablet,
    "gear": gear,
}
