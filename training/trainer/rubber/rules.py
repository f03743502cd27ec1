"""Grade rules for one sheet, derived from the Green Book's grade descriptions.

[Note: sheet and bale] In the International Standards of Quality and Packing for Natural Rubber Grades ("Green Book") RSS 1-5
is a judgement of *bales*, by comparison with official samples and by the share of sampled bales with rust or mould in an
appreciable extent (RSS 2 5 %, RSS 3 10 %, RSS 4 20 %, RSS 5 30 %). It gives no share of a sheet's area. LIMITS turns the same
order of words ("slight", "small", "medium size", "large") into percent of the visible sheet. That is our own reading, made
so that renders can be labelled by a written rule; a grade from it is indicative and replaces no sampling.

[Note: RSS 5 or lower] Burnt sheets and oxidised spots or streaks are "not permissible" in any grade down to RSS 5. The pack has
no class below it, so they are called RSS 5, which here means "RSS 5 or lower".

[Note: two groups] Grade A is RSS 1-3, the grades in which the Green Book permits neither over-smoked rubber nor blisters nor more
than small specks; Grade B is RSS 4 and 5.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from trainer.render.defects import DEFECT_LABELS, DefectLabel

Grade = Literal["RSS1", "RSS2", "RSS3", "RSS4", "RSS5"]
Group = Literal["Grade A", "Grade B"]
GRADES: tuple[Grade, ...] = ("RSS1", "RSS2", "RSS3", "RSS4", "RSS5")
NOT_RUBBER = "Not_Rubber"
LABELS: tuple[str, ...] = (*GRADES, NOT_RUBBER)

TRACE_PERCENT = 0.05
"""Smaller amounts are not a defect: a few pixels of a 320 px picture."""


@dataclass(frozen=True)
class Limit:
    """Largest amount (percent of the visible sheet, times degree) for RSS 1, 2, 3, 4; more is RSS 5. `words`: the source."""

    rss1: float
    rss2: float
    rss3: float
    rss4: float
    words: str


LIMITS: dict[DefectLabel, Limit] = {
    "bubbles": Limit(0.8, 2.0, 4.0, 8.0, "small pinhead bubbles, if scattered (1); small bubbles (2, 3); bubbles (4, 5)"),
    "bark": Limit(0, 1.2, 3.0, 6.5, "slight specks of bark, if scattered (2); small (3); medium size (4); large (5)"),
    "dry_mould": Limit(0, 5.0, 12.0, 24.0, "slight amounts of dry mould (2 to 5), bales 5, 10, 20, 30 %"),
    "rust": Limit(0, 5.0, 12.0, 24.0, "slight resinous matter, rust (2 to 5), bales 5, 10, 20, 30 %"),
    "blemishes": Limit(0, 0, 12.0, 26.0, "slight blemishes in colour (3); translucent stains (4); stains (5)"),
    "over_smoked": Limit(0, 0, 0, 42.0, "not permissible (1 to 3); slightly over-smoked (4); over-smoked (5)"),
    "opaque": Limit(0, 0, 0, 30.0, "opaque not permissible (1 to 3); not named from RSS 4 on"),
    "blisters": Limit(0, 0, 0, 0, "free from blisters (1 to 4); small blisters (5)"),
    "under_cured": Limit(0, 0, 0, 0, "under-cured not permissible (1 to 4); slightly under-cured (5)"),
    "burnt": Limit(0, 0, 0, 0, "burnt sheets not permissible (1 to 5)"),
    "oxidised": Limit(0, 0, 0, 0, "oxidised spots or streaks not permissible (1 to 5)"),
}


def grade_of(amounts: Mapping[DefectLabel, float]) -> Grade:
    """The worst grade that any single defect demands; a sheet without defects is RSS 1. Amounts in percent."""
    return GRADES[max((_rank(label, amounts.get(label, 0.0)) for label in DEFECT_LABELS), default=0)]


def _rank(label: DefectLabel, amount: float) -> int:
    if amount < TRACE_PERCENT:
        return 0
    limit = LIMITS[label]
    return sum(amount > most for most in (limit.rss1, limit.rss2, limit.rss3, limit.rss4))


def group_of(grade: Grade) -> Group:
    """See [Note: two groups]."""
    return "Grade A" if grade in ("RSS1", "RSS2", "RSS3") else "Grade B"


def is_clear(amounts: Mapping[DefectLabel, float], margin: float) -> bool:
    """Whether the grade stays the same when all amounts are `margin` (a share) larger or smaller."""
    less = {label: amount * (1 - margin) for label, amount in amounts.items()}
    more = {label: amount * (1 + margin) for label, amount in amounts.items()}
    return grade_of(less) == grade_of(more)
