"""The defects drawn on a sheet of each grade: at least one typical of the grade, and others of better grades."""

import numpy as np

from trainer.render.defects import DefectLabel, DefectRequest
from trainer.render.style import draw
from trainer.render.types import Random
from trainer.rubber.rules import Grade

Share = tuple[float, float]

_MARKS: dict[Grade, tuple[tuple[DefectLabel, Share, Share, Share], ...]] = {
    # label, share of the sheet in percent, size, degree
    "RSS1": (),
    "RSS2": (
        ("dry_mould", (2.0, 3.8), (0.5, 0.9), (0.8, 1.0)),
        ("rust", (2.0, 3.8), (0.5, 0.9), (0.8, 1.0)),
        ("bark", (0.5, 0.9), (0.7, 1.0), (1, 1)),
        ("bubbles", (1.2, 1.7), (0.8, 1.2), (1, 1)),
    ),
    "RSS3": (
        ("dry_mould", (7.0, 9.5), (0.8, 1.2), (0.8, 1.0)),
        ("rust", (7.0, 9.5), (0.8, 1.2), (0.8, 1.0)),
        ("bark", (1.8, 2.6), (0.9, 1.2), (1, 1)),
        ("blemishes", (7.0, 11.0), (0.8, 1.2), (0.8, 1.0)),
    ),
    "RSS4": (
        ("dry_mould", (15.0, 19.5), (1.0, 1.5), (0.8, 1.0)),
        ("rust", (15.5, 20.0), (1.0, 1.5), (0.8, 1.0)),
        ("bark", (4.2, 5.3), (1.5, 1.9), (1, 1)),
        ("over_smoked", (98, 100), (1, 1), (0.27, 0.36)),
        ("opaque", (16.0, 26.0), (1, 1), (0.9, 1.0)),
        ("blemishes", (17.0, 23.0), (1.0, 1.4), (0.8, 1.0)),
    ),
    "RSS5": (
        ("dry_mould", (35.0, 55.0), (1.2, 2.0), (0.9, 1.0)),
        ("rust", (35.0, 55.0), (1.2, 2.0), (0.9, 1.0)),
        ("bark", (9.0, 13.0), (2.0, 3.0), (1, 1)),
        ("over_smoked", (98, 100), (1, 1), (0.65, 1.0)),
        ("over_smoked", (60, 85), (1, 1), (0.85, 1.0)),
        ("blisters", (8.0, 20.0), (0.8, 1.3), (1, 1)),
        ("under_cured", (20.0, 50.0), (1, 1), (0.9, 1.0)),
        ("burnt", (8.0, 30.0), (0.8, 1.5), (1, 1)),
        ("oxidised", (8.0, 25.0), (0.8, 1.5), (1, 1)),
        ("opaque", (42.0, 70.0), (1, 1), (0.9, 1.0)),
    ),
}
_MARKS_PER_SHEET: dict[Grade, tuple[int, int]] = {
    "RSS1": (0, 0),
    "RSS2": (3, 4),
    "RSS3": (3, 4),
    "RSS4": (3, 4),
    "RSS5": (3, 4),
}


def draw_requests(random: Random, grade: Grade) -> tuple[DefectRequest, ...]:
    """Defects for one sheet of the wanted grade. The label is derived from the rendered masks by the rules."""
    marks = _MARKS[grade]
    few, many = _MARKS_PER_SHEET[grade]
    chosen = random.permutation(len(marks))[: int(random.integers(few, many + 1))]
    requests = {marks[i][0]: _request(random, *marks[i]) for i in chosen}
    if "bubbles" not in requests and random.uniform() < 0.4:
        requests["bubbles"] = DefectRequest("bubbles", float(random.uniform(0.1, 0.5)) / 100, 0.5)
    return tuple(requests.values())


def _request(random: Random, label: DefectLabel, percent: Share, size: Share, degree: Share) -> DefectRequest:
    return DefectRequest(
        label, draw(random, (percent,)) / 100, float(np.exp(random.uniform(*np.log(size)))), float(random.uniform(*degree))
    )
