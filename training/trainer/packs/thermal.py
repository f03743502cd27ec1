"""The pack `transformer-thermal`: a memory bank of healthy transformers, its threshold, its severity bands."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainer.packs.manifest import (
    BACKBONE_PATH,
    Json,
    calibration_block,
    golden_block,
    input_block,
    patches_block,
    write_floats,
    write_pack,
)
from trainer.packs.reference import Backbone, Detector
from trainer.patchcore.bank import ScoreRule, greedy_k_centre, picture_score
from trainer.patchcore.calibration import Calibration, calibrate
from trainer.patchcore.cells import CellRecipe, Tap, cells, join
from trainer.preprocess import ByteArray, InputRecipe, read_picture

FloatArray = NDArray[np.float32]

INPUT = InputRecipe(224, 224)
RECIPE = CellRecipe(
    (
        Tap("s4", norm="l2"),
        Tap("s8", norm="l2"),
        Tap("s4", weight=0.13),
        Tap("s8", weight=0.12),
        Tap("heat", weight=4.0),
    ),
    grid=28,
)
"""Texture at unit length, its raw magnitude at a small weight (for where), and what the palette says of heat."""
RULE = ScoreRule(top=1)
NEIGHBOURS = 1
BANK_ROWS = 1200
FALSE_ALARM_RATE = 0.15
SEVERITY = [
    {"name": "Normal", "title": "Normal", "upTo": 0.3, "action": "pass"},
    {"name": "Potential", "title": "Potential", "upTo": 0.5, "action": "monitor"},
    {"name": "Overloway", "title": "Overload", "upTo": 0.8, "action": "inspect"},
    {"name": "Faulty", "title": "Faulty", "upTo": 1, "action": "critical"},
]
NOTICE = (
    "Visual anomaly severity of a palette picture, not a temperature. The memory holds few healthy transformers, "
    "most of one kind: a scene unlike them scores high although it may be healthy."
)


@dataclass(frozen=True)
class ThermalPicture:
    """One picture of the set: which transformer, whether faulty, its pixels."""

    transformer: str
    faulty: bool
    path: Path

    def pixels(self) -> ByteArray:
        return read_picture(self.path)


def thermal_pictures(data: Path) -> list[ThermalPicture]:
    """The original pictures in a fixed order. Raises FileNotFoundError where the data folder is absent."""
    root = data / "transformer-thermal" / "original"
    if not root.is_dir():
        raise FileNotFoundError(f"{root} is absent: set FIELDGRADE_DATA to the folder with the data")
    paths = sorted(path for path in root.glob("T*/*/*") if path.suffix.lower() in {".jpg", ".jpeg", ".png"})
    return [ThermalPicture(path.parts[-3], path.parts[-2] == "faulty", path) for path in paths]


def build_bank(pictures: list[FloatArray], seed: int, rows: int = BANK_ROWS) -> FloatArray:
    """Coreset [rows, D] of the cell vectors of `pictures`, each [cells, D]."""
    vectors = join(pictures)
    return vectors[greedy_k_centre(vectors, rows, seed)]


def picture_cells(backbone: Backbone, pixels: ByteArray) -> FloatArray:
    """Cell vectors of a picture."""
    return cells(backbone.features(pixels, INPUT), RECIPE)


def held_out_calibration(normals: list[tuple[str, FloatArray]], seed: int) -> Calibration:
    """Calibrate on normals, (transformer, cells), scored against a bank without their own transformer."""
    scores: list[float] = []
    found_cells: list[FloatArray] = []
    for transformer in sorted({name for name, _ in normals}):
        bank = build_bank([vectors for name, vectors in normals if name != transformer], seed)
        detector = Detector(RECIPE, bank, NEIGHBOURS, RULE)
        for vectors in [vectors for name, vectors in normals if name == transformer]:
            found = detector.distances_of(vectors)
            scores.append(picture_score(found, RULE))
            found_cells.append(found)
    return calibrate(np.asarray(scores, np.float32), np.concatenate(found_cells), FALSE_ALARM_RATE)


def build_thermal(models: Path, data: Path, seed: int, golden: ByteArray) -> Json:
    """Write the pack and return its manifest. `golden` [H, W, 3] becomes the golden picture."""
    folder = models / "transformer-thermal"
    backbone = Backbone(models / "field-backbone" / "backbone.onnx")
    healthy = [picture for picture in thermal_pictures(data) if not picture.faulty]
    normals = [(picture.transformer, picture_cells(backbone, picture.pixels())) for picture in healthy]
    bank = build_bank([vectors for _, vectors in normals], seed)
    stored = bank.astype(np.float16).astype(np.float32)
    write_floats(folder, "bank.bin", bank, "float16")
    (folder / "golden.bin").write_bytes(golden.tobytes())
    score = Detector(RECIPE, stored, NEIGHBOURS, RULE).score(backbone.features(golden, INPUT))
    anomaly = {
        "patches": patches_block(RECIPE),
        "bank": {"file": "bank", "rows": len(bank), "columns": bank.shape[1], "type": "float16"},
        "neighbours": NEIGHBOURS,
        "score": {"kind": "max"} if RULE.top == 1 else {"kind": "top-mean", "count": RULE.top},
        "calibration": calibration_block(held_out_calibration(normals, seed)),
        "severity": SEVERITY,
        "minBoxShare": 0.0005,
        "ignore": [],
    }
    head = {
        "id": "transformer-thermal",
        "version": "0.1.0",
        "title": "Transformer (thermal)",
        "summary": "Anomaly score, severity and hot regions of an infrared picture of a distribution transformer.",
        "notice": NOTICE,
        "licence": "Apache-2.0",
        "card": "model-card.md",
    }
    body = {
        "input": input_block(INPUT),
        "network": {"file": "backbone", "input": "image", "embedding": "embedding"},
        "anomaly": anomaly,
        "golden": golden_block(golden, {"rawScore": score}),
    }
    return write_pack(folder, head, {"backbone": BACKBONE_PATH, "bank": "bank.bin", "golden": "golden.bin"}, body)
