"""The pack `transformer-thermal`: a memory bank of healthy transformers, its threshold, its severity bands."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from trainer.arrays import ByteArray, FloatArray
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
from trainer.packs.placed import HeldOut, place_map_of, placed_calibration, two_sided
from trainer.packs.reference import Backbone, Detector, Features, PlaceMap
from trainer.packs.thermal_set import ThermalPicture, thermal_pictures
from trainer.patchcore.bank import ScoreRule, distances, greedy_k_centre
from trainer.patchcore.calibration import Calibration
from trainer.patchcore.cells import CellRecipe, Tap, cells, join
from trainer.preconditions.kinds import other_kinds
from trainer.preconditions.learn import conditions_of, known_colours, other_colours
from trainer.preprocess import InputRecipe
from trainer.spots.examples import RENDERS
from trainer.spots.held_out_finder import HeldOutFinder, open_held_out_finder

INPUT = InputRecipe(256, 256)
RECIPE = CellRecipe(
    (
        Tap("s4", norm="l2"),
        Tap("s8", norm="l2"),
        Tap("s4", weight=0.13),
        Tap("s8", weight=0.12),
        Tap("heat", weight=4.0),
    ),
    grid=32,
)
"""Texture at unit length, its raw magnitude at a small weight, and the heat estimated from the palette."""
RULE = ScoreRule(top=3)
"""The score needs more than one unusual cell."""
NEIGHBOURS = 1
BANK_ROWS = 1200
FALSE_ALARM_RATE = 0.25
"""Of transformers left out in turn: the rate from which F1 at the threshold is over 0.90; `models/EVALUATION.md`."""
SPOTS = "spots"
"""The output with the map; see `trainer.spots`."""
SEVERITY = [
    {"name": "Normal", "title": "Normal", "upTo": 0.3, "action": "pass"},
    {"name": "Potential", "title": "Watch", "upTo": 0.5, "action": "monitor"},
    {"name": "Overloway", "title": "Serious", "upTo": 0.8, "action": "inspect"},
    {"name": "Faulty", "title": "Critical", "upTo": 1, "action": "critical"},
]
CATEGORIES = {
    "elongation": {"at": 3.4, "softness": 0.22},
    "length": {"at": 0.18, "softness": 0.22},
    "compact": {"name": "loose_joint", "title": "Loose joint"},
    "slender": {"name": "point_overload", "title": "Point overload"},
    "long": {"name": "full_wire_overload", "title": "Full wire overload"},
}
"""Chosen on the polygons of T1, measured on the rest; `docs/calibration.md`."""
NOTICE = (
    "Visual anomaly severity of a palette picture, not a temperature. The memory holds few healthy transformers, "
    "most of one kind: a scene unlike them scores high although it may be healthy."
)


def build_bank(pictures: list[FloatArray], seed: int, rows: int = BANK_ROWS) -> FloatArray:
    """Coreset [rows, D] of the cell vectors of `pictures`, each [cells, D]."""
    vectors = join(pictures)
    return vectors[greedy_k_centre(vectors, rows, seed)]


@dataclass(frozen=True)
class Example:
    """A picture with its cells [n, D]."""

    picture: ThermalPicture
    cells: FloatArray


def load_examples(pictures: list[ThermalPicture], backbone: Features) -> list[Example]:
    """Every picture through the backbone."""
    return [Example(picture, picture_cells(backbone, picture.pixels())) for picture in pictures]


def picture_cells(backbone: Features, pixels: ByteArray) -> FloatArray:
    """Cell vectors of a picture."""
    return cells(backbone.features(pixels, INPUT), RECIPE)


def held_out_distances(examples: list[Example], seed: int) -> list[FloatArray]:
    """Distances [cells] of each picture to a bank of the normals of all other transformers."""
    found: dict[Path, FloatArray] = {}
    for name in transformers(examples):
        bank = build_bank([e.cells for e in examples if not e.picture.faulty and e.picture.transformer != name], seed)
        own = [e for e in examples if e.picture.transformer == name]
        found.update((e.picture.path, distances(e.cells, bank, NEIGHBOURS)) for e in own)
    return [found[e.picture.path] for e in examples]


def transformers(examples: list[Example]) -> list[str]:
    return sorted({e.picture.transformer for e in examples})


def held_out_places(examples: list[Example], finder: HeldOutFinder) -> list[FloatArray]:
    """Map values [cells] of each picture, by a finder that was not trained on its transformer."""
    found: dict[Path, FloatArray] = {}
    for name in transformers(examples):
        own = [e.picture.path for e in examples if e.picture.transformer == name]
        found.update(zip(own, finder.places(own, own), strict=True))
    return [found[e.picture.path] for e in examples]


def held_out_pictures(examples: list[Example], finder: HeldOutFinder, seed: int) -> tuple[HeldOut, HeldOut]:
    """Held-out values of the healthy and of the faulty pictures."""
    found, places = held_out_distances(examples, seed), held_out_places(examples, finder)
    healthy, faulty = (HeldOut(only(found, examples, faulty=kind), only(places, examples, faulty=kind)) for kind in (False, True))
    return healthy, faulty


def only(values: list[FloatArray], examples: list[Example], *, faulty: bool) -> list[FloatArray]:
    return [value for e, value in zip(examples, values, strict=True) if e.picture.faulty == faulty]


def thermal_calibration(of_healthy: HeldOut, of_faulty: HeldOut, place_map: PlaceMap) -> Calibration:
    """The threshold and the two softnesses around it."""
    found = placed_calibration(of_healthy, of_faulty, place_map, RULE, FALSE_ALARM_RATE)
    return two_sided(found, of_healthy.scores(place_map, RULE))


def thermal_preconditions(examples: list[Example], data: Path, seed: int) -> list[Json]:
    """The `preconditions` block: learned from all pictures, the scene's limit from banks without the picture's transformer."""
    known = known_colours([(e.picture.path, e.picture.transformer) for e in examples], INPUT)
    others = other_colours(other_kinds(data, seed), INPUT, seed)
    return conditions_of(known, others, held_out_distances(examples, seed))


def build_thermal(models: Path, data: Path, seed: int, golden: ByteArray) -> Json:
    """Write the pack and return its manifest. `golden` [H, W, 3] becomes the golden picture."""
    folder = models / "transformer-thermal"
    backbone = Backbone(models / "field-backbone" / "backbone.onnx")
    pictures = thermal_pictures(data)
    examples = load_examples(pictures, backbone)
    healthy = [e for e in examples if not e.picture.faulty]
    bank = build_bank([e.cells for e in healthy], seed)
    stored = bank.astype(np.float16).astype(np.float32)
    write_floats(folder, "bank.bin", bank, "float16")
    (folder / "golden.bin").write_bytes(golden.tobytes())
    of_healthy, of_faulty = held_out_pictures(examples, open_held_out_finder(backbone, data, pictures, seed), seed)
    place_map = place_map_of(SPOTS, of_healthy, of_faulty)
    score = Detector(RECIPE, stored, NEIGHBOURS, RULE, place_map).score(backbone.features(golden, INPUT))
    anomaly = {
        "patches": patches_block(RECIPE),
        "bank": {"file": "bank", "rows": len(bank), "columns": bank.shape[1], "type": "float16"},
        "neighbours": NEIGHBOURS,
        "score": {"kind": "max"} if RULE.top == 1 else {"kind": "top-mean", "count": RULE.top},
        "calibration": calibration_block(thermal_calibration(of_healthy, of_faulty, place_map)),
        "severity": SEVERITY,
        "minBoxShare": 0.0005,
        "ignore": [],
        "map": map_block(place_map),
        "categories": CATEGORIES,
    }
    head = {
        "id": "transformer-thermal",
        "version": "0.5.0",
        "title": "Transformer (thermal)",
        "summary": "Anomaly score, severity and hot regions of an infrared picture of a distribution transformer.",
        "notice": NOTICE,
        "trainedOn": {"anomaly": {"rendered": RENDERS, "real": len(pictures)}},
        "source": "files",
        "licence": "Apache-2.0",
        "card": "model-card.md",
    }
    body = {
        "input": input_block(INPUT),
        "preconditions": thermal_preconditions(examples, data, seed),
        "network": {"file": "backbone", "input": "image", "embedding": "embedding"},
        "anomaly": anomaly,
        "golden": golden_block(golden, {"rawScore": score}),
    }
    return write_pack(folder, head, {"backbone": BACKBONE_PATH, "bank": "bank.bin", "golden": "golden.bin"}, body)
