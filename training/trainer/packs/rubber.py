"""The pack `rubber-sheet`: a grade head on the frozen embedding, and a memory of clean sheets for what disturbs a sheet."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.special import logsumexp

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
from trainer.rubber.dataset import Sample, sheet_of_grade
from trainer.rubber.embedded import Embedded, embed_samples
from trainer.rubber.head import Embedding, Head, train_head
from trainer.rubber.metrics import macro_f1
from trainer.rubber.parts import head_samples, validation_samples
from trainer.rubber.rules import GRADES, LABELS, NOT_RUBBER, group_of

log = logging.getLogger(__name__)

INPUT = InputRecipe(224, 224)
RECIPE = CellRecipe((Tap("s8", 3, "l2"), Tap("s16", 3, "l2")), grid=28)
RULE = ScoreRule(top=8)
NEIGHBOURS = 1
BANK_ROWS = 1500
CLEAN_SHEETS = 120
HELD_OUT_CLEAN = 60
FALSE_ALARM_RATE = 0.05
VECTOR = "sheet"
BATCH = 32
PENALTIES = (3e-4, 1e-3, 3e-3, 1e-2)
CONFIDENCE_BELOW = 0.45
DRYING_WEIGHT = 6
RIGHTLY_REFUSED = 0.99
REFUSAL_LEAN = 0.2
NOTICE = (
    "Indicative only. This pack learned from sheets drawn by a program; it never saw a real graded sheet. "
    "A grade in the Green Book is a judgement of bales against official samples."
)
SEVERITY = [
    {"name": "Clean", "title": "Clean", "upTo": 0.5, "action": "pass"},
    {"name": "Disturbed", "title": "Disturbed", "upTo": 0.8, "action": "look"},
    {"name": "Defective", "title": "Clearly disturbed", "upTo": 1, "action": "inspect"},
]


def fit_head(backbone: Backbone, data: Path, seed: int, cache: Path | None) -> Head:
    """The head whose penalty gives the best macro-F1 on validation samples; temperature and refusals are set on the same."""
    training = weighted(embedded(backbone, head_samples(data, seed, cache)))
    validation = embedded(backbone, validation_samples(data, seed, cache))

    def fit(penalty: float) -> Head:
        return train_head(training.embedding, training.label, validation.embedding, validation.label, penalty=penalty)

    def score(head: Head) -> float:
        return macro_f1(validation.label, head.probabilities(validation.embedding).argmax(axis=1), len(LABELS))

    head = max((fit(penalty) for penalty in PENALTIES), key=score)
    log.info("rubber head: %d learned from, validation macro-F1 %.3f", len(training.label), score(head))
    return refusing(head, validation, RIGHTLY_REFUSED, REFUSAL_LEAN)


def weighted(part: Embedded) -> Embedded:
    """Sheets drying outdoors counted DRYING_WEIGHT times: they are few, and the only real photo at hand is of such."""
    taken = np.repeat(np.arange(len(part.label)), np.where(part.source == "render/drying-line", DRYING_WEIGHT, 1))
    return Embedded(part.embedding[taken], part.label[taken], part.source[taken])


def refusing(head: Head, validation: Embedded, share: float, lean: float) -> Head:
    """The head with the bias of `Not_Rubber` moved to a limit between validation photos and sheets.

    At the limit `share` of the photos are refused; from there it is moved by `lean` (0..1) of the way to the limit at which
    `share` of the sheets are kept, because photos unlike the validation's come nearer to a sheet than those do. Not half of the
    way: real sheets come nearer to a photo than rendered ones do.
    """
    logits = head.logits(validation.embedding) / head.temperature
    odds = logits[:, -1] - logsumexp(logits[:, :-1], axis=1)
    is_photo = np.char.startswith(validation.source, "photo")
    photos, sheets = np.quantile(odds[is_photo], 1 - share), np.quantile(odds[~is_photo], share)
    bias = head.bias.copy()
    bias[-1] -= (photos + lean * (sheets - photos)) * head.temperature
    return replace(head, bias=bias)


def embedded(backbone: Backbone, samples: Iterable[Sample]) -> Embedded:
    def embed(pictures: Sequence[Picture]) -> Embedding:
        return np.stack([backbone.features(picture, INPUT)[VECTOR] for picture in pictures])

    return embed_samples(embed, samples, BATCH)


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
    head = fit_head(backbone, data, seed, cache)
    bank, calibration = clean_memory(backbone, seed)
    write_floats(folder, "bank.bin", bank, "float16")
    (folder / "head.bin").write_bytes(head.to_bytes())
    golden = sheet_of_grade(np.random.default_rng((seed, 92)), GRADES[2], TRAINING, side_px=192).picture
    (folder / "golden.bin").write_bytes(golden.tobytes())
    features = backbone.features(golden, INPUT)
    chances = LinearHead(head.weights, head.bias, head.temperature).probabilities(features[VECTOR])
    expected = {
        "rawScore": Detector(RECIPE, bank, NEIGHBOURS, RULE).score(features),
        "probabilities": [float(chance) for chance in chances],
        "embedding": [float(value) for value in features[VECTOR][:8]],
    }
    about = {
        "id": "rubber-sheet",
        "version": "0.2.0",
        "title": "Rubber sheet",
        "summary": "RSS grade of a ribbed smoked sheet from one photo, and what disturbs the sheet.",
        "notice": NOTICE,
        "licence": "Apache-2.0",
        "card": "model-card.md",
    }
    body = {
        "input": input_block(INPUT),
        "network": {"file": "backbone", "input": "image", "embedding": VECTOR},
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
