"""Parity fixtures: rendered pictures and the numbers on which browser, Node and Python must agree."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from trainer.arrays import AnyFloatArray, ByteArray, FloatArray
from trainer.baseline.fixtures import write_baseline_fixtures
from trainer.heads.fixture import write_heads
from trainer.packs import rubber, thermal
from trainer.packs.imported import Given, classifier_pack, extractor_pack
from trainer.packs.imported_samples import SAMPLES, SIDE_PX
from trainer.packs.learning_fixture import write_examples
from trainer.packs.manifest import Json, offer, read_map
from trainer.packs.random_fixture import write_random_fixture
from trainer.packs.reference import Backbone, Detector, LinearHead
from trainer.packs.taught_fixture import write_taught
from trainer.patchcore.cells import CellRecipe, Tap
from trainer.preconditions.rules import Measured, values_of
from trainer.preprocess import InputRecipe, resize
from trainer.render.palettes import PaletteName
from trainer.render.style import HELD_OUT
from trainer.render.thermal import SUBJECTS, render_thermal
from trainer.rubber.dataset import sheet_of_grade
from trainer.rubber.rules import GRADES

CELLS_KEPT = 7
"""Only every n-th cell distance is stored, so that a fixture stays small."""


def read_bank(models: Path, pack: str) -> tuple[Json, FloatArray]:
    """(manifest, bank [rows, columns]), read as a host reads them."""
    manifest: Json = json.loads((models / pack / "pack.json").read_text())
    bank = manifest["anomaly"]["bank"]
    values = np.frombuffer((models / pack / "bank.bin").read_bytes(), "<f2" if bank["type"] == "float16" else "<f4")
    return manifest, values.astype(np.float32).reshape(bank["rows"], bank["columns"])


def read_head(models: Path, pack: str, manifest: Json) -> LinearHead:
    classes = len(manifest["grade"]["labels"])
    values = np.frombuffer((models / pack / "head.bin").read_bytes(), "<f4")
    split = len(values) - classes
    return LinearHead(values[:split].reshape(classes, -1), values[split:], manifest["grade"]["activation"]["temperature"])


def sheet_pictures(seed: int) -> Iterator[tuple[str, ByteArray]]:
    """One sheet of each grade, with different aspect ratios."""
    for at, grade in enumerate(GRADES):
        picture = sheet_of_grade(np.random.default_rng((seed, 93, at)), grade, HELD_OUT, side_px=200).picture
        yield f"sheet-{grade.lower()}", np.ascontiguousarray(picture[: 200 - 13 * at])


def rendered_thermal_pictures(seed: int) -> Iterator[tuple[str, ByteArray]]:
    for at, subject in enumerate(SUBJECTS):
        for hot in (0, 1):
            palette: PaletteName = "iron" if at else "rainbow"
            scene = render_thermal(seed + at, subject=subject, hot_joints=hot, palette=palette, width=240, height=180)
            yield f"thermal-{subject}-{hot}", scene.picture


def rounded_list(values: AnyFloatArray) -> list[float]:
    return [float(f"{value:.6g}") for value in np.asarray(values, np.float64)]


def expected_of(backbone: Backbone, picture: ByteArray, recipe: InputRecipe, detector: Detector, vector: str) -> Json:
    features = backbone.features(picture, recipe)
    distances, places = detector.cell_distances(features), detector.places(features)
    if places is not None and detector.place_map is not None:  # The hosts measure only the cells that count in the score.
        distances = np.where(places >= detector.place_map.counts_from, distances, 0)
    cells = {"every": CELLS_KEPT, "distances": rounded_list(distances[::CELLS_KEPT])}
    return {
        "rawScore": detector.score(features),
        "cells": cells if places is None else {**cells, "places": rounded_list(places[::CELLS_KEPT])},
        "embedding": rounded_list(features[vector][:32]),
    }


def write_fixtures(models: Path, out: Path, seed: int) -> None:
    """PNG pictures, and `parity.json` with the results of each pack for each of its pictures."""
    out.mkdir(parents=True, exist_ok=True)
    backbone = Backbone(models / "field-backbone" / "backbone.onnx")
    cases = [*thermal_cases(models, backbone, out, seed), *rubber_cases(models, backbone, out, seed)]
    write_imported_packs(out / "imported", seed)
    write_random_fixture(out / "seeded-random.json")
    write_heads(out, seed)
    write_taught(out / "taught.json", seed)
    write_examples(out / "learn.json", seed)
    (out / "parity.json").write_text(json.dumps({"tolerance": 0.02, "cases": cases}, indent=1) + "\n")
    manifest, bank = read_bank(models, "transformer-thermal")
    write_baseline_fixtures(models, out, bank, manifest)


def thermal_cases(models: Path, backbone: Backbone, out: Path, seed: int) -> Iterator[Json]:
    manifest, bank = read_bank(models, "transformer-thermal")
    place_map = read_map(manifest["anomaly"]["map"])
    detector = Detector(thermal.RECIPE, bank, thermal.NEIGHBOURS, thermal.RULE, place_map)
    for name, picture in rendered_thermal_pictures(seed):
        Image.fromarray(picture).save(out / f"{name}.png", optimize=True)
        expected = expected_of(backbone, picture, thermal.INPUT, detector, "embedding")
        expected["preconditions"] = rounded_list(np.asarray(condition_values(manifest, backbone, picture, bank)))
        yield {"pack": manifest["id"], "picture": f"{name}.png", "expected": expected}


def condition_values(manifest: Json, backbone: Backbone, picture: ByteArray, bank: FloatArray) -> list[float]:
    """The measured value of each precondition of the pack."""
    cells = thermal.picture_cells(backbone, picture)
    return values_of(manifest["preconditions"], Measured(resize(picture, thermal.INPUT), cells, bank))


def rubber_cases(models: Path, backbone: Backbone, out: Path, seed: int) -> Iterator[Json]:
    manifest, bank = read_bank(models, "rubber-sheet")
    detector = Detector(rubber.RECIPE, bank, rubber.NEIGHBOURS, rubber.RULE, read_map(manifest["anomaly"]["map"]))
    head = read_head(models, "rubber-sheet", manifest)
    for name, picture in sheet_pictures(seed):
        Image.fromarray(picture).save(out / f"{name}.png", optimize=True)
        expected = expected_of(backbone, picture, rubber.INPUT, detector, rubber.VECTOR)
        embedding = backbone.features(picture, rubber.INPUT)[rubber.VECTOR]
        logits = embedding.astype(np.float64) @ head.weights.T + head.biases
        grades = {"logits": rounded_list(logits), "probabilities": rounded_list(head.probabilities(embedding))}
        yield {"pack": manifest["id"], "picture": f"{name}.png", "expected": {**expected, **grades}}


IMPORTED_TAPS = {
    "torchvision-features": (Tap("layer1", 3), Tap("layer2", 1, "l2")),
    "keras-features": (Tap("block_2", 3, "l2"),),
}


def write_imported_packs(out: Path, seed: int) -> None:
    """One small pack with random weights for each supported kind of export; the hosts must load them."""
    golden = np.random.default_rng(seed).integers(0, 256, (12, 20, 3), dtype=np.uint8)
    given = Given(side_px=SIDE_PX)
    for name, make in SAMPLES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "export.onnx"
            make(path)
            labels = ("fine", "faulty") if name in {"keras-sigmoid", "anomalib-two"} else ("a", "b", "c")
            if name in IMPORTED_TAPS:
                normals = [golden // 4 + 90 + at for at in range(4)]
                extractor_pack(path, out / name, CellRecipe(IMPORTED_TAPS[name], grid=4), given, normals, seed, golden)
            else:
                classifier_pack(path, out / name, labels, given, golden)
    offer(out, list(SAMPLES))
