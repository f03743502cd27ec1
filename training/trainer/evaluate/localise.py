"""Localisation and categories: maps by finders that were not trained on the tested pictures, compared with the drawn polygons."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import ndimage

from trainer.arrays import BoolArray, ByteArray, FloatArray
from trainer.evaluate.metrics import aupro, auroc, regions_of
from trainer.evaluate.report import Figure, Row
from trainer.evaluate.thermal import FOLDS, NOTE, WORK, Judge, pictures_of, shuffled
from trainer.packs.thermal import CATEGORIES, INPUT, RECIPE, Example, transformers
from trainer.patchcore.cells import enlarge
from trainer.spots.polygons import CLASSES, drawn_classes
from trainer.spots.shape import Shape, category_of, shape_of

Found = dict[Path, FloatArray]
"""Map values [cells] by picture."""


@dataclass(frozen=True)
class Located:
    """The map of one picture and the classes drawn on it (class + 1, 0 = nothing), both at the network's input size."""

    transformer: str
    found: FloatArray
    drawn: ByteArray
    aspect: float

    @property
    def mask(self) -> BoolArray:
        return np.asarray(self.drawn > 0)


def unseen_places(examples: list[Example], judge: Judge) -> Found:
    """The map of every picture, by a finder that was not trained on its transformer."""
    found: Found = {}
    for name in transformers(examples):
        own = pictures_of(examples, name)
        found.update(zip(own, judge.find_places(own, own), strict=True))
    return found


def pooled_places(examples: list[Example], judge: Judge) -> Found:
    """The map of every picture, by a finder that was not trained on its fold (but on others of its transformer)."""
    normals = shuffled([e for e in examples if not e.picture.faulty])
    faulty = shuffled([e for e in examples if e.picture.faulty])
    found: Found = {}
    for fold in range(FOLDS):
        tested = [e.picture.path for e in normals[fold::FOLDS] + faulty[fold::FOLDS]]
        found.update(zip(tested, judge.find_places(tested, tested), strict=True))
    return found


def located_pictures(examples: list[Example], found: Found, data: Path) -> list[Located]:
    """Every annotated picture."""
    located = []
    for example in examples:
        height, width = example.picture.pixels().shape[:2]
        drawn = drawn_classes(data, example.picture.path, (height, width), (INPUT.height, INPUT.width))
        if drawn is not None and drawn.any():
            raster = found[example.picture.path].reshape(RECIPE.grid, RECIPE.grid)
            fine = enlarge(raster, INPUT.height, INPUT.width)
            located.append(Located(example.picture.transformer, fine, drawn, width * INPUT.height / (height * INPUT.width)))
    return located


@dataclass(frozen=True)
class Boxed:
    """Polygons whose centre lies in a box of the map, all polygons, boxes, and the share of all pixels that is marked."""

    hit: int
    total: int
    boxes: int
    marked: float


def boxed(located: list[Located], level: float) -> Boxed:
    hit = total = boxes = 0
    for picture in located:
        regions = ndimage.find_objects(ndimage.label(picture.found >= level, structure=np.ones((3, 3)))[0])
        boxes += len(regions)
        for region in regions_of(picture.mask):
            rows, columns = np.nonzero(region)
            y, x = rows.mean(), columns.mean()
            total += 1
            hit += any(b[0].start <= y < b[0].stop and b[1].start <= x < b[1].stop for b in regions)
    return Boxed(hit, total, boxes, float(np.mean([np.mean(p.found >= level) for p in located])))


def localisation_rows(examples: list[Example], data: Path, judge: Judge) -> list[Row]:
    unseen = located_pictures(examples, unseen_places(examples, judge), data)
    folded = located_pictures(examples, pooled_places(examples, judge), data)
    rows = []
    for protocol, located in (("unseen transformer", unseen), ("pooled, 3 folds", folded)):
        rows += [pixel_row(protocol, located), box_row(protocol, located, judge.place_map.threshold)]
    return [*rows, drawn_category_row(unseen)]


def area(located: list[Located]) -> float:
    return auroc(np.concatenate([p.mask.ravel() for p in located]), np.concatenate([p.found.ravel() for p in located]))


def pixel_row(protocol: str, located: list[Located]) -> Row:
    first = [p for p in located if p.transformer == "T1"]
    rest = [p for p in located if p.transformer != "T1"]
    figure = Figure(
        "AUROC {auroc:.3f} (T1 {t1:.3f}, the rest {rest:.3f}), AUPRO@0.3 {aupro:.3f}",
        {
            "auroc": area(located),
            "t1": area(first),
            "rest": area(rest),
            "aupro": aupro([p.found for p in located], [p.mask for p in located]),
        },
    )
    name = f"{protocol}, {len(located)} annotated pictures: hot spots, pixels"
    return Row(WORK, name, figure, Figure("bar 0.95"), NOTE)


def box_row(protocol: str, located: list[Located], level: float) -> Row:
    found = boxed(located, level)
    figure = Figure("{hit} of {total} polygons have their centre in a box", {"hit": found.hit, "total": found.total})
    marked = Figure(
        "at the shipped threshold; {marked:.1%} of the pixels are marked, {boxes} boxes",
        {"marked": found.marked, "boxes": found.boxes},
    )
    name = f"{protocol}, {len(located)} annotated pictures: hot spots, boxes"
    return Row(WORK, name, figure, marked, NOTE)


CATEGORY_OF_CLASS = {"full_wire": "full_wire_overload", "loose_joint": "loose_joint", "point_overload": "point_overload"}


def drawn_shapes(located: list[Located]) -> list[tuple[str, Shape]]:
    """(category, shape) of every drawn polygon."""
    found = []
    for picture in located:
        for at, name in enumerate(CLASSES):
            for region in regions_of(np.asarray(picture.drawn == at + 1)):
                found.append((CATEGORY_OF_CLASS[name.rsplit("_", 1)[0]], shape_of(region, picture.aspect)))
    return found


def right_shares(shapes: list[tuple[str, Shape]]) -> tuple[float, float]:
    """(accuracy, mean accuracy over categories) of the shipped rules."""
    right = [(category, category_of(shape, CATEGORIES) == category) for category, shape in shapes]
    by_category = [np.mean([ok for c, ok in right if c == name]) for name in sorted({c for c, _ in right})]
    return float(np.mean([ok for _, ok in right])), float(np.mean(by_category))


def drawn_category_row(located: list[Located]) -> Row:
    first = drawn_shapes([p for p in located if p.transformer == "T1"])
    rest = drawn_shapes([p for p in located if p.transformer != "T1"])
    (share, mean), (first_share, first_mean) = right_shares(rest), right_shares(first)
    figure = Figure(
        "named correctly: {share:.2f} of {count}, mean of the three kinds {mean:.2f} "
        "(T1, where chosen: {first_share:.2f} of {first_count}, {first_mean:.2f})",
        {
            "share": share,
            "count": len(rest),
            "mean": mean,
            "first_share": first_share,
            "first_count": len(first),
            "first_mean": first_mean,
        },
    )
    comparison = Figure("a third by chance; most are loose joints")
    return Row(WORK, "categories by the shape of the drawn polygons", figure, comparison, "thermal-categories")
