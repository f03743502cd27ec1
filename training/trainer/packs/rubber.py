"""The pack `rubber-sheet`: a grade head on the frozen embedding, defects per cell, a memory bank of clean sheets."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.special import logsumexp

from trainer.arrays import FloatArray
from trainer.packs.manifest import (
    BACKBONE_PATH,
    Json,
    calibration_block,
    golden_block,
    input_block,
    map_block,
    patches_block,
    write_floats,
    write_pack,
)
from trainer.packs.placed import HeldOut, place_map_of, placed_calibration
from trainer.packs.reference import Backbone, Detector, LinearHead, PlaceMap, places_of
from trainer.patchcore.bank import ScoreRule, distances, greedy_k_centre
from trainer.patchcore.calibration import Calibration
from trainer.patchcore.cells import CellRecipe, Tap, cells, join
from trainer.preprocess import InputRecipe
from trainer.render.defects import DEFECT_LABELS, DefectLabel
from trainer.render.sheet import SheetRender
from trainer.render.style import TRAINING
from trainer.render.types import Picture
from trainer.rubber.cells import cells_of
from trainer.rubber.dataset import Sample, sheet_of_grade
from trainer.rubber.embedded import Embedded, embed_samples
from trainer.rubber.head import Embedding, Head, train_head
from trainer.rubber.metrics import macro_f1
from trainer.rubber.parts import DRYING_LINES, TRAINING_SHEETS, head_samples, validation_samples
from trainer.rubber.rules import GRADES, LABELS, NOT_RUBBER, Grade, group_of

log = logging.getLogger(__name__)

INPUT = InputRecipe(224, 224)
RECIPE = CellRecipe((Tap("s8", 3, "l2"), Tap("s16", 3, "l2")), grid=28)
RULE = ScoreRule(top=8)
NEIGHBOURS = 1
BANK_ROWS = 1500
CLEAN_SHEETS = 120
HELD_OUT_CLEAN = 200
HELD_OUT_FAULTY = 200
MOSTLY = 127
"""Of 255: more than half of a cell."""
FALSE_ALARM_RATE = 0.05
VECTOR = "sheet"
DEFECTS = "defects"
TITLES: dict[DefectLabel, str] = {
    "bubbles": "Bubbles",
    "bark": "Bark specks",
    "dry_mould": "Dry mould",
    "rust": "Rust",
    "blemishes": "Stains",
    "blisters": "Blisters",
    "over_smoked": "Over-smoked",
    "opaque": "Opaque",
    "burnt": "Burnt",
    "oxidised": "Oxidised spots",
    "under_cured": "Under-cured",
}
KINDS = tuple((label, TITLES[label]) for label in DEFECT_LABELS)
"""The meaning of each channel of the output `defects`."""
BATCH = 32
PENALTIES = (3e-4, 1e-3, 3e-3, 1e-2)
CONFIDENCE_BELOW = 0.45
DRYING_WEIGHT = 6
RIGHTLY_REFUSED = 0.99
REFUSAL_SHIFT = 0.2
RENDERED = {"rendered": TRAINING_SHEETS + DRYING_LINES, "real": 0}
"""Sheets from which grades and defects were learned. The photos in training show no sheets."""
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
    """The head whose penalty gives the best macro-F1 on validation samples, which also set temperature and refusals."""
    training = weighted(embedded(backbone, head_samples(data, seed, cache)))
    validation = embedded(backbone, validation_samples(data, seed, cache))

    def fit(penalty: float) -> Head:
        return train_head(training.embedding, training.label, validation.embedding, validation.label, penalty=penalty)

    def score(head: Head) -> float:
        return macro_f1(validation.label, head.probabilities(validation.embedding).argmax(axis=1), len(LABELS))

    head = max((fit(penalty) for penalty in PENALTIES), key=score)
    log.info("rubber head: %d learned from, validation macro-F1 %.3f", len(training.label), score(head))
    return refusing(head, validation, RIGHTLY_REFUSED, REFUSAL_SHIFT)


def weighted(part: Embedded) -> Embedded:
    """Counts sheets drying outdoors DRYING_WEIGHT times: they are few, and the only real photo available shows them."""
    taken = np.repeat(np.arange(len(part.label)), np.where(part.source == "render/drying-line", DRYING_WEIGHT, 1))
    return Embedded(part.embedding[taken], part.label[taken], part.source[taken])


def refusing(head: Head, validation: Embedded, share: float, shift: float) -> Head:
    """The head with the bias of `Not_Rubber` moved to a limit between validation photos and sheets.

    At the limit `share` of the photos are refused; from there it is moved by `shift` (0..1) of the way to the limit at which
    `share` of the sheets are kept, because photos unlike the validation's come nearer to a sheet than those do. Not half of the
    way: real sheets come nearer to a photo than rendered ones do.
    """
    logits = head.logits(validation.embedding) / head.temperature
    odds = logits[:, -1] - logsumexp(logits[:, :-1], axis=1)
    is_photo = np.char.startswith(validation.source, "photo")
    photos, sheets = np.quantile(odds[is_photo], 1 - share), np.quantile(odds[~is_photo], share)
    bias = head.bias.copy()
    bias[-1] -= (photos + shift * (sheets - photos)) * head.temperature
    return replace(head, bias=bias)


def embedded(backbone: Backbone, samples: Iterable[Sample]) -> Embedded:
    def embed(pictures: Sequence[Picture]) -> Embedding:
        return np.stack([backbone.features(picture, INPUT)[VECTOR] for picture in pictures])

    return embed_samples(embed, samples, BATCH)


def rendered_sheets(seed: int, part: int, grades: Sequence[Grade], count: int) -> Iterator[SheetRender]:
    """`count` sheets of the training styles, the grades in turn; `part` separates the random streams."""
    for at in range(count):
        yield sheet_of_grade(np.random.default_rng((seed, part, at)), grades[at % len(grades)], TRAINING, side_px=256)


def clean_bank(backbone: Backbone, seed: int) -> FloatArray:
    """Rows [n, D], as stored, of the cells of clean rendered sheets."""
    renders = rendered_sheets(seed, 91, GRADES[:1], CLEAN_SHEETS)
    vectors = join([cells(backbone.features(render.picture, INPUT), RECIPE) for render in renders])[::3]
    return vectors[greedy_k_centre(vectors, BANK_ROWS, seed)].astype(np.float16).astype(np.float32)


def held_out_sheets(backbone: Backbone, bank: FloatArray, renders: Iterable[SheetRender]) -> tuple[HeldOut, HeldOut]:
    """Distances and map values of held-out sheets: for all cells, and for those that are mostly sheet."""
    found, places, on_sheet = [], [], []
    for render in renders:
        features = backbone.features(render.picture, INPUT)
        found.append(distances(cells(features, RECIPE), bank, NEIGHBOURS))
        places.append(places_of(features[DEFECTS], RECIPE.grid))
        on_sheet.append(cells_of(render)[..., 0].ravel() > MOSTLY)

    def of_sheet(values: list[FloatArray]) -> list[FloatArray]:
        return [value[is_sheet] for value, is_sheet in zip(values, on_sheet, strict=True)]

    return HeldOut(found, places), HeldOut(of_sheet(found), of_sheet(places))


def label_block() -> list[Json]:
    grades: list[Json] = [{"name": g, "title": f"RSS {g[-1]}", "group": group_of(g)} for g in GRADES]
    return [*grades, {"name": NOT_RUBBER, "title": "Not a rubber sheet"}]


def build_rubber(models: Path, data: Path, seed: int, cache: Path | None) -> Json:
    """Write the pack and return its manifest. `cache` keeps rendered pictures between builds."""
    folder = models / "rubber-sheet"
    backbone = Backbone(models / "field-backbone" / "backbone.onnx")
    head = fit_head(backbone, data, seed, cache)
    bank = clean_bank(backbone, seed)
    clean, clean_rubber = held_out_sheets(backbone, bank, rendered_sheets(seed, 94, GRADES[:1], HELD_OUT_CLEAN))
    faulty, _ = held_out_sheets(backbone, bank, rendered_sheets(seed, 95, GRADES[1:], HELD_OUT_FAULTY))
    place_map = replace(place_map_of(DEFECTS, clean_rubber, faulty), kinds=KINDS)
    write_floats(folder, "bank.bin", bank, "float16")
    (folder / "head.bin").write_bytes(head.to_bytes())
    golden = sheet_of_grade(np.random.default_rng((seed, 92)), GRADES[2], TRAINING, side_px=192).picture
    (folder / "golden.bin").write_bytes(golden.tobytes())
    features = backbone.features(golden, INPUT)
    chances = LinearHead(head.weights, head.bias, head.temperature).probabilities(features[VECTOR])
    expected = {
        "rawScore": Detector(RECIPE, bank, NEIGHBOURS, RULE, place_map).score(features),
        "probabilities": [float(chance) for chance in chances],
        "embedding": [float(value) for value in features[VECTOR][:8]],
    }
    about = {
        "id": "rubber-sheet",
        "version": "0.4.0",
        "title": "Rubber sheet",
        "summary": "RSS grade of a ribbed smoked sheet from one photo, and where it shows which defect.",
        "notice": NOTICE,
        "trainedOn": {"grade": RENDERED, "anomaly": RENDERED},
        "licence": "Apache-2.0",
        "card": "model-card.md",
    }
    body = {
        "input": input_block(INPUT),
        "network": {"file": "backbone", "input": "image", "embedding": VECTOR},
        "anomaly": anomaly_block(bank, place_map, placed_calibration(clean, faulty, place_map, RULE, FALSE_ALARM_RATE)),
        "grade": grade_block(head),
        "golden": golden_block(golden, expected),
    }
    assert len(LABELS) == len(head.bias)
    files = {"backbone": BACKBONE_PATH, "bank": "bank.bin", "head": "head.bin", "golden": "golden.bin"}
    return write_pack(folder, about, files, body)


def anomaly_block(bank: FloatArray, place_map: PlaceMap, calibration: Calibration) -> Json:
    return {
        "patches": patches_block(RECIPE),
        "bank": {"file": "bank", "rows": len(bank), "columns": bank.shape[1], "type": "float16"},
        "neighbours": NEIGHBOURS,
        "score": {"kind": "top-mean", "count": RULE.top},
        "calibration": calibration_block(calibration),
        "severity": SEVERITY,
        "minBoxShare": 0.001,
        "ignore": [],
        "map": map_block(place_map),
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
