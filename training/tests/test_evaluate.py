"""No picture, tile or transformer is on both sides of a split; the report contains exactly the measured figures."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from trainer.arrays import FloatArray
from trainer.data import data_root
from trainer.evaluate import run
from trainer.evaluate.report import (
    BEGIN,
    CARDS,
    END,
    Figure,
    Row,
    fill_block,
    render_evaluation,
    rendered_files,
    row_from_json,
    row_to_json,
    table,
    write_evaluation,
)
from trainer.evaluate.thermal import Judge, pooled, unseen_splits, unseen_transformer
from trainer.evaluate.tile import tile_of, tile_split
from trainer.packs.reference import PlaceMap
from trainer.packs.thermal import Example
from trainer.packs.thermal_set import ThermalPicture, thermal_pictures

MODELS = Path(__file__).parents[2] / "models"
needs_data = pytest.mark.skipif(not data_root().is_dir(), reason="the data folder is absent: set FIELDGRADE_DATA")


def examples_of(count: int) -> list[Example]:
    random = np.random.default_rng(0)
    found = []
    for at in range(count):
        picture = ThermalPicture(f"T{at % 4}", at % 3 == 0, Path(f"{at}.jpg"))
        vectors = random.normal(size=(9, 4)).astype(np.float32) + (3 if picture.faulty else 0)
        found.append(Example(picture, vectors))
    return found


def test_the_unseen_transformer_is_in_no_bank() -> None:
    for bank, tested in unseen_splits(examples_of(24), 0):
        names = {e.picture.transformer for e in tested}
        assert len(names) == 1
        assert names.isdisjoint(e.picture.transformer for e in bank)
        assert not any(e.picture.faulty for e in bank)


def test_the_baseline_picture_joins_the_bank_and_is_not_tested() -> None:
    for bank, tested in unseen_splits(examples_of(24), 1):
        name = tested[0].picture.transformer
        own = [e for e in bank if e.picture.transformer == name]
        assert len(own) == 1
        assert not any(e is own[0] for e in tested)


def test_pooled_scores_every_picture_once() -> None:
    found = pooled(examples_of(24), judge_of([]))
    assert len(found.scores) == 24
    assert found.scores[found.faulty].min() > found.scores[~found.faulty].max()


def judge_of(asked: list[tuple[list[Path], list[Path]]]) -> Judge:
    """A judge for which every cell counts; its requests are recorded in `asked`."""

    def seek(pictures: Sequence[Path], left_out: Sequence[Path]) -> list[FloatArray]:
        asked.append((list(pictures), list(left_out)))
        return [np.zeros(9, np.float32) for _ in pictures]

    return Judge(0, seek, PlaceMap("spots", 0, 1, 0))


def test_no_finder_is_tested_on_its_training_pictures() -> None:
    examples, asked = examples_of(24), list[tuple[list[Path], list[Path]]]()
    pooled(examples, judge_of(asked))
    unseen_transformer(examples, judge_of(asked), baselines=1)
    assert all(set(tested) <= set(left_out) for tested, left_out in asked)
    named = {e.picture.path: e.picture.transformer for e in examples}
    for tested, left_out in asked[3:]:
        assert {p for p in named if named[p] == named[tested[0]]} == set(left_out)


def test_a_part_is_made_once_from_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def steel(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
        made.append(seed)
        return [Row("steel classes", str(len(made)), Figure(), Figure(), "embedding-head")]

    monkeypatch.setitem(run.PARTS, "steel", steel)
    (tmp_path / "field-backbone").mkdir()
    file = tmp_path / "field-backbone" / "backbone.onnx"
    for payload in (b"one", b"one", b"other"):
        file.write_bytes(payload)
        rows = run.part_rows("steel", tmp_path, tmp_path, 3, tmp_path / "cache")
    assert (made, rows[0].protocol) == ([3, 3], "2")
    run.part_rows("steel", tmp_path, tmp_path, 4, tmp_path / "cache")
    assert made == [3, 3, 4]


def test_figures_replace_the_text_between_the_markers() -> None:
    text = f"before\n{BEGIN}\nold\n{END}\nafter"
    assert fill_block(text, "new") == f"before\n{BEGIN}\nnew\n{END}\nafter"
    with pytest.raises(ValueError, match="substring"):
        fill_block("no marks", "new")


def test_each_card_gets_the_rows_of_its_work(tmp_path: Path) -> None:
    for folder in CARDS:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "model-card.md").write_text(f"before\n{BEGIN}\n{END}\nafter\n")
    rows = [Row(work, "", Figure(f"figure of {work}"), Figure(), "embedding-head") for work in ("rubber sheet", "steel classes")]
    write_evaluation(tmp_path, rows, "me")
    cards = {folder: (tmp_path / folder / "model-card.md").read_text() for folder in CARDS}
    assert {folder for folder, text in cards.items() if "figure of rubber sheet" in text} == {"rubber-sheet"}
    assert {folder for folder, text in cards.items() if "figure of steel classes" in text} == {"field-backbone"}
    assert "figure of rubber sheet" in (tmp_path / "EVALUATION.md").read_text()


ROW = Row("a", "b", Figure("AUROC {auroc:.3f}", {"auroc": 0.12345}), Figure("bar 0.9"), "tile-recipe")


def test_the_table_has_one_line_per_row_and_one_footnote_per_note() -> None:
    lines = table([ROW, ROW]).splitlines()
    assert lines[2] == lines[3] == "| a | b | AUROC 0.123 | bar 0.9 | [^tile-recipe] |"
    assert len([line for line in lines if line.startswith("[^tile-recipe]: ")]) == 1


def test_a_row_is_the_same_after_json() -> None:
    assert row_from_json(json.loads(json.dumps(row_to_json(ROW)))) == ROW


def test_the_report_is_rendered_from_the_json_alone(tmp_path: Path) -> None:
    write_evaluation(tmp_path, [ROW], "me")
    wanted = (tmp_path / "EVALUATION.md").read_text()
    (tmp_path / "EVALUATION.md").write_text("stale")
    render_evaluation(tmp_path)
    assert (tmp_path / "EVALUATION.md").read_text() == wanted


def test_the_committed_report_and_cards_are_current() -> None:
    """`python -m trainer report` renders them from `models/evaluation.json`."""
    stale = [path.name for path, text in rendered_files(MODELS).items() if path.read_text() != text]
    assert stale == []


@needs_data
def test_no_tile_is_on_both_sides() -> None:
    bank, tested = tile_split(data_root(), 0)
    assert len(bank) == 150
    assert {tile_of(p) for p in bank}.isdisjoint(tile_of(p) for p in tested)


@needs_data
def test_the_thermal_set_is_the_one_the_protocols_count() -> None:
    pictures = thermal_pictures(data_root())
    assert (sum(p.faulty for p in pictures), len(pictures)) == (55, 82)


def test_the_data_root_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(os.environ, "FIELDGRADE_DATA", str(tmp_path))
    assert data_root() == tmp_path.resolve()
