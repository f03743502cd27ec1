"""The pack `surface`: an empty memory bank, to be taught on the device with normal pictures."""

from pathlib import Path

import numpy as np

from trainer.backbone.crops import render_texture
from trainer.packs.manifest import BACKBONE_PATH, Json, golden_block, input_block, patches_block, write_pack
from trainer.packs.reference import Backbone
from trainer.patchcore.bank import ScoreRule
from trainer.patchcore.cells import CellRecipe, Tap
from trainer.patchcore.weights import ChosenWeights
from trainer.preprocess import InputRecipe

INPUT = InputRecipe(224, 224)
RECIPE = CellRecipe((Tap("s4", 3, "l2"), Tap("s8", 3, "l2"), Tap("s16", 3, "l2")), grid=28)
RULE = ScoreRule(top=8)
WEIGHTS = ChosenWeights(
    measured_by="s4",
    limit=1.2,
    columns={"s4": 24, "s8": 32, "s16": 96},
    even={"s4": 1.0, "s8": 0.5, "s16": 0.5},
    uneven={"s4": 0.5, "s8": 1.0, "s16": 2.0},
    few={"s4": 1.0, "s8": 1.0, "s16": 1.0},
    few_below=12,
)
BANK_ROWS = 1500
"""At most, in teaching. Chosen with taps and rule by comparing recipes; see `docs/calibration.md`."""
COLUMNS = sum(WEIGHTS.columns.values())
GOLDEN_PX = 160
UNTAUGHT = {"threshold": 1.27, "mapThreshold": 0.86, "softness": 0.3, "falseAlarmRate": 0.05, "normals": 0}
"""For pictures that are judged by baselines alone; from the part `untaught` of the evaluation."""
SEVERITY = [
    {"name": "Normal", "title": "Normal", "upTo": 0.5, "action": "pass"},
    {"name": "Anomalous", "title": "Unusual", "upTo": 1, "action": "inspect"},
]


def build_surface(models: Path, seed: int) -> Json:
    """Write the pack and return its manifest."""
    folder = models / "surface"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bank.bin").write_bytes(b"")
    golden = render_texture(GOLDEN_PX, np.random.default_rng(seed)).round().astype(np.uint8)
    (folder / "golden.bin").write_bytes(golden.tobytes())
    embedding = Backbone(models / "field-backbone" / "backbone.onnx").features(golden, INPUT)["embedding"]
    anomaly = {
        "patches": {**patches_block(RECIPE), "chosenWeights": weights_block(WEIGHTS)},
        "bank": {"file": "bank", "rows": 0, "columns": COLUMNS, "type": "float16"},
        "neighbours": 1,
        "score": {"kind": "top-mean", "count": RULE.top},
        "calibration": UNTAUGHT,
        "severity": SEVERITY,
        "minBoxShare": 0.0005,
        "ignore": [],
    }
    about = {
        "id": "surface",
        "version": "0.5.1",
        "title": "Surface",
        "summary": "Finds what is unusual on any surface, once taught with pictures of what is normal.",
        "notice": "Knows nothing until it is taught: show it pictures of healthy pieces first.",
        "licence": "Apache-2.0",
        "card": "model-card.md",
    }
    body = {
        "input": input_block(INPUT),
        "network": {"file": "backbone", "input": "image", "embedding": "embedding"},
        "anomaly": anomaly,
        "golden": golden_block(golden, {"embedding": [float(value) for value in embedding[:16]]}),
    }
    return write_pack(folder, about, {"backbone": BACKBONE_PATH, "bank": "bank.bin", "golden": "golden.bin"}, body)


def weights_block(weights: ChosenWeights) -> Json:
    """Weights and columns as lists, in the order of the taps."""
    names = [tap.output for tap in RECIPE.taps]
    return {
        "measuredBy": weights.measured_by,
        "limit": weights.limit,
        "columns": [weights.columns[name] for name in names],
        "even": [weights.even[name] for name in names],
        "uneven": [weights.uneven[name] for name in names],
        "few": {"below": weights.few_below, "weights": [weights.few[name] for name in names]},
    }
