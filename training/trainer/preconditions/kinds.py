"""Real pictures of other kinds, split into those that the preconditions learn from and those that test them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from trainer.arrays import ByteArray

PICTURES = {".jpg", ".jpeg", ".png", ".bmp"}
SHRUNK_PX = 640


@dataclass(frozen=True)
class Kind:
    """Paths of one kind: `taught` for learning, `tested` for measuring; a scene or an object is in one of them only."""

    taught: list[Path]
    tested: list[Path]


def pictures_in(data: Path, *patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in data.glob(pattern) if path.suffix.lower() in PICTURES)


def alternating(paths: list[Path], most: int, seed: int) -> Kind:
    """Every second picture is tested; at most `most` of each side, drawn by `seed`."""
    return Kind(drawn(paths[::2], most, seed), drawn(paths[1::2], most, seed + 1))


def drawn(paths: list[Path], most: int, seed: int) -> list[Path]:
    order = np.random.default_rng(seed).permutation(len(paths))[:most]
    return [paths[at] for at in sorted(order)]


def halves(paths: list[Path], most: int, seed: int) -> Kind:
    """The first half by name is taught: neighbouring numbers show the same scene."""
    middle = len(paths) // 2
    return Kind(drawn(paths[:middle], most, seed), drawn(paths[middle:], most, seed + 1))


def by_fruit(paths: list[Path], most: int, seed: int) -> Kind:
    """Fruits by the letters of their names; every second one is tested."""
    fruit_of = {path: "".join(letter for letter in path.stem if letter.isalpha()) for path in paths}
    tested = set(sorted(set(fruit_of.values()))[1::2])
    taught = [path for path in paths if fruit_of[path] not in tested]
    return Kind(drawn(taught, most, seed), drawn([path for path in paths if fruit_of[path] in tested], most, seed + 1))


def other_kinds(data: Path, seed: int, most: int = 300) -> dict[str, Kind]:
    """Ordinary photos and thermal pictures of other things. Tiles, steel and half of the substations are not learned from."""
    none: list[Path] = []
    return {
        "clothing": alternating(pictures_in(data, "photos/clothing/**/*"), most, seed),
        "trashnet": alternating(pictures_in(data, "photos/trashnet/**/*"), most, seed),
        "tomatoes": by_fruit(pictures_in(data, "tomato-freshness/*/*"), most, seed),
        "tiles": Kind(none, drawn(pictures_in(data, "magnetic-tile/free/*.jpg", "magnetic-tile/crack/*.jpg"), most, seed)),
        "steel": Kind(none, drawn(pictures_in(data, "steel-classes/*/*"), most, seed)),
        "substations": halves(pictures_in(data, "substation-thermal/unboxed/*"), most, seed),
        "substations with hot spots": Kind(none, pictures_in(data, "substation-thermal/hot-spot/*")),
    }


def read_shrunk(path: Path) -> ByteArray:
    """An upright picture of at most about SHRUNK_PX: a phone photo needs no more to be recognised as one."""
    with Image.open(path) as opened:
        opened.draft("RGB", (SHRUNK_PX, SHRUNK_PX))
        upright = ImageOps.exif_transpose(opened).convert("RGB")
        upright.thumbnail((2 * SHRUNK_PX, 2 * SHRUNK_PX), Image.Resampling.BILINEAR)
        return np.asarray(upright)
