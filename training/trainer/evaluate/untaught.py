"""The threshold of the pack `surface` before it is taught: scores of scenes that are judged by one baseline picture alone."""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from trainer.arrays import ByteArray, FloatArray
from trainer.baseline.align import whole_picture
from trainer.baseline.judge import Picture, compare, joint_distances
from trainer.evaluate.kept_taps import TapSource, open_taps
from trainer.evaluate.report import Figure, Row
from trainer.packs.surface import INPUT, RECIPE, RULE, UNTAUGHT
from trainer.packs.thermal_set import thermal_pictures
from trainer.patchcore.bank import picture_score
from trainer.patchcore.calibration import CELL_QUANTILE
from trainer.patchcore.conformal import place_threshold
from trainer.patchcore.teach import ranked
from trainer.preprocess import read_picture

log = logging.getLogger(__name__)

WORK = "threshold before teaching"
NOTE = "untaught"
SCENES = 10
"""Of each kind, half to place the threshold and half to test it."""
LONGEST_PX = 640
EARLIER = 1.0
"""The threshold up to version 0.5.0 of the pack, which was chosen by hand."""
KEPT = 0.95
"""Share of each side that the later picture still shows."""
GAIN = 1.1
QUALITY = 80
EXCHANGED = {"seven": 0.07, "two": 0.02}
"""Shares of the picture's area that another scene takes."""


def scenes_in(data: Path, seed: int) -> dict[str, list[ByteArray]]:
    """Scenes by kind, each at most `LONGEST_PX` wide or high."""
    random = np.random.default_rng(seed)
    papers = sorted((data / "sheet-specks").iterdir())
    sheets = [path for paper in papers for path in sorted((paper / "clean").glob("*.png"))]
    found = {
        "sheets": sheets,
        "tiles": sorted((data / "magnetic-tile" / "free").glob("*.jpg")),
        "thermal": [picture.path for picture in thermal_pictures(data) if not picture.faulty],
        "clothes": sorted((data / "photos" / "clothing").glob("*.jpg")),
        "packaging": sorted((data / "photos" / "trashnet").rglob("*.jpg")),
    }
    return {kind: [shrunk(paths[at]) for at in random.permutation(len(paths))[:SCENES]] for kind, paths in found.items()}


def shrunk(path: Path) -> ByteArray:
    with Image.fromarray(read_picture(path)) as picture:
        picture.thumbnail((LONGEST_PX, LONGEST_PX), Image.Resampling.LANCZOS)
        return np.asarray(picture)


def reframed(pixels: ByteArray, random: np.random.Generator) -> ByteArray:
    """The same scene later: a part of it, brighter, compressed once more."""
    height, width = pixels.shape[:2]
    high, wide = round(KEPT * height), round(KEPT * width)
    top, left = int(random.integers(height - high + 1)), int(random.integers(width - wide + 1))
    bright = np.clip(pixels[top : top + high, left : left + wide] * GAIN, 0, 255).round().astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(bright).save(buffer, "JPEG", quality=QUALITY)
    with Image.open(buffer) as opened:
        return np.asarray(opened.convert("RGB"))


def exchanged(pixels: ByteArray, other: ByteArray, share: float, random: np.random.Generator) -> ByteArray:
    """`share` of the area as a rectangle of the middle of another scene, away from the border."""
    height, width = pixels.shape[:2]
    high, wide = round(share**0.5 * height), round(share**0.5 * width)
    top, left = (int(random.integers(round(0.1 * s), round(0.9 * s) - part + 1)) for s, part in ((height, high), (width, wide)))
    with Image.fromarray(other) as picture:
        part = np.asarray(picture.resize((width, height)))[(height - high) // 2 :, (width - wide) // 2 :]
    changed = pixels.copy()
    changed[top : top + high, left : left + wide] = part[:high, :wide]
    return changed


@dataclass(frozen=True)
class Scene:
    """Raw scores of a later picture against its baseline: unchanged, and with parts exchanged; the unchanged one's distances."""

    same: float
    cells: FloatArray
    changed: dict[str, float]
    aligned: bool


def scene_of(pixels: ByteArray, other: ByteArray, source: TapSource, random: np.random.Generator) -> Scene:
    later = [reframed(pixels, random)]
    later += [reframed(exchanged(pixels, other, share, random), random) for share in EXCHANGED.values()]
    baseline, *pictures = (picture_of(each, source) for each in (pixels, *later))
    comparisons = [compare(picture, baseline) for picture in pictures]
    found = [joint_distances(None, [comparison]) for comparison in comparisons]
    scores = [picture_score(each, RULE) for each in found]
    changed = dict(zip(EXCHANGED, scores[1:], strict=True))
    return Scene(scores[0], found[0], changed, comparisons[0].alignment.is_aligned)


def picture_of(pixels: ByteArray, source: TapSource) -> Picture:
    vectors = source.cells([pixels], RECIPE)[0]
    return Picture(whole_picture(vectors, RECIPE.grid, RECIPE.grid, pixels.shape[1], pixels.shape[0]))


def scenes_of(data: Path, source: TapSource, seed: int) -> dict[str, list[Scene]]:
    """Every scene has a part of one of the next kind exchanged."""
    pictures, random = scenes_in(data, seed), np.random.default_rng(seed)
    kinds, found = list(pictures), {}
    for at, kind in enumerate(kinds):
        others = pictures[kinds[(at + 1) % len(kinds)]]
        found[kind] = [scene_of(own, other, source, random) for own, other in zip(pictures[kind], others, strict=True)]
        log.info("%s: %s", kind, [(round(s.same, 2), {k: round(v, 2) for k, v in s.changed.items()}) for s in found[kind]])
    return found


def shares_at(scenes: Sequence[Scene], threshold: float) -> dict[str, float]:
    """Of unchanged and of changed scenes, the share that reaches the threshold."""
    called = {name: float(np.mean([scene.changed[name] >= threshold for scene in scenes])) for name in EXCHANGED}
    return {"same": float(np.mean([scene.same >= threshold for scene in scenes])), **called}


SHOWN = "called anomalous: {same:.3f} of unchanged scenes, {seven:.3f} with 7 % of the area exchanged, {two:.3f} with 2 %"


def placed_row(placing: Sequence[Scene]) -> Row:
    """What the rule of a teaching gives if the scenes are its normals."""
    scores = [scene.same for scene in placing]
    threshold, middle = place_threshold(scores).threshold, ranked(scores, 0.5)
    cells = np.concatenate([scene.cells for scene in placing])
    numbers = {
        "threshold": threshold,
        "softness": (threshold - middle) / 1.5,
        "map": ranked(cells, CELL_QUANTILE),
        "low": min(scores),
        "middle": middle,
        "high": max(scores),
        "shipped": UNTAUGHT["threshold"],
    }
    figure = Figure("threshold {threshold:.3f}, softness {softness:.3f}, map threshold {map:.3f}", numbers)
    beside = Figure("the pack has the threshold {shipped:g}; raw scores {low:.2f}-{high:.2f}, median {middle:.2f}", numbers)
    return Row(WORK, f"placed by the rule of a teaching, {len(placing)} scenes", figure, beside, NOTE)


def tested_row(name: str, tested: Sequence[Scene], threshold: float) -> Row:
    aligned = Figure("{aligned} of {count} aligned", {"aligned": sum(s.aligned for s in tested), "count": len(tested)})
    figure = Figure(SHOWN, shares_at(tested, threshold))
    return Row(WORK, f"{len(tested)} other scenes, {name}", figure, aligned, NOTE)


def untaught_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    found = scenes_of(data, open_taps(models, INPUT, cache), seed)
    placing = [scene for scenes in found.values() for scene in scenes[::2]]
    tested = [scene for scenes in found.values() for scene in scenes[1::2]]
    return [
        placed_row(placing),
        tested_row(f"threshold {UNTAUGHT['threshold']:g} of the pack", tested, UNTAUGHT["threshold"]),
        tested_row(f"threshold {EARLIER:g} as up to 0.5.0", tested, EARLIER),
    ]
