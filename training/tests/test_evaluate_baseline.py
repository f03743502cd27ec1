"""Baselines: no picture of the tested transformer is in the bank, and each rule scores what its name says."""

from pathlib import Path

import numpy as np
import pytest

from trainer.arrays import ByteArray
from trainer.evaluate import baseline
from trainer.packs.manifest import Json
from trainer.packs.thermal import RECIPE, Example
from trainer.packs.thermal_set import ThermalPicture

MANIFEST: Json = {"map": {"output": "spots", "threshold": 0, "softness": 1, "countsFrom": -1}}
CALIBRATION: Json = {"threshold": 0.1, "softness": 5.0}


class Blank(ThermalPicture):
    def pixels(self) -> ByteArray:
        return np.zeros((6, 8, 3), np.uint8)


def example(transformer: str, at: int, faulty: bool) -> Example:
    """Cells that depend on the transformer; a faulty picture has a spot far from all others."""
    random = np.random.default_rng(sum(map(ord, transformer)))
    cells = random.normal(size=(RECIPE.grid**2, 4)).astype(np.float32)
    cells += np.random.default_rng(at).normal(scale=0.01, size=cells.shape).astype(np.float32)
    if faulty:
        cells[500:504] += 30
    return Example(Blank(transformer, faulty, Path(f"{transformer}-{at}.jpg")), cells)


@pytest.fixture(scope="module")
def cases() -> list[baseline.Case]:
    examples = [example(name, at, at == 2) for name in ("T1", "T2") for at in range(3)]
    places = {e.picture.path: np.zeros(RECIPE.grid**2, np.float32) for e in examples}
    return baseline.cases_of(examples, places, MANIFEST, 0)


def test_the_baseline_is_the_first_normal_and_is_not_tested(cases: list[baseline.Case]) -> None:
    assert [case.tested.picture.path.name for case in cases] == ["T1-1.jpg", "T1-2.jpg", "T2-1.jpg", "T2-2.jpg"]


def test_the_bank_has_only_the_other_transformers(cases: list[baseline.Case]) -> None:
    for case in cases:
        own, others = (baseline.known_distances(case).mean(), case.comparison.anywhere.max())
        assert own > 0.3
        assert case.tested.picture.faulty or others < 0.2


def test_a_baseline_lowers_the_score_of_a_normal_picture_and_keeps_that_of_a_faulty_one(cases: list[baseline.Case]) -> None:
    for case in cases:
        alone, joined, near = (score(case) for score in (baseline.bank_score, baseline.joined_score, baseline.near_score))
        assert joined <= near <= alone
        assert (near > 20) == case.tested.picture.faulty


def test_the_rule_takes_the_excess_of_the_baseline_into_account(cases: list[baseline.Case]) -> None:
    for case in cases:
        assert baseline.rule_score(CALIBRATION)(case) < baseline.near_score(case)


def test_f1_counts_what_reaches_the_threshold() -> None:
    positive = np.asarray([True, True, False, False])
    assert baseline.f1_at(positive, np.asarray([3, 1, 2, 0], np.float32), 2) == pytest.approx(0.5)
