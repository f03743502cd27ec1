"""Corrections of pictures with baselines: what the baseline shows is normal, and its excess is taken from the score."""

from dataclasses import replace

import numpy as np
import pytest

from trainer.arrays import FloatArray
from trainer.baseline.align import whole_picture
from trainer.baseline.judge import Comparison, Picture, compare
from trainer.patchcore.bank import ScoreRule
from trainer.patchcore.learning import AreaExample, Banks, Terms, excess_of, holds, learn, learning_score

SIDE, DEPTH = 12, 5
TERMS = Terms(0.5, 0.2, 0.3, ScoreRule(3), pixels=4)
NONE = np.zeros((0, DEPTH), np.float32)


def cells(seed: int, count: int = SIDE**2) -> FloatArray:
    return np.random.default_rng(seed).random((count, DEPTH)).astype(np.float32)


def against(picture: FloatArray, baseline: FloatArray) -> list[Comparison]:
    own, other = (Picture(whole_picture(each, SIDE, SIDE, 48, 48)) for each in (picture, baseline))
    return [compare(own, other)]


BANKS = Banks(cells(9, 60), NONE, NONE)
PICTURE = cells(1)
CHANGED = np.concatenate([cells(2)[: 3 * SIDE], PICTURE[3 * SIDE :]])
AREA = np.arange(SIDE**2) < SIDE**2 // 2


def test_a_picture_that_equals_its_baseline_scores_only_the_excess() -> None:
    compared = against(PICTURE, PICTURE)
    assert learning_score(PICTURE, None, BANKS, TERMS) > TERMS.threshold
    assert learning_score(PICTURE, None, BANKS, TERMS, compared) == pytest.approx(-excess_of(compared, BANKS, TERMS))


def test_the_excess_is_how_far_the_baseline_is_over_the_threshold_at_most_one_softness() -> None:
    compared = against(PICTURE, PICTURE)
    alone = learning_score(PICTURE, None, BANKS, TERMS)
    lower = replace(TERMS, threshold=alone - 0.05)
    assert excess_of(compared, BANKS, lower) == pytest.approx(0.05)
    assert excess_of(compared, BANKS, replace(TERMS, threshold=0.01)) == TERMS.softness
    assert excess_of(compared, BANKS, replace(TERMS, threshold=alone + 1)) == 0
    assert excess_of([], BANKS, TERMS) == 0


def test_a_missed_fault_is_found_at_its_place_against_the_baseline() -> None:
    fault = AreaExample("fault", CHANGED, AREA, comparisons=against(CHANGED, PICTURE))
    terms = replace(TERMS, threshold=1.0)
    assert not holds(fault, BANKS, terms)
    learned = learn([fault], BANKS, terms)
    assert len(learned.defects) > 0
    assert holds(fault, learned, terms)
    assert learning_score(CHANGED, None, learned, terms, fault.comparisons) >= terms.threshold


def test_a_false_alarm_against_the_baseline_does_not_return() -> None:
    alarm = AreaExample("normal", CHANGED, np.ones(SIDE**2, np.bool_), comparisons=against(CHANGED, PICTURE))
    terms = replace(TERMS, threshold=0.2)
    assert learning_score(CHANGED, None, BANKS, terms, alarm.comparisons) >= terms.threshold
    learned = learn([alarm], BANKS, terms)
    assert learning_score(CHANGED, None, learned, terms, alarm.comparisons) < terms.threshold
