"""The pack `rubber-sheet`: a grade head on the frozen embedding, and a memory of clean sheets for what disturbs a sheet."""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

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
from trainer.packs.reference import Backbone, Detector, FloatArray, LinearHead
from trainer.patchcore.bank import ScoreRule, greedy_k_centre, picture_score
from trainer.patchcore.calibration import Calibration, calibrate
from trainer.patchcore.cells import CellRecipe, Tap, cells, join
from trainer.preprocess import InputRecipe
from trainer.render.style import TRAINING
from trainer.render.types import Picture
from trainer.rubber.dataset import (
    Sample,
    held_out_sheets,
    photo_crops,
    photo_paths,
    rendered_negatives,
    sheet_of_grade,
    training_sheets,
    whole_photos,
)
from trainer.rubber.head import Embedding, Head
from trainer.rubber.kept import kept
from trainer.rubber.rules import GRADES, LABELS, NOT_RUBBER, group_of
from trainer.rubber.train import Embedded, RubberParts, embed_samples, fit_rubber_head, joined, where

log = logging.getLogger(__name__)

INPUT = InputRecipe(224, 224)
RECIPE = CellRecipe((Tap("s8", 3, "l2"), Tap("s16", 3, "l2")), grid=28)
RULE = ScoreRule(top=8)
NEIGHBOURS = 1
BANK_ROWS = 1500
CLEAN_SHEETS = 120
HELD_OUT_CLEAN = 60
FALSE_ALARM_RATE = 0.05
TRAINING_SHEETS = 4000
VALIDATION_SHEETS = 600
HELD_OUT_SHEETS = 600
CROPS = 1500
NON_SHEETS = 800
BATCH = 32
PENALTIES = (3e-4, 1e-3, 3e-3, 1e-2)
CONFIDENCE_BELOW = 0.45
NOTICE = (
    "Indicative only. This pack learned from sheets drawn by a program; it never saw a real graded sheet. "
    "A grade in the Green Book is a judgement of bales against official samples."
)
SEVERITY = [
    {"name": "Clean", "title": "Clean", "upTo": 0.5, "action": "pass"},
    {"name": "Disturbed", "title": "Disturbed", "upTo": 0.8, "action": "look"},
    {"name": "Defective", "title": "Clearly disturbed", "upTo": 1, "action": "inspect"},
]


def rubber_parts(backbone: Backbone, data: Path, seed: int, cache: Path | None) -> RubberParts:
    """The data set of the head, embedded: sheets of the training styles, photos, rendered things that are no sheet."""

    def embed(pictures: Sequence[Picture]) -> Embedding:
        return backbone.embed(list(pictures), INPUT)

    def part(samples: Iterable[Sample], name: str | None = None) -> Embedded:
        stored = samples if name is None else kept(samples, cache, f"{name}-{seed}")
        return embed_samples(embed, stored, BATCH)

    photos = photo_paths(data, "training")
    negatives = joined(
        part(whole_photos(photos)),
        part(photo_crops(seed, photos, CROPS)),
        part(rendered_negatives(seed, NON_SHEETS), f"non-sheets-{NON_SHEETS}"),
    )
    to_validation = np.arange(len(negatives.label)) % 7 == 0
    training = part(training_sheets(seed, TRAINING_SHEETS), f"training-{TRAINING_SHEETS}")
    validation = part(training_sheets(seed + 1, VALIDATION_SHEETS), f"validation-{VALIDATION_SHEETS}")
    return RubberParts(
        training=joined(training, where(negatives, ~to_validation)),
        validation=joined(validation, where(negatives, to_validation)),
        held_out=part(held_out_sheets(seed + 2, HELD_OUT_SHEETS), f"held-out-{HELD_OUT_SHEETS}"),
        test_photos=part(whole_photos(photo_paths(data, "test"))),
    )


def clean_cells(backbone: Backbone, seed: int, count: int) -> list[FloatArray]:
    """Cell vectors of clean rendered sheets (RSS 1) in the training styles."""
    renders = (sheet_of_grade(np.random.default_rng((seed, 91, at)), GRADES[0], TRAINING, side_px=256) for at in range(count))
    return [cells(backbone.features(render.picture, INPUT), RECIPE) for render in renders]


def clean_memory(backbone: Backbone, seed: int) -> tuple[FloatArray, Calibration]:
    """(bank [rows, D] as stored, its calibration on clean sheets that are not in it)."""
    vectors = join(clean_cells(backbone, seed, CLEAN_SHEETS))[::3]
    bank = vectors[greedy_k_centre(vectors, BANK_ROWS, seed)].astype(np.float16).astype(np.float32)
    detector = Detector(RECIPE, bank, NEIGHBOURS, RULE)
    found = [detector.distances_of(v) for v in clean_cells(backbone, seed + 1000, HELD_OUT_CLEAN)]
    scores = np.asarray([picture_score(d, RULE) for d in found], np.float32)
    return bank, calibrate(scores, np.concatenate(found), FALSE_ALARM_RATE)


def label_block() -> list[Json]:
    grades: list[Json] = [{"name": g, "title": f"RSS {g[-1]}", "group": group_of(g)} for g in GRADES]
    return [*grades, {"name": NOT_RUBBER, "title": "Not a rubber sheet"}]


def build_rubber(models: Path, data: Path, seed: int, cache: Path | None) -> Json:
    """Write the pack and return its manifest. `cache` keeps rendered pictures between builds."""
    folder = models / "rubber-sheet"
    backbone = Backbone(models / "field-backbone" / "backbone.onnx")
    head, report = fit_rubber_head(rubber_parts(backbone, data, seed, cache), PENALTIES)
    log.info("rubber head: %s", report.as_json())
    bank, calibration = clean_memory(backbone, seed)
    write_floats(folder, "bank.bin", bank, "float16")
    (folder / "head.bin").write_bytes(head.to_bytes())
    golden = sheet_of_grade(np.random.default_rng((seed, 92)), GRADES[2], TRAINING, side_px=192).picture
    (folder / "golden.bin").write_bytes(golden.tobytes())
    features = backbone.features(golden, INPUT)
    chances = LinearHead(head.weights, head.bias, head.temperature).probabilities(features["embedding"])
    expected = {
        "rawScore": Detector(RECIPE, bank, NEIGHBOURS, RULE).score(features),
        "probabilities": [float(chance) for chance in chances],
        "embedding": [float(value) for value in features["embedding"][:8]],
    }
    about = {
        "id": "rubber-sheet",
        "version": "0.1.0",
        "title": "Rubber sheet",
        "summary": "RSS grade of a ribbed smoked sheet from one photo, and what disturbs the sheet.",
        "notice": NOTICE,
        "licence": "Apache-2.0",
        "card": "model-card.md",
    }
    body = {
        "input": input_block(INPUT),
        "network": {"file": "backbone", "input": "image", "embedding": "embedding"},
        "anomaly": anomaly_block(bank, calibration),
        "grade": grade_block(head),
        "golden": golden_block(golden, expected),
    }
    assert len(LABELS) == len(head.bias)
    files = {"backbone": BACKBONE_PATH, "bank": "bank.bin", "head": "head.bin", "golden": "golden.bin"}
    return write_pack(folder, about, files, body)


def anomaly_block(bank: FloatArray, calibration: Calibration) -> Json:
    return {
        "patches": patches_block(RECIPE),
        "bank": {"file": "bank", "rows": len(bank), "columns": bank.shape[1], "type": "float16"},
        "neighbours": NEIGHBOURS,
        "score": {"kind": "top-mean", "count": RULE.top},
        "calibration": calibration_block(calibration),
        "severity": SEVERITY,
        "minBoxShare": 0.001,
        "ignore": [],
    }


def grade_block(head: Head) -> Json:
    return {
        "source": {"kind": "head", "file": "head"},
        "activation": {"kind": "softmax", "temperature": head.temperature},
        "labels": label_block(),
        "reject": [
            {"kind": "label", "label": NOT_RUBBER, "reason": "not-a-sheet"},
            {"kind": "confidence-below", "value": CONFIDENCE_BELOW, "reason": "not-sure"},
        ],
        "indicative": True,
    }
