"""Corrections replayed on transformers: each false alarm and miss is corrected once, then every picture is judged again."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from scipy import ndimage

from trainer.arrays import BoolArray, ByteArray, FloatArray
from trainer.evaluate.baseline import kept_places
from trainer.evaluate.report import Figure, Row
from trainer.evaluate.thermal import WORK
from trainer.packs.fixtures import read_bank
from trainer.packs.manifest import Json, read_map
from trainer.packs.reference import Backbone
from trainer.packs.thermal import RECIPE, RULE, Example, build_bank, load_examples, picture_cells, transformers
from trainer.packs.thermal_set import ThermalPicture, thermal_pictures
from trainer.patchcore.learning import AreaExample, Banks, Terms, found_at, learn_one, learning_score, measure, values_of
from trainer.spots.polygons import drawn_classes

NOTE = "examples"
STORED_QUALITY = 80
"""Quality of the JPEG that the app stores; examples are learned from it, and the original is judged again."""
MARKED_REACH = 2
"""Without drawn polygons a person marks so many cells around the highest value of the map."""


@dataclass(frozen=True)
class Case:
    """A picture as it is judged, its stored copy, its map, and the cells that a person would mark."""

    faulty: bool
    transformer: str
    cells: FloatArray
    stored: FloatArray
    places: FloatArray
    marked: BoolArray


@dataclass(frozen=True)
class Replayed:
    """Counts of pictures, and rows that examples added."""

    wrong: int
    examples: int
    returned: int
    lost: int
    new_alarms: int
    rows: int


def example_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    manifest, shipped = read_bank(models, "transformer-thermal")
    pictures = thermal_pictures(data)
    backbone = Backbone(models / "field-backbone" / "backbone.onnx")
    examples = load_examples(pictures, backbone)
    places = kept_places(pictures, examples, models, data, seed, cache)
    cases = [case_of(example, places[example.picture.path], backbone, data) for example in examples]
    terms = terms_of(manifest["anomaly"])
    unseen = [unseen_replay(name, examples, cases, terms, seed) for name in transformers(examples)]
    return [
        replay_row("the shipped bank, maps by finders that had not seen the transformer", [replay(cases, shipped, terms)]),
        replay_row("each transformer unseen in turn, its pictures first", unseen),
    ]


def terms_of(anomaly: Json) -> Terms:
    numbers = anomaly["calibration"]
    own = read_map(anomaly["map"])
    return Terms(
        numbers["threshold"],
        numbers["softness"],
        numbers["mapThreshold"],
        RULE,
        anomaly["neighbours"],
        own,
        min_box_share=anomaly["minBoxShare"],
    )


def case_of(example: Example, places: FloatArray, backbone: Backbone, data: Path) -> Case:
    picture = example.picture
    stored = picture_cells(backbone, stored_copy(picture.pixels()))
    return Case(picture.faulty, picture.transformer, example.cells, stored, places, marked_cells(picture, places, data))


def stored_copy(pixels: ByteArray) -> ByteArray:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=STORED_QUALITY)
    with Image.open(buffer) as opened:
        return np.asarray(opened.convert("RGB"))


def marked_cells(picture: ThermalPicture, places: FloatArray, data: Path) -> BoolArray:
    """Boxes around the drawn polygons, or around the highest value of the map; never fewer cells than the score takes."""
    grid = RECIPE.grid
    height, width = picture.pixels().shape[:2]
    drawn = drawn_classes(data, picture.path, (height, width), (grid, grid))
    marked = np.zeros((grid, grid), np.bool_)
    if drawn is not None and drawn.any():
        for box in ndimage.find_objects(ndimage.label(drawn > 0)[0]):
            marked[box] = True
        while marked.sum() < RULE.top:
            marked = ndimage.binary_dilation(marked)
    else:
        row, column = divmod(int(places.argmax()), grid)
        marked[max(0, row - MARKED_REACH) : row + MARKED_REACH + 1, max(0, column - MARKED_REACH) : column + MARKED_REACH + 1] = (
            True
        )
    return np.asarray(marked.ravel())


def unseen_replay(name: str, examples: list[Example], cases: list[Case], terms: Terms, seed: int) -> Replayed:
    known = [e.cells for e in examples if not e.picture.faulty and e.picture.transformer != name]
    ordered = sorted(cases, key=lambda case: case.transformer != name)
    return replay(ordered, build_bank(known, seed), terms)


def replay(cases: Sequence[Case], bank: FloatArray, terms: Terms) -> Replayed:
    """Pictures in turn; each that is wrong is corrected once. Then all are judged again."""
    none = np.zeros((0, bank.shape[1]), np.float32)
    banks = Banks(bank, none, none)
    before = [is_called(case, banks, terms) for case in cases]
    corrected: list[int] = []
    for at, case in enumerate(cases):
        if is_called(case, banks, terms) == case.faulty:
            continue
        area = case.marked if case.faulty else np.ones(len(case.cells), np.bool_)
        banks = learn_one(AreaExample("fault" if case.faulty else "normal", case.stored, area, case.places), banks, terms)
        corrected.append(at)
    after = [is_called(case, banks, terms) for case in cases]
    judged = list(zip(cases, before, after, strict=True))
    return Replayed(
        wrong=sum(was != case.faulty for case, was, _ in judged),
        examples=len(corrected),
        returned=sum(not is_right(cases[at], banks, terms) for at in corrected),
        lost=sum(case.faulty and was and not now for case, was, now in judged),
        new_alarms=sum(not case.faulty and not was and now for case, was, now in judged),
        rows=len(banks.normal) + len(banks.defects),
    )


def is_called(case: Case, banks: Banks, terms: Terms) -> bool:
    return learning_score(case.cells, case.places, banks, terms) >= terms.threshold


def is_right(case: Case, banks: Banks, terms: Terms) -> bool:
    """A normal picture is not called anomalous, and a fault is found at its place."""
    if not case.faulty:
        return not is_called(case, banks, terms)
    return found_at(case.marked, values_of(measure(case.cells, banks, terms.neighbours), case.places, terms), terms)


def replay_row(name: str, replays: Sequence[Replayed]) -> Row:
    total = {
        key: sum(getattr(each, key) for each in replays)
        for key in ("wrong", "examples", "returned", "lost", "new_alarms", "rows")
    }
    figure = Figure(
        "{returned} of {examples} corrected mistakes return, {lost} confirmed faults lost, {new_alarms} new false alarms", total
    )
    beside = Figure("bar: 0 and 0; {wrong} wrong before, {rows} rows added", total)
    return Row(WORK, f"corrections replayed: {name}", figure, beside, NOTE)
