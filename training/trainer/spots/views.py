"""Augmented views of a marked picture: unchanged, mirrored, and crops at other scales, proportions and colours."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from trainer.arrays import BoolArray, ByteArray

PARTS = 6
"""Number of random crops of each real picture; every other one is recoloured."""
SMALLEST_PART = 0.5


@dataclass(frozen=True)
class Marked:
    """A picture with the mask [H, W] of marked pixels, and its origin; "" is a render."""

    picture: ByteArray
    mask: BoolArray
    weight: float
    origin: str


def views_of(marked: Marked, seed: int) -> Iterator[Marked]:
    """The picture itself first; for real ones with a weight also its mirror image and crops."""
    yield marked
    if marked.origin and marked.weight > 0:
        yield mirrored(marked)
        for at in range(PARTS):
            random = np.random.default_rng((seed, 53, at))
            part = part_of(marked, random)
            turned = mirrored(part) if random.uniform() < 0.5 else part
            yield replace(turned, picture=other_colours(turned.picture, random)) if at % 2 else turned


def mirrored(marked: Marked) -> Marked:
    return replace(marked, picture=np.ascontiguousarray(marked.picture[:, ::-1]), mask=marked.mask[:, ::-1])


def part_of(marked: Marked, random: np.random.Generator) -> Marked:
    """A random crop, 50 to 100 % of each side, with slightly changed proportions."""
    size, aspect = random.uniform(SMALLEST_PART, 1), np.exp(random.normal(0, 0.1))
    high, wide = min(1.0, size * aspect), min(1.0, size / aspect)
    top, left = random.uniform(0, 1 - high), random.uniform(0, 1 - wide)

    def cut(shape: tuple[int, ...]) -> tuple[slice, slice]:
        rows, columns = shape[:2]
        return slice(int(top * rows), round((top + high) * rows)), slice(int(left * columns), round((left + wide) * columns))

    return replace(marked, picture=marked.picture[cut(marked.picture.shape)], mask=marked.mask[cut(marked.mask.shape)])


def other_colours(picture: ByteArray, random: np.random.Generator) -> ByteArray:
    """Gamma, brightness and channel balance, each changed by a few percent."""
    gains = random.uniform(0.85, 1.1) * random.uniform(0.93, 1.07, 3)
    shares = (picture / 255) ** np.exp(random.normal(0, 0.12)) * gains
    return np.asarray(np.clip(shares, 0, 1) * 255 + 0.5, np.uint8)
