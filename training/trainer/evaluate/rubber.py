"""Rubber grades on held-out renders with style parameters that no training sheet has, and on pictures that are not sheets."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import softmax

from trainer.arrays import BoolArray, DoubleArray, FloatArray
from trainer.evaluate.metrics import auroc, regions_of
from trainer.evaluate.report import Figure, Row
from trainer.packs import rubber
from trainer.packs.fixtures import read_bank, read_head
from trainer.packs.manifest import read_map
from trainer.packs.reference import Backbone, Detector, LinearHead, PlaceMap
from trainer.patchcore.cells import to_grid
from trainer.preprocess import read_picture
from trainer.rubber.dataset import Sample, fruit_photo_paths, photo_paths, whole_photos
from trainer.rubber.levels import shown
from trainer.rubber.metrics import Classes, Probabilities, calibration_error, macro_f1
from trainer.rubber.parts import held_out_samples, other_things
from trainer.rubber.rules import GRADES, LABELS, NOT_RUBBER, group_of

WORK = "rubber sheet"
NO_BAR = Figure("no bar")
NOT_SHEETS = 300
LIKELY = 0.5
"""From this confidence on a screen names the defect of a region in the summary of the picture."""


def rubber_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    manifest, bank = read_bank(models, "rubber-sheet")
    head = read_head(models, "rubber-sheet", manifest)
    backbone = Backbone(models / "field-backbone" / "backbone.onnx")
    found = rubber.embedded(backbone, held_out_samples(seed, cache))
    chances, labels = head.probabilities(found.embedding), found.label
    place_map = read_map(manifest["anomaly"]["map"])
    detector = Detector(rubber.RECIPE, bank, rubber.NEIGHBOURS, rubber.RULE, place_map)
    defects = shown_on(backbone, detector, held_out_samples(seed, cache))
    photos = rubber.embedded(backbone, whole_photos(photo_paths(data, "test"))).embedding
    drawn = rubber.embedded(backbone, other_things(seed, NOT_SHEETS, cache)).embedding
    return [
        grade_row(chances, labels),
        refusal_row(chances, head.probabilities(photos), head.probabilities(drawn)),
        other_kinds_row(backbone, head, data),
        real_photo_row(backbone, head, data),
        *defect_rows(defects, labels, place_map, manifest["anomaly"]["calibration"]["threshold"]),
    ]


def grade_row(chances: Probabilities, labels: Classes) -> Row:
    predicted = chances.argmax(axis=1)
    groups = [group_of(grade) for grade in GRADES] + [NOT_RUBBER]
    two = float(np.mean([groups[a] == groups[b] for a, b in zip(predicted, labels, strict=True)]))
    near = float(np.mean(np.abs(predicted - labels) <= 1))
    figure = Figure(
        "macro-F1 {macro_f1:.3f}, within one grade {near:.3f}, A/B right {two:.3f}, ECE {ece:.3f}",
        {
            "macro_f1": macro_f1(labels, predicted, len(GRADES)),
            "near": near,
            "two": two,
            "ece": calibration_error(chances, labels),
        },
    )
    return Row(WORK, held_out_renders(labels), figure, Figure("bars 0.95 and ECE 0.03"), "rubber-grades")


def held_out_renders(labels: Classes) -> str:
    return f"{len(labels)} held-out renders, unseen styles"


@dataclass(frozen=True)
class Shown:
    """Held-out sheets: ground truth of the renderer and output of the pack, for each cell of the grid.

    `cover` [n, cells, 1 + defects] in 0..1 (`rubber.cells`), `kinds` [n, cells, defects] raw map values, `distances` [n, cells]
    to clean sheets, `scores` [n] raw.
    """

    cover: DoubleArray
    kinds: FloatArray
    distances: FloatArray
    scores: FloatArray

    @property
    def places(self) -> FloatArray:
        """[n, cells]: the map."""
        highest: FloatArray = self.kinds.max(axis=2)
        return highest

    @property
    def is_there(self) -> BoolArray:
        """[n, cells]: whether a cell shows any defect."""
        there: BoolArray = shown(self.cover).max(axis=2)
        return there


def shown_on(backbone: Backbone, detector: Detector, samples: Iterable[Sample]) -> Shown:
    cover, kinds, distances, scores = [], [], [], []
    for sample in samples:
        features = backbone.features(sample.picture, rubber.INPUT)
        if sample.cells is not None:
            cover.append(sample.cells.reshape(-1, sample.cells.shape[-1]) / 255)
            kinds.append(to_grid(features[rubber.DEFECTS], rubber.RECIPE.grid).reshape(len(rubber.KINDS), -1).T)
            distances.append(detector.cell_distances(features))
            scores.append(detector.score_of(distances[-1], detector.places(features)))
    return Shown(np.stack(cover), np.stack(kinds), np.stack(distances), np.asarray(scores, np.float32))


def defect_rows(found: Shown, labels: Classes, place_map: PlaceMap, threshold: float) -> list[Row]:
    marked, clean = found.places >= place_map.threshold, labels == 0
    score, named = score_figure(found, clean, threshold), named_regions(found, place_map).figure()
    sheets = held_out_renders(labels)
    return [
        Row(WORK, f"{sheets}: where a defect shows", *where_figures(found, marked, clean), "rubber-defects"),
        Row(WORK, f"{sheets}: RSS 1 against the lower grades, by score", score, NO_BAR, "rubber-defects"),
        Row(WORK, f"{sheets}: regions named", named, Figure("eleven names"), "rubber-defects"),
    ]


def where_figures(found: Shown, marked: BoolArray, clean: BoolArray) -> tuple[Figure, Figure]:
    """Cells with a defect: by the map, and by the distance to clean sheets. `marked` [n, cells], `clean` [n]."""
    hit = float((marked & found.is_there).sum())
    by_map = Figure(
        "AUROC {auroc:.3f}; marked at the shipped threshold: {recall:.3f} of the cells with a defect, {precision:.3f} of the "
        "marked cells have one, {clean:.4f} of the cells of RSS 1",
        {
            "auroc": auroc(found.is_there.ravel(), found.places.ravel()),
            "recall": hit / float(found.is_there.sum()),
            "precision": hit / float(marked.sum()),
            "clean": float(marked[clean].mean()),
        },
    )
    by_distance = auroc(found.is_there.ravel(), found.distances.ravel())
    return by_map, Figure("distance to clean sheets alone: AUROC {auroc:.3f}", {"auroc": by_distance})


def score_figure(found: Shown, clean: BoolArray, threshold: float) -> Figure:
    over = found.scores >= threshold
    return Figure(
        "AUROC {auroc:.3f}; over the threshold {lower:.3f} of the lower grades, {clean:.3f} of RSS 1",
        {
            "auroc": auroc(~clean, found.scores),
            "lower": float(over[~clean].mean()),
            "clean": float(over[clean].mean()),
        },
    )


@dataclass(frozen=True)
class Named:
    """Marked regions [n]: whether each is named after the defect that covers most of it, and the confidence of the name."""

    right: BoolArray
    confidence: DoubleArray

    def figure(self) -> Figure:
        sure = self.confidence >= LIKELY
        return Figure(
            "{right:.3f} of {count} correct, with a mean confidence of {confidence:.3f}; of the {sure:.3f} with a confidence of "
            "{likely} or more {right_if_sure:.3f} correct",
            {
                "right": float(self.right.mean()),
                "count": len(self.right),
                "confidence": float(self.confidence.mean()),
                "sure": float(sure.mean()),
                "likely": LIKELY,
                "right_if_sure": float(self.right[sure].mean()),
            },
        )


def named_regions(found: Shown, place_map: PlaceMap) -> Named:
    """Names regions by the mean probability of their cells, as the hosts do."""
    grid = rubber.RECIPE.grid
    right, confidence = [], []
    for cover, kinds, places in zip(found.cover, found.kinds, found.places, strict=True):
        for region in regions_of((places >= place_map.threshold).reshape(grid, grid)):
            most = cover[region.ravel(), 1:].sum(axis=0)
            if most.max() > 0:
                shares = softmax(kinds[region.ravel()].astype(np.float64), axis=1).mean(axis=0)
                right.append(bool(shares.argmax() == most.argmax()))
                confidence.append(float(shares.max()))
    return Named(np.asarray(right), np.asarray(confidence))


def refused(chances: Probabilities) -> BoolArray:
    """True where there is no grade: the likeliest label is `Not_Rubber`, or its confidence is under the limit."""
    return np.asarray((chances.argmax(axis=1) == LABELS.index(NOT_RUBBER)) | (chances.max(axis=1) < rubber.CONFIDENCE_BELOW))


def refusal_row(sheets: Probabilities, photos: Probabilities, drawn: Probabilities) -> Row:
    not_rubber = float(np.mean(sheets.argmax(axis=1) == LABELS.index(NOT_RUBBER)))
    figure = Figure(
        "refused: {photos:.4f} of {photo_count} held-out photos, {drawn:.4f} of {drawn_count} rendered other things; "
        "sheets answered with Not_Rubber {not_rubber:.4f}, with too low a confidence {unsure:.4f}",
        {
            "photos": float(refused(photos).mean()),
            "photo_count": len(photos),
            "drawn": float(refused(drawn).mean()),
            "drawn_count": len(drawn),
            "not_rubber": not_rubber,
            "unsure": float(refused(sheets).mean()) - not_rubber,
        },
    )
    return Row(WORK, "pictures that are not sheets", figure, Figure("bars 0.99 refused, 0.01 of sheets"), "rubber-refusal")


def other_kinds(data: Path) -> dict[str, list[Path]]:
    """Real pictures of unsupported kinds, one in ten; of tomatoes half of those whose fruit is not in the training set."""
    return {
        "tomatoes": fruit_photo_paths(data, "test")[::2],
        "steel": sorted((data / "steel-classes").glob("*/*.jpg"))[::10],
        "tiles": sorted((data / "magnetic-tile").glob("*/*.jpg"))[::10],
        "substations": sorted(path for path in (data / "substation-thermal" / "unboxed").iterdir() if path.is_file())[::10],
    }


def other_kinds_row(backbone: Backbone, head: LinearHead, data: Path) -> Row:
    measured = {
        name: refused(head.probabilities(rubber.embedded(backbone, whole_photos(paths)).embedding))
        for name, paths in other_kinds(data).items()
    }
    shares = {name: float(found.mean()) for name, found in measured.items()}
    counts = {f"{name}_count": len(found) for name, found in measured.items()}
    parts = ", ".join(f"{name} {{{name}:.3f}} of {{{name}_count}}" for name in measured)
    protocol = "pictures that are not sheets, other kinds"
    return Row(WORK, protocol, Figure(f"refused: {parts}", {**shares, **counts}), NO_BAR, "rubber-other-kinds")


def real_photo_row(backbone: Backbone, head: LinearHead, data: Path) -> Row:
    pixels = read_picture(data / "rubber-photo" / "drying-sheets.jpg")
    chances = head.probabilities(backbone.features(pixels, rubber.INPUT)[rubber.VECTOR])
    best = int(chances.argmax())
    figure = Figure(
        "read as {label} with {confidence:.2f}; probability of being a sheet {sheet:.3f}",
        {"label": LABELS[best], "confidence": float(chances[best]), "sheet": float(1 - chances[-1])},
    )
    protocol = "the one real photo (unsmoked sheets hanging)"
    return Row(WORK, protocol, figure, Figure("must be read as a sheet"), "rubber-real-photo")
