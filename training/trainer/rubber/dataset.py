"""The rubber dataset: rendered sheets with grades by rule, and pictures that are not sheets.

[Note: style split] Training sheets are drawn with `render.style.TRAINING`, held-out ones with HELD_OUT; the two share no rib
pitch, rib angle, light, colour temperature, lens or background. Photos are split by SHA-256 of the file.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from trainer.render.drying_line import render_drying_line
from trainer.render.sheet import SheetRender, render_sheet
from trainer.render.style import HELD_OUT, TRAINING, StyleRange, draw_style
from trainer.render.textures import render_non_sheet
from trainer.render.thermal import draw_thermal
from trainer.render.types import Picture, Random
from trainer.rubber.cells import Cells, cells_of
from trainer.rubber.recipe import draw_requests
from trainer.rubber.rules import GRADES, Grade, grade_of, is_clear

CLEAR_MARGIN = 0.12
"""Sheets within 12 % of a limit are not used: their grade is not clear from a picture."""
TEST_SHARE = 0.25
SIDE_PX = 256
_ATTEMPTS = 60


@dataclass(frozen=True)
class Sample:
    """`label` indexes `rules.LABELS`; `source` is the origin of the picture; `cells`, only for rendered sheets, their content."""

    picture: Picture
    label: int
    source: str
    cells: Cells | None = None


def training_sheets(seed: int, count: int) -> Iterator[Sample]:
    return _sheets(seed, count, TRAINING)


def held_out_sheets(seed: int, count: int) -> Iterator[Sample]:
    return _sheets(seed, count, HELD_OUT)


def _sheets(seed: int, count: int, style_range: StyleRange) -> Iterator[Sample]:
    """Grades in turn, so that they are balanced to within one."""
    salt = int.from_bytes(style_range.name.encode()[:4], "big")
    for index in range(count):
        grade = GRADES[index % len(GRADES)]
        render = sheet_of_grade(np.random.default_rng((seed, salt, index)), grade, style_range)
        yield Sample(render.picture, GRADES.index(grade), f"render/{style_range.name}", cells_of(render))


def sheet_of_grade(random: Random, grade: Grade, style_range: StyleRange, *, side_px: int = SIDE_PX) -> SheetRender:
    """Render until the rules, read from the masks that are visible, give the wanted grade with a margin."""
    for _ in range(_ATTEMPTS):
        style, requests = draw_style(random, style_range), draw_requests(random, grade)
        render = render_sheet(int(random.integers(2**31)), style, requests, width=side_px, height=side_px)
        amounts = render.amounts()
        if grade_of(amounts) == grade and is_clear(amounts, CLEAR_MARGIN):
            return render
    raise RuntimeError(f"no clear {grade} sheet in {_ATTEMPTS} renders of style range {style_range.name}")


def drying_lines(seed: int, count: int) -> Iterator[Sample]:
    """Pale sheets on a line outdoors, half of them clean, like photos taken before smoking."""
    for index in range(count):
        random = np.random.default_rng((seed, 79, index))
        wanted = GRADES[index // 2 % len(GRADES)] if index % 2 else GRADES[0]
        style, requests = draw_style(random, TRAINING), draw_requests(random, wanted)
        width = SIDE_PX + 2 * int(random.integers(0, 48))
        render = render_drying_line(int(random.integers(2**31)), style, requests, width=width, height=SIDE_PX)
        yield Sample(render.picture, GRADES.index(grade_of(render.amounts())), "render/drying-line", cells_of(render))


def thermal_negatives(seed: int, count: int) -> Iterator[Sample]:
    """Rendered thermal pictures, which are not sheets."""
    for index in range(count):
        random = np.random.default_rng((seed, 80, index))
        yield Sample(draw_thermal(random).picture, len(GRADES), "render/thermal")


def rendered_negatives(seed: int, count: int) -> Iterator[Sample]:
    """Rendered textures and objects that are not sheets."""
    for index in range(count):
        picture_seed = int(np.random.default_rng((seed, 77, index)).integers(2**31))
        yield Sample(render_non_sheet(picture_seed, width=SIDE_PX, height=SIDE_PX), len(GRADES), "render/non-sheet")


def photo_paths(root: Path, part: str) -> list[Path]:
    """CC0 and MIT photos of one part, `training` or `test`, by the first byte of the file's SHA-256; sorted by path."""
    wants_test = {"training": False, "test": True}[part]
    paths = sorted((root / "photos").rglob("*.jpg"))
    return [path for path in paths if is_test_photo(path) == wants_test]


def is_test_photo(path: Path) -> bool:
    return is_for_test(path.read_bytes())


def is_for_test(what: bytes) -> bool:
    return hashlib.sha256(what).digest()[0] < 256 * TEST_SHARE


def fruit_photo_paths(root: Path, part: str) -> list[Path]:
    """MIT photos of tomatoes of one part, `training` or `test`, by fruit: the letters of a file's name. Sorted by path.

    Smooth, round and orange: the available pictures that are most easily mistaken for a smoked sheet.
    """
    wants_test = {"training": False, "test": True}[part]
    paths = sorted((root / "tomato-freshness").glob("*/*.jpg"))
    return [path for path in paths if is_for_test(fruit_of(path).encode()) == wants_test]


def fruit_of(path: Path) -> str:
    return "".join(letter for letter in path.stem if letter.isalpha())


def whole_photos(paths: list[Path]) -> Iterator[Sample]:
    """Every photo as it is, shrunk to at most 640 px."""
    for path in paths:
        yield Sample(load_photo(path), len(GRADES), f"photo/{path.parent.name}")


def photo_crops(seed: int, paths: list[Path], count: int) -> Iterator[Sample]:
    """Random crops of 10 to 100 % of the area, some mirrored or tinted: close-ups of cloth, board, metal."""
    for index in range(count):
        random = np.random.default_rng((seed, 78, index))
        path = paths[int(random.integers(len(paths)))]
        picture = load_photo(path)
        height, width = picture.shape[:2]
        scale = float(np.sqrt(random.uniform(0.1, 1)))
        high, wide = max(32, int(height * scale)), max(32, int(width * scale))
        top, left = int(random.integers(height - high + 1)), int(random.integers(width - wide + 1))
        crop = picture[top : top + high, left : left + wide]
        mirrored = crop[:, ::-1] if random.uniform() < 0.5 else crop
        tinted = rubber_tint(random, mirrored) if random.uniform() < 0.4 else mirrored
        yield Sample(np.ascontiguousarray(tinted), len(GRADES), f"photo-crop/{path.parent.name}")


def rubber_tint(random: Random, picture: Picture) -> Picture:
    """The picture tinted from cream to red-brown, so that colour alone does not identify a sheet."""
    grey = picture.astype(np.float32).mean(axis=2, keepdims=True)
    mixed = grey + (picture - grey) * np.float32(random.uniform(0, 0.6))
    gains = np.array((random.uniform(0.9, 1.4), random.uniform(0.4, 1.1), random.uniform(0.1, 0.9)), dtype=np.float32)
    return np.asarray(np.clip(mixed * gains, 0, 255), dtype=np.uint8)


def load_photo(path: Path, longest_px: int = 640) -> Picture:
    """RGB uint8, scaled while decoding where the format allows it."""
    with Image.open(path) as image:
        image.draft("RGB", (longest_px, longest_px))
        photo = image.convert("RGB")
        photo.thumbnail((longest_px, longest_px), Image.Resampling.BILINEAR)
        return np.asarray(photo)
