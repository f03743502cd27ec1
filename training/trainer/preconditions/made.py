"""Pictures that must be refused, made by our own code: kinds of bad frames, and copies in other palettes."""

from collections.abc import Callable, Iterator

import numpy as np
from scipy.ndimage import gaussian_filter

from trainer.arrays import ByteArray, DoubleArray
from trainer.preconditions.measures import luma
from trainer.render.palettes import PaletteName, false_colour
from trainer.render.thermal import SUBJECTS, render_thermal

WIDTH, HEIGHT = 320, 240
Maker = Callable[[np.random.Generator], ByteArray]


def scene(random: np.random.Generator, palette: PaletteName = "rainbow") -> ByteArray:
    """A rendered picture of any subject."""
    at = int(random.integers(len(SUBJECTS)))
    seed, joints = int(random.integers(1 << 30)), int(random.integers(2))
    return render_thermal(seed, subject=SUBJECTS[at], hot_joints=joints, palette=palette, width=WIDTH, height=HEIGHT).picture


def noisy(random: np.random.Generator, colour: float | DoubleArray, deviation: float) -> ByteArray:
    frame = np.broadcast_to(np.asarray(colour, np.float64), (HEIGHT, WIDTH, 3))
    return np.clip(frame + random.normal(0, deviation, (HEIGHT, WIDTH, 3)) + 0.5, 0, 255).astype(np.uint8)


def lens_cap(random: np.random.Generator) -> ByteArray:
    return noisy(random, float(random.uniform(0, 12)), float(random.uniform(0, 3)))


def flat_grey(random: np.random.Generator) -> ByteArray:
    return noisy(random, float(random.uniform(20, 240)), float(random.uniform(0, 2)))


def flat_colour(random: np.random.Generator) -> ByteArray:
    return noisy(random, random.uniform(0, 255, 3), float(random.uniform(0, 3)))


def grey_noise(random: np.random.Generator) -> ByteArray:
    return np.repeat(random.integers(0, 256, (HEIGHT, WIDTH, 1), dtype=np.uint8), 3, axis=2)


def colour_noise(random: np.random.Generator) -> ByteArray:
    return random.integers(0, 256, (HEIGHT, WIDTH, 3), dtype=np.uint8)


def blurred(random: np.random.Generator) -> ByteArray:
    """A scene out of focus: nothing smaller than a tenth of the picture is left."""
    spread = float(random.uniform(10, 24))
    smooth = gaussian_filter(scene(random).astype(np.float64), (spread, spread, 0))
    return np.asarray(np.clip(smooth + 0.5, 0, 255), np.uint8)


def grey_copy(random: np.random.Generator) -> ByteArray:
    return greyscale(scene(random))


def white_hot(random: np.random.Generator) -> ByteArray:
    return scene(random, "white-hot")


def black_hot(random: np.random.Generator) -> ByteArray:
    return np.asarray(255 - scene(random, "white-hot"), np.uint8)


def raw_grey(random: np.random.Generator) -> ByteArray:
    """Centikelvin of 16 bits as a host shows them in 8: a narrow range of one grey."""
    kelvin = luma(scene(random, "white-hot").astype(np.float32)) / 255 * random.uniform(20, 60) + random.uniform(270, 300)
    return np.repeat((kelvin * 100 / 65535 * 255).astype(np.uint8)[..., None], 3, axis=2)


MADE: dict[str, Maker] = {
    "lens cap": lens_cap,
    "flat grey": flat_grey,
    "flat colour": flat_colour,
    "grey noise": grey_noise,
    "colour noise": colour_noise,
    "blurred": blurred,
    "grey copy": grey_copy,
    "white-hot": white_hot,
    "black-hot": black_hot,
    "raw grey": raw_grey,
}


def made_pictures(seed: int, each: int) -> Iterator[tuple[str, ByteArray]]:
    """`each` pictures of every kind."""
    for at, (name, make) in enumerate(MADE.items()):
        for number in range(each):
            yield name, make(np.random.default_rng((seed, 71, at, number)))


def greyscale(picture: ByteArray) -> ByteArray:
    """A copy in the luma of the picture."""
    return np.repeat((luma(picture.astype(np.float32)) + 0.5).astype(np.uint8)[..., None], 3, axis=2)


def recoloured(picture: ByteArray) -> ByteArray:
    """A picture in the iron palette, of which the luma rises with the temperature, in the rainbow palette."""
    share = luma(picture.astype(np.float32)) / 255
    return false_colour(share.astype(np.float32), "rainbow")
