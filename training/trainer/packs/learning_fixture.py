"""`learn.json`: the rows and scores that examples give for made cells, for the hosts to compare.

Both sides make the cells from the seed.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trainer.packs.reference import PlaceMap
from trainer.packs.taught_fixture import COLUMNS, made_cells
from trainer.patchcore.bank import ScoreRule
from trainer.patchcore.learning import AreaExample, Banks, Terms, learn, learning_score


@dataclass(frozen=True)
class Case:
    """`kinds`: of one example each, of the picture of its place; its area is the upper half. `levels`: as in `taught.json`.

    `alarm`: each picture is the first one, an eighth darker than the one before, and its last cell is unusual.
    """

    title: str
    side: int
    kinds: tuple[str, ...]
    threshold: float
    top: int = 1
    levels: int = 0
    with_map: bool = False
    map_threshold: float = 0.3
    alarm: bool = False


CASES = (
    Case("a normal area", 10, ("normal",), 0.45),
    Case("a missed fault, three cells count", 10, ("fault",), 0.75, top=3),
    Case("two faults and two normals", 12, ("normal", "fault", "normal", "fault"), 0.6, top=3),
    Case("equal cells", 12, ("fault", "normal"), 0.78, levels=4),
    Case("with the pack's own map", 12, ("normal", "fault", "fault"), 0.65, top=3, with_map=True),
    Case("a fault in a picture that is anomalous elsewhere", 12, ("fault", "fault"), 0.5, map_threshold=2.4, alarm=True),
)
BANK_ROWS = 60
SOFTNESS, PIXELS = 0.1, 4
PLACE_MAP = PlaceMap("spots", 0.6, 0.2, 0.4, 0.3)


def write_examples(path: Path, seed: int) -> None:
    cases = [case_of(case, seed + at) for at, case in enumerate(CASES)]
    path.write_text(json.dumps({"tolerance": 1e-5, "cases": cases}, indent=1) + "\n")


def case_of(case: Case, seed: int) -> dict[str, Any]:
    count = case.side**2
    pictures = [made_cells(1000 * seed + at, count, case.levels) for at in range(len(case.kinds))]
    if case.alarm:
        pictures = [np.float32(1 - 0.125 * at) * pictures[0] for at in range(len(pictures))]
        for cells in pictures:
            cells[-1] += 2
    # The first column of other cells is the map: even numbers.
    maps = [
        made_cells(1000 * seed + 500 + at, count, case.levels)[:, 0].copy() if case.with_map else None
        for at in range(len(case.kinds))
    ]
    none = np.zeros((0, COLUMNS), np.float32)
    banks = Banks(made_cells(1000 * seed + 999, BANK_ROWS, case.levels), none, none)
    own = PLACE_MAP if case.with_map else None
    terms = Terms(case.threshold, SOFTNESS, case.map_threshold, ScoreRule(case.top), 1, own, PIXELS)
    area = np.arange(count) // case.side * 2 < case.side
    examples = [AreaExample(kind, cells, area, places) for kind, cells, places in zip(case.kinds, pictures, maps, strict=True)]
    before = [learning_score(cells, places, banks, terms) for cells, places in zip(pictures, maps, strict=True)]
    learned = learn(examples, banks, terms)
    return {
        "title": case.title,
        "seed": seed,
        "side": case.side,
        "columns": COLUMNS,
        "kinds": case.kinds,
        "top": case.top,
        "levels": case.levels,
        "withMap": case.with_map,
        "alarm": case.alarm,
        "bankRows": BANK_ROWS,
        "calibration": {"threshold": case.threshold, "softness": SOFTNESS, "mapThreshold": case.map_threshold},
        "expected": {
            "normalRows": len(learned.normal),
            "normalSha256": sha256_of(learned.normal),
            "faultRows": len(learned.defects),
            "faultSha256": sha256_of(learned.defects),
            "before": before,
            "after": [learning_score(cells, places, learned, terms) for cells, places in zip(pictures, maps, strict=True)],
        },
    }


def sha256_of(rows: np.ndarray[Any, np.dtype[np.float32]]) -> str:
    return hashlib.sha256(rows.astype("<f4").tobytes()).hexdigest()
