"""Transformers with one baseline picture of each: what the aligned search near the same place brings at the threshold."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from trainer.arrays import BoolArray, FloatArray
from trainer.baseline.align import whole_picture
from trainer.baseline.judge import Comparison, Picture, compare, joint_distances, score_compared
from trainer.evaluate.metrics import auroc, bootstrap_interval
from trainer.evaluate.report import Figure, Row
from trainer.evaluate.thermal import WORK, unseen_splits
from trainer.packs.manifest import Json, read_map
from trainer.packs.reference import Backbone, Detector
from trainer.packs.thermal import NEIGHBOURS, RECIPE, RULE, Example, build_bank, held_out_places, load_examples
from trainer.packs.thermal_set import ThermalPicture, thermal_pictures
from trainer.spots.held_out_finder import open_held_out_finder

NOTE = "baseline"
BARS = "bars 0.97 and 0.92"
Places = dict[Path, FloatArray]
"""Map values [cells] by picture, from finders that were not trained on its transformer."""


@dataclass(frozen=True)
class Case:
    """A tested picture, the baseline of its transformer, and a detector that knows the normals of the other transformers."""

    tested: Example
    picture: Picture
    detector: Detector
    comparison: Comparison


def cases_of(examples: list[Example], places: Places, manifest: Json, seed: int) -> list[Case]:
    found = []
    place_map = read_map(manifest["map"])
    for bank, tested in unseen_splits(examples, 1):
        transformer = tested[0].picture.transformer
        others = [e.cells for e in bank if e.picture.transformer != transformer]
        known = next(e for e in bank if e.picture.transformer == transformer)
        detector = Detector(RECIPE, build_bank(others, seed), NEIGHBOURS, RULE, place_map)
        baseline = picture_of(known, places)
        for each in tested:
            picture = picture_of(each, places)
            found.append(Case(each, picture, detector, compare(picture, baseline)))
    return found


def picture_of(example: Example, places: Places) -> Picture:
    height, width = example.picture.pixels().shape[:2]
    return Picture(whole_picture(example.cells, RECIPE.grid, RECIPE.grid, width, height), places[example.picture.path])


def known_distances(case: Case) -> FloatArray:
    return case.detector.distances_of(case.picture.cells.vectors)


def joined_score(case: Case) -> float:
    """The baseline's cells in the bank, as before."""
    return case.detector.score_of(np.minimum(known_distances(case), case.comparison.anywhere), case.picture.places)


def near_score(case: Case) -> float:
    """Search near the same place, without taking the baseline's own score into account."""
    return case.detector.score_of(joint_distances(known_distances(case), [case.comparison]), case.picture.places)


def bank_score(case: Case) -> float:
    """Without the baseline."""
    return case.detector.score_of(known_distances(case), case.picture.places)


def rule_score(calibration: Json) -> Callable[[Case], float]:
    """The rule that ships."""

    def score(case: Case) -> float:
        numbers = (calibration["threshold"], calibration["softness"])
        return score_compared(case.picture, [case.comparison], case.detector, *numbers)

    return score


def f1_at(positive: BoolArray, scores: FloatArray, threshold: float) -> float:
    called = scores >= threshold
    return float(2 * (called & positive).sum() / (called.sum() + positive.sum()))


def baseline_row(name: str, cases: Sequence[Case], score: Callable[[Case], float], threshold: float, seed: int) -> Row:
    faulty = np.asarray([case.tested.picture.faulty for case in cases])
    scores = np.asarray([score(case) for case in cases], np.float32)
    low, high = bootstrap_interval(faulty, scores, auroc, seed)
    figure = Figure(
        "AUROC {auroc:.3f} (95 % {low:.2f}-{high:.2f}), F1 at the threshold {f1:.3f}",
        {"auroc": auroc(faulty, scores), "low": low, "high": high, "f1": f1_at(faulty, scores, threshold)},
    )
    aligned = sum(case.comparison.alignment.is_aligned for case in cases)
    beside = Figure(
        BARS + "; {normals} normal, {faulty} faulty, {aligned} of them aligned with the baseline",
        {"normals": int((~faulty).sum()), "faulty": int(faulty.sum()), "aligned": aligned},
    )
    return Row(WORK, f"one baseline picture of the unseen transformer: {name}", figure, beside, NOTE)


def kept_places(
    pictures: list[ThermalPicture], examples: list[Example], models: Path, data: Path, seed: int, cache: Path | None
) -> Places:
    """Kept in `cache`, because ten finders are trained for it."""
    backbone = models / "field-backbone" / "backbone.onnx"
    name = hashlib.sha256(backbone.read_bytes() + f"{seed} {[str(p.path) for p in pictures]}".encode()).hexdigest()[:16]
    file = None if cache is None else cache / f"held-out-places-{name}.npy"
    if file is not None and file.exists():
        values = list(np.load(file))
    else:
        values = held_out_places(examples, open_held_out_finder(Backbone(backbone), data, pictures, seed))
        if file is not None:
            np.save(file, np.stack(values))
    return {p.path: value for p, value in zip(pictures, values, strict=True)}


def baseline_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    manifest = json.loads((models / "transformer-thermal" / "pack.json").read_text())["anomaly"]
    pictures = thermal_pictures(data)
    examples = load_examples(pictures, Backbone(models / "field-backbone" / "backbone.onnx"))
    cases = cases_of(examples, kept_places(pictures, examples, models, data, seed, cache), manifest, seed)
    calibration = manifest["calibration"]
    scores: dict[str, Callable[[Case], float]] = {
        "the rule that ships": rule_score(calibration),
        "for comparison, search near the same place alone": near_score,
        "for comparison, its cells in the bank": joined_score,
        "for comparison, without it": bank_score,
    }
    return [baseline_row(name, cases, score, calibration["threshold"], seed) for name, score in scores.items()]
