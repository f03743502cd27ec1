"""Where the heat is: anomaly maps of unseen transformers against the drawn polygons."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from trainer.evaluate.metrics import BoolArray, aupro, auroc, regions_of
from trainer.evaluate.report import Row
from trainer.evaluate.thermal import CHOSEN_ON, Example, unseen_splits
from trainer.packs.reference import Detector
from trainer.packs.thermal import INPUT, NEIGHBOURS, RECIPE, RULE, build_bank
from trainer.patchcore.cells import enlarge

FloatArray = NDArray[np.float32]
LETTERBOX_PX = 640


@dataclass(frozen=True)
class Located:
    """The map of one picture and the polygons drawn on it, both at the network's input size."""

    found: FloatArray
    mask: BoolArray


def located_pictures(examples: list[Example], data: Path, seed: int) -> list[Located]:
    """Every annotated faulty picture, scored against a bank without its transformer."""
    located = []
    for bank, tested in unseen_splits(examples, 0):
        rows = build_bank([e.cells for e in bank], seed)
        detector = Detector(RECIPE, rows, NEIGHBOURS, RULE)
        for example in tested:
            mask = polygon_mask(data, example)
            if mask is not None and mask.any():
                raster = detector.distances_of(example.cells).reshape(RECIPE.grid, RECIPE.grid)
                located.append(Located(enlarge(raster, INPUT.height, INPUT.width), mask))
    return located


def polygon_mask(data: Path, example: Example) -> BoolArray | None:
    """The polygons of a picture without the letterbox's bars, at the network's input size; None where none was drawn."""
    path = data / "transformer-thermal" / "letterboxed-640" / "masks" / f"{example.picture.path.stem}.png"
    if not path.exists():
        return None
    height, width = example.picture.pixels().shape[:2]
    scale = LETTERBOX_PX / max(width, height)
    w, h = width * scale, height * scale
    left, top = (LETTERBOX_PX - w) / 2, (LETTERBOX_PX - h) / 2
    with Image.open(path) as opened:
        size = (INPUT.width, INPUT.height)
        cut = opened.convert("L").resize(size, Image.Resampling.NEAREST, box=(left, top, left + w, top + h))
    return np.asarray(cut) > 0


def hit_share(located: list[Located], level: float) -> tuple[int, int]:
    """(polygons whose middle lies in a box of the map at `level`, polygons)."""
    hit = total = 0
    for picture in located:
        boxes = ndimage.find_objects(ndimage.label(picture.found >= level, structure=np.ones((3, 3)))[0])
        for region in regions_of(picture.mask):
            rows, columns = np.nonzero(region)
            y, x = rows.mean(), columns.mean()
            total += 1
            hit += any(b[0].start <= y < b[0].stop and b[1].start <= x < b[1].stop for b in boxes)
    return hit, total


def localisation_rows(examples: list[Example], data: Path, map_threshold: float, seed: int) -> list[Row]:
    located = located_pictures(examples, data, seed)
    maps, masks = [p.found for p in located], [p.mask for p in located]
    area = auroc(np.concatenate([m.ravel() for m in masks]), np.concatenate([m.ravel() for m in maps]))
    hit, total = hit_share(located, map_threshold)
    boxed = float(np.mean([np.mean(p.found >= map_threshold) for p in located]))
    protocol = f"unseen transformer, {len(located)} annotated pictures"
    return [
        Row(
            "transformer thermal",
            f"{protocol}: hot spots, pixels",
            f"AUROC {area:.3f}, AUPRO@0.3 {aupro(maps, masks):.3f}",
            "bar 0.95",
            CHOSEN_ON,
        ),
        Row(
            "transformer thermal",
            f"{protocol}: hot spots, boxes",
            f"{hit} of {total} polygons have their middle in a box",
            f"at the shipped threshold; {100 * boxed:.1f} % of the pixels are marked",
            CHOSEN_ON,
        ),
    ]
