"""A threshold with a stated false-alarm rate from left-out scores; reference of `src/learning/conformal.ts`.

Statement, source and prior: `docs/calibration.md`, "Taught anomaly packs".
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

TARGET_RATE = 0.05
"""The false-alarm rate that a teaching aims for."""
ENOUGH_NORMALS = 19
"""From this number of normals on, the target itself can be stated."""
JUST_ABOVE = 1e-6
"""Just above an order statistic, as a share of it: the statistic itself stays normal."""
NORMAL_QUANTILE = 1.6449
"""The 0.95 quantile of the standard normal distribution."""


@dataclass(frozen=True)
class Prior:
    """Below `ENOUGH_NORMALS`: deviation of the logarithm of the scores, and the number of pictures that it counts for."""

    deviation: float = 0.1
    pictures: float = 4


SHIPPED_PRIOR = Prior()
"""From the part `prior` of the evaluation."""


@dataclass(frozen=True)
class PlacedThreshold:
    """A threshold and what is stated of it."""

    threshold: float
    false_alarm_rate: float
    placed_by: Literal["conformal", "prior"]


def conformal_p(score: float, normals: Sequence[float]) -> float:
    """The share of pictures like the normals that are at least as unusual."""
    return (1 + sum(other >= score for other in normals)) / (len(normals) + 1)


def supported_rate(normals: int) -> float:
    """The best rate not above the target that this many normals support, else 1 / (n + 1); 1 for a single normal."""
    return 1.0 if normals < 2 else allowed_above(normals) / (normals + 1)


def allowed_above(normals: int) -> int:
    """How many of n + 1 pictures may be anomalous: at least the most unusual one."""
    return max(1, math.floor(TARGET_RATE * (normals + 1) + 1e-9))


def place_threshold(scores: Sequence[float], prior: Prior | None = SHIPPED_PRIOR) -> PlacedThreshold:
    """The threshold for left-out scores of normals, at least one."""
    conformal = sorted(scores, reverse=True)[allowed_above(len(scores)) - 1] * (1 + JUST_ABOVE)
    rate = supported_rate(len(scores))
    if prior is None or len(scores) >= ENOUGH_NORMALS:
        return PlacedThreshold(conformal, rate, "conformal")
    return PlacedThreshold(max(conformal, prior_threshold(scores, prior)), rate, "prior")


def prior_threshold(scores: Sequence[float], prior: Prior = SHIPPED_PRIOR) -> float:
    """The 0.95 quantile of the next score if the logarithms are normal, with a variance of prior and scores together."""
    logs = [math.log(max(score, 1e-12)) for score in scores]
    mean = sum(logs) / len(logs)
    squares = sum((value - mean) ** 2 for value in logs)
    variance = (prior.pictures * prior.deviation**2 + squares) / (prior.pictures + len(logs) - 1)
    return math.exp(mean + NORMAL_QUANTILE * math.sqrt(variance * (1 + 1 / len(logs))))
