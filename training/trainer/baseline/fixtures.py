"""Parity fixtures of baselines: rendered thermal pictures, one of them reframed, and the numbers that the engine must give."""

import json
from pathlib import Path

import numpy as np
from PIL import Image

from trainer.arrays import AnyFloatArray, ByteArray
from trainer.baseline.align import whole_picture
from trainer.baseline.judge import Picture, score_with_baselines
from trainer.packs import thermal
from trainer.packs.manifest import Json, read_map
from trainer.packs.reference import Backbone, Detector
from trainer.patchcore.cells import cells
from trainer.preprocess import read_picture

KEPT = 7
"""Only every n-th distance is stored."""
REFRAMED = ("thermal-transformer-0", "thermal-transformer-reframed")
PAIRS = (
    ("thermal-transformer-1", "thermal-transformer-0"),
    ("thermal-transformer-reframed", "thermal-transformer-0"),
    ("thermal-transformer-0", "thermal-cable-joints-0"),
)
"""(later picture, baseline): the same scene with a fault, reframed, and another scene."""


def write_baseline_fixtures(models: Path, out: Path, bank: AnyFloatArray, manifest: Json) -> None:
    """`baselines.json`, and the reframed picture. The other pictures are there already."""
    source, reframed = REFRAMED
    with Image.open(out / f"{source}.png") as picture:
        width, height = picture.size
        part = (round(0.07 * width), round(0.02 * height), round(0.95 * width), round(0.9 * height))
        picture.rotate(3, Image.Resampling.BICUBIC).crop(part).save(out / f"{reframed}.png", optimize=True)
    backbone = Backbone(models / "field-backbone" / "backbone.onnx")
    detector = Detector(
        thermal.RECIPE, np.asarray(bank, np.float32), thermal.NEIGHBOURS, thermal.RULE, read_map(manifest["anomaly"]["map"])
    )
    names = {name for pair in PAIRS for name in pair}
    pictures = {name: load(read_picture(out / f"{name}.png"), backbone, detector) for name in names}
    calibration = manifest["anomaly"]["calibration"]
    cases = [case_of(later, baseline, pictures, detector, calibration) for later, baseline in PAIRS]
    (out / "baselines.json").write_text(json.dumps({"pack": manifest["id"], "every": KEPT, "cases": cases}, indent=1) + "\n")


def load(pixels: ByteArray, backbone: Backbone, detector: Detector) -> Picture:
    features = backbone.features(pixels, thermal.INPUT)
    height, width = pixels.shape[:2]
    grid = thermal.RECIPE.grid
    return Picture(whole_picture(cells(features, thermal.RECIPE), grid, grid, width, height), detector.places(features))


def case_of(later: str, baseline: str, pictures: dict[str, Picture], detector: Detector, calibration: Json) -> Json:
    raw, (found,) = score_with_baselines(
        pictures[later], [pictures[baseline]], detector, calibration["threshold"], calibration["softness"]
    )
    similarity = found.alignment.similarity
    near = None if found.near is None else [None if np.isinf(value) else round(float(value), 5) for value in found.near[::KEPT]]
    return {
        "picture": f"{later}.png",
        "baseline": f"{baseline}.png",
        "rawScore": raw,
        "agreement": found.alignment.agreement,
        "isAligned": found.alignment.is_aligned,
        "scale": similarity.scale,
        "rotationDeg": similarity.rotation_deg,
        "shiftX": similarity.shift_x,
        "shiftY": similarity.shift_y,
        "near": near,
    }
