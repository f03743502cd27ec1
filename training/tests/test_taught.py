"""Teaching and its fixture, `taught.json`."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from trainer.packs.taught_fixture import CASES, case_of, made_cells
from trainer.patchcore.bank import ScoreRule, seeded_k_centre
from trainer.patchcore.conformal import conformal_p, place_threshold, supported_rate
from trainer.patchcore.teach import OWNED_BY_BASE, Earlier, Plan, bank_without, make_bank, teach
from trainer.seeded_random import SeededRandom

FIXTURE = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "parity" / "taught.json"
PLAN = Plan(seed=3, grid_width=6, rule=ScoreRule())


@pytest.mark.parametrize("at", range(len(CASES)))
def test_the_fixture_has_the_numbers_of_this_reference(at: int) -> None:
    written = json.loads(FIXTURE.read_text())["cases"][at]
    found = json.loads(json.dumps(case_of(CASES[at], written["seed"])))
    places = {name: found["expected"].pop(name) for name in ("threshold", "softness", "mapThreshold")}
    assert places == pytest.approx({name: written["expected"].pop(name) for name in places}, rel=1e-9)
    assert found == written


def test_the_rows_are_those_of_a_search_without_shortcuts() -> None:
    vectors = made_cells(1, 60, 0)
    chosen = [int(row) for row in seeded_k_centre(vectors, 12, SeededRandom(4))]
    assert chosen[0] == SeededRandom(4).below(60)
    for step in range(1, 12):
        between = np.linalg.norm(vectors[:, None].astype(np.float64) - vectors[chosen[:step]], axis=2)
        assert chosen[step] == between.min(axis=1).argmax()


def test_known_rows_count_as_chosen_and_equal_cells_end_the_choice() -> None:
    vectors = np.asarray([[0.0], [1.0], [1.0], [4.0]], np.float32)
    assert seeded_k_centre(vectors, 4, SeededRandom(0), np.zeros((1, 1), np.float32)).tolist() == [3, 1]
    assert sorted(vectors[seeded_k_centre(vectors, 4, SeededRandom(0))].ravel().tolist()) == [0, 1, 4]


def test_the_left_out_bank_has_no_row_of_the_picture_but_as_many_rows() -> None:
    pictures = [made_cells(seed, 36, 0) for seed in range(4)]
    bank = make_bank(pictures, 3)
    without = bank_without(bank, 2)
    assert without.shape == bank.rows.shape
    others = {row.tobytes() for at, picture in enumerate(pictures) if at != 2 for row in picture}
    assert {row.tobytes() for row in without} <= others


def test_a_base_extended_by_one_picture_measures_it_without_its_own_rows() -> None:
    base = Earlier(made_cells(8, 50, 0), (0.5,))
    picture = made_cells(9, 36, 0)
    taught = teach([picture], replace(PLAN, base=base))
    nearest = np.linalg.norm(picture[:, None].astype(np.float64) - base.rows, axis=2).min(axis=1)
    assert (taught.bank.owners == OWNED_BY_BASE).sum() == 50
    assert taught.scores == pytest.approx([nearest.max()], rel=1e-6)


def test_few_normals_raise_the_threshold_but_not_the_stated_rate() -> None:
    few = place_threshold([1.0, 1.1, 0.9])
    assert few.placed_by == "prior"
    assert few.threshold > 1.1 * (1 + 1e-6)
    assert few.false_alarm_rate == 0.25
    many = place_threshold([1 + at / 100 for at in range(39)])
    assert many.placed_by == "conformal"
    assert many.threshold == pytest.approx(1.37, rel=1e-5)
    assert many.false_alarm_rate == 0.05


def test_a_score_over_the_threshold_has_a_p_value_of_at_most_the_stated_rate() -> None:
    for count in (2, 10, 19, 38, 39, 60):
        scores = [1 + at / 100 for at in range(count)]
        assert conformal_p(place_threshold(scores).threshold, scores) <= supported_rate(count) + 1e-12
    assert supported_rate(1) == 1
