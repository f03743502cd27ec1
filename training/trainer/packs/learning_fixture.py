"""`learn.json`: the rows and scores that examples give for made cells, for the hosts to compare.

Both sides make the cells from the seed.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trainer.arrays import FloatArray
from trainer.baseline.align import whole_picture
from trainer.baseline.judge import Comparison, Picture, compare
from trainer.packs.reference import PlaceMap
from trainer.packs.taught_fixture import COLUMNS, made_cells
from trainer.patchcore.bank import ScoreRule
from trainer.patchcore.learning import AreaExample, Banks, Terms, learn, learning_score


@dataclass(frozen=True)
class Case:
    """`kinds`: of one example each, of the picture of its place; its area is the upper half. `levels`: as in `taught.json`.

    `alarm`: each picture is the first one, an eighth darker than the one before, and its last cell is unusual.
    `baseline`: of each picture. `aligned`: the picture itself with other cells in the upper quarter. `elsewhere`: other cells.
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
    baseline: str = "none"


CASES = (
    Case("a normal area", 10, ("normal",), 0.45),
    Case("a missed fault, three cells count", 10, ("fault",), 0.75, top=3),
    Case("two faults and two normals", 12, ("normal", "fault", "normal", "fault"), 0.6, top=3),
    Case("equal cells", 12, ("fault", "normal"), 0.78, levels=4),
    Case("with the pack's own map", 12, ("normal", "fault", "fault"), 0.65, top=3, with_map=True),
    Case("a fault in a picture that is anomalous elsewhere", 12, ("fault", "fault"), 0.5, map_threshold=2.4, alarm=True),
    Case("against aligned baselines", 12, ("normal", "fault"), 0.5, top=3, baseline="aligned"),
    Case("against baselines that are not aligned", 12, ("fault", "normal"), 0.5, top=3, baseline="elsewhere"),
    Case("its own map and aligned baselines", 12, ("normal", "fault"), 0.6, top=3, with_map=True, baseline="aligned"),
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
    maps = [made_map(case, 1000 * seed + 500 + at) for at in range(len(case.kinds))]
    comparisons = [baseline_of(case, pictures[at], maps[at], 1000 * seed + 700 + at) for at in range(len(case.kinds))]
    none = np.zeros((0, COLUMNS), np.float32)
    banks = Banks(made_cells(1000 * seed + 999, BANK_ROWS, case.levels), none, none)
    own = PLACE_MAP if case.with_map else None
    terms = Terms(case.threshold, SOFTNESS, case.map_threshold, ScoreRule(case.top), 1, own, PIXELS)
    area = np.arange(count) // case.side * 2 < case.side
    judged = list(zip(pictures, maps, comparisons, strict=True))
    examples = [AreaExample(kind, each[0], area, *each[1:]) for kind, each in zip(case.kinds, judged, strict=True)]
    before = [learning_score(cells, places, banks, terms, compared) for cells, places, compared in judged]
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
        "baseline": case.baseline,
        "bankRows": BANK_ROWS,
        "calibration": {"threshold": case.threshold, "softness": SOFTNESS, "mapThreshold": case.map_threshold},
        "expected": {
            "normalRows": len(learned.normal),
            "normalSha256": sha256_of(learned.normal),
            "faultRows": len(learned.defects),
            "faultSha256": sha256_of(learned.defects),
            "before": before,
            "after": [learning_score(cells, places, learned, terms, compared) for cells, places, compared in judged],
        },
    }


def made_map(case: Case, seed: int) -> FloatArray | None:
    """The first column of other cells: even numbers."""
    return made_cells(seed, case.side**2, case.levels)[:, 0].copy() if case.with_map else None


def baseline_of(case: Case, cells: FloatArray, places: FloatArray | None, seed: int) -> list[Comparison]:
    if case.baseline == "none":
        return []
    normal = made_cells(seed, case.side**2, case.levels)
    if case.baseline == "aligned":
        quarter = case.side // 4 * case.side
        normal[quarter:] = cells[quarter:]
    size = (case.side, case.side, PIXELS * case.side, PIXELS * case.side)
    baseline = Picture(whole_picture(normal, *size), made_map(case, seed + 100))
    return [compare(Picture(whole_picture(cells, *size), places), baseline)]


def sha256_of(rows: np.ndarray[Any, np.dtype[np.float32]]) -> str:
    return hashlib.sha256(rows.astype("<f4").tobytes()).hexdigest()
