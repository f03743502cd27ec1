"""`taught.json`: what a teaching gives for made cells, for the hosts to compare. Both sides make the cells from the seed."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trainer.arrays import FloatArray
from trainer.patchcore.bank import ScoreRule
from trainer.patchcore.teach import OWNED_BY_BASE, Earlier, Plan, teach
from trainer.patchcore.weights import variety
from trainer.seeded_random import SeededRandom


@dataclass(frozen=True)
class Case:
    """`top`: cells of which the score is the mean.

    `levels`: 0, or values are rounded down to steps of 1 / levels, so that cells and distances are often equal.
    """

    title: str
    pictures: int
    side: int
    top: int = 1
    levels: int = 0
    base_rows: int = 0
    earlier: tuple[float, ...] = ()
    half: bool = False


CASES = (
    Case("one picture", 1, 9),
    Case("one picture, three cells count", 1, 10, top=3),
    Case("six pictures, a full bank", 6, 28, top=3),
    Case("twenty pictures with equal cells", 20, 12, levels=4),
    Case("forty pictures, every second cell sampled", 40, 16),
    Case("a base extended by three pictures", 3, 20, top=3, base_rows=1800, earlier=(0.21, 0.25, 0.3)),
    Case("a base extended by one picture", 1, 12, base_rows=300, earlier=(0.3, 0.35, 0.4)),
    Case("four pictures in half precision", 4, 18, top=8, half=True),
)
COLUMNS = 4


def write_taught(path: Path, seed: int) -> None:
    cases = [case_of(case, seed + at) for at, case in enumerate(CASES)]
    path.write_text(json.dumps({"tolerance": 1e-5, "cases": cases}, indent=1) + "\n")


def case_of(case: Case, seed: int) -> dict[str, Any]:
    pictures = [made_cells(1000 * seed + at, case.side**2, case.levels) for at in range(case.pictures)]
    base = Earlier(made_cells(1000 * seed + 999, case.base_rows, case.levels), case.earlier) if case.base_rows else None
    taught = teach(pictures, Plan(seed, case.side, ScoreRule(case.top), base, case.half))
    owners = taught.bank.owners
    return {
        "title": case.title,
        "seed": seed,
        "pictures": case.pictures,
        "side": case.side,
        "columns": COLUMNS,
        "top": case.top,
        "levels": case.levels,
        "baseRows": case.base_rows,
        "earlier": case.earlier,
        "half": case.half,
        "expected": {
            "bankSha256": hashlib.sha256(taught.bank.rows.astype("<f2" if case.half else "<f4").tobytes()).hexdigest(),
            "rows": [int((owners == owner).sum()) for owner in range(OWNED_BY_BASE, case.pictures)],
            "scores": taught.scores,
            "threshold": taught.placed.threshold,
            "falseAlarmRate": taught.placed.false_alarm_rate,
            "placedBy": taught.placed.placed_by,
            "mapThreshold": taught.map_threshold,
            "softness": taught.softness,
            "variety": variety(pictures),
        },
    }


def made_cells(seed: int, cells: int, levels: int) -> FloatArray:
    """Even numbers from 0 to a highest value that differs from picture to picture. [cells, COLUMNS]"""
    random = SeededRandom(seed)
    highest = 1 + 0.5 * random.next()
    values = np.asarray([highest * random.next() for _ in range(cells * COLUMNS)])
    stepped = np.floor(values * levels) / levels if levels else values
    return stepped.astype(np.float32).reshape(cells, COLUMNS)
