"""The grade table, row by row; and that renders get the grade the rules read from their masks."""

import numpy as np
import pytest

from trainer.render.defects import DEFECT_LABELS, DefectLabel
from trainer.render.style import TRAINING
from trainer.rubber.dataset import CLEAR_MARGIN, drying_lines, rendered_negatives, sheet_of_grade, training_sheets
from trainer.rubber.rules import GRADES, LABELS, LIMITS, NOT_RUBBER, Grade, grade_of, group_of, is_clear


def test_a_sheet_without_defects_is_rss1() -> None:
    assert grade_of({}) == "RSS1"
    assert grade_of({"bark": 0.01}) == "RSS1"


@pytest.mark.parametrize(
    ("label", "amount", "grade"),
    [
        ("bubbles", 0.5, "RSS1"),
        ("bubbles", 1.5, "RSS2"),
        ("bark", 0.6, "RSS2"),
        ("bark", 5.0, "RSS4"),
        ("bark", 9.0, "RSS5"),
        ("dry_mould", 3.0, "RSS2"),
        ("dry_mould", 9.0, "RSS3"),
        ("rust", 18.0, "RSS4"),
        ("rust", 40.0, "RSS5"),
        ("blemishes", 8.0, "RSS3"),
        ("over_smoked", 30.0, "RSS4"),
        ("over_smoked", 80.0, "RSS5"),
        ("opaque", 20.0, "RSS4"),
        ("blisters", 1.0, "RSS5"),
        ("under_cured", 1.0, "RSS5"),
        ("burnt", 1.0, "RSS5"),
        ("oxidised", 1.0, "RSS5"),
    ],
)
def test_one_defect_gives_the_grade_of_the_table(label: DefectLabel, amount: float, grade: Grade) -> None:
    assert grade_of({label: amount}) == grade


def test_the_worst_defect_decides() -> None:
    assert grade_of({"dry_mould": 3.0, "rust": 9.0, "bark": 0.6}) == "RSS3"


def test_every_defect_has_a_row_that_never_falls_with_the_grade() -> None:
    assert set(LIMITS) == set(DEFECT_LABELS)
    for limit in LIMITS.values():
        assert limit.rss1 <= limit.rss2 <= limit.rss3 <= limit.rss4
        assert limit.words


def test_groups_and_labels() -> None:
    assert [group_of(grade) for grade in GRADES] == ["Grade A"] * 3 + ["Grade B"] * 2
    assert list(LABELS) == [*GRADES, NOT_RUBBER]


def test_near_a_limit_is_not_clear() -> None:
    assert not is_clear({"rust": LIMITS["rust"].rss2 * 1.02}, 0.12)
    assert is_clear({"rust": LIMITS["rust"].rss2 * 1.5}, 0.12)


@pytest.mark.parametrize("grade", GRADES)
def test_renders_of_a_grade_are_graded_so_by_their_visible_masks(grade: Grade) -> None:
    render = sheet_of_grade(np.random.default_rng(1), grade, TRAINING, side_px=96)
    assert grade_of(render.amounts()) == grade
    assert is_clear(render.amounts(), CLEAR_MARGIN)


def test_the_set_is_balanced_and_deterministic() -> None:
    labels = [sample.label for sample in training_sheets(4, 10)]
    assert labels == [0, 1, 2, 3, 4] * 2
    lines = [[sample.label for sample in drying_lines(4, 4)] for _ in range(2)]
    assert lines[0] == lines[1]
    assert lines[0][0] == 0
    first, again = next(rendered_negatives(2, 1)), next(rendered_negatives(2, 1))
    assert np.array_equal(first.picture, again.picture)
    assert LABELS[first.label] == NOT_RUBBER
