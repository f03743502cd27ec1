"""The evaluation: figures as data in `models/evaluation.json`, and the Markdown that is rendered from it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trainer.evaluate.notes import NOTES

Value = float | int | str


@dataclass(frozen=True)
class Figure:
    """Named values and the template (`str.format`) that prints them, such as `AUROC {auroc:.3f}`."""

    template: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.values)


def named_values(values: Mapping[str, float]) -> Figure:
    """`name 0.123` for each, in their order."""
    return Figure(", ".join(f"{name} {{{name}:.3f}}" for name in values), values)


@dataclass(frozen=True)
class Row:
    """One measurement: the work, the protocol, the figure, what it is compared with, and what the choices were made on.

    `note` is a key of `NOTES`, printed as a footnote.
    """

    work: str
    protocol: str
    figure: Figure
    comparison: Figure
    note: str


HEADER = ("work", "protocol", "figure", "compared with", "chosen on")


def row_to_json(row: Row) -> dict[str, Any]:
    return {
        "work": row.work,
        "protocol": row.protocol,
        "figure": figure_to_json(row.figure),
        "comparison": figure_to_json(row.comparison),
        "note": row.note,
    }


def figure_to_json(figure: Figure) -> dict[str, Any]:
    return {"template": figure.template, "values": dict(figure.values)}


def row_from_json(fields: Mapping[str, Any]) -> Row:
    """The inverse of `row_to_json`. Raises KeyError where a field is missing."""
    figure, comparison = (Figure(fields[name]["template"], fields[name]["values"]) for name in ("figure", "comparison"))
    return Row(fields["work"], fields["protocol"], figure, comparison, fields["note"])


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table, followed by the notes they refer to as footnotes."""
    cells = [(r.work, r.protocol, str(r.figure), str(r.comparison), f"[^{r.note}]") for r in rows]
    head, *body = ["| " + " | ".join(line) + " |" for line in [HEADER, *cells]]
    notes = [f"[^{name}]: {NOTES[name]}" for name in dict.fromkeys(row.note for row in rows)]
    return "\n".join([head, "|" + " --- |" * len(HEADER), *body, "", *notes])


def write_evaluation(models: Path, rows: Sequence[Row], command: str) -> None:
    """Write `models/evaluation.json`, then everything that is rendered from it."""
    content = {"command": command, "rows": [row_to_json(row) for row in rows]}
    (models / "evaluation.json").write_text(json.dumps(content, indent=1) + "\n")
    render_evaluation(models)


def merge_evaluation(models: Path, rows: Sequence[Row]) -> None:
    """Put `rows` into `models/evaluation.json`: in place of the same work and protocol, else after that work's last."""
    content = json.loads((models / "evaluation.json").read_text())
    merged = [row_from_json(fields) for fields in content["rows"]]
    for row in rows:
        same = [at for at, other in enumerate(merged) if (other.work, other.protocol) == (row.work, row.protocol)]
        if same:
            merged[same[0]] = row
        else:
            last = max((at for at, other in enumerate(merged) if other.work == row.work), default=len(merged) - 1)
            merged.insert(last + 1, row)
    write_evaluation(models, merged, content["command"])


def render_evaluation(models: Path) -> None:
    """Render `EVALUATION.md` and the tables in the model cards from `evaluation.json`."""
    for path, text in rendered_files(models).items():
        path.write_text(text)


def rendered_files(models: Path) -> dict[Path, str]:
    """The text of every file that is rendered from `evaluation.json`, by path; cards that do not exist are left out."""
    content = json.loads((models / "evaluation.json").read_text())
    rows = [row_from_json(fields) for fields in content["rows"]]
    source = f"Rendered from `evaluation.json`, which `{content['command']}` writes in `training/`. Do not edit by hand."
    files = {models / "EVALUATION.md": f"# Evaluation\n\n{source}\n\n{table(rows)}\n"}
    for folder, works in CARDS.items():
        card = models / folder / "model-card.md"
        if card.exists():
            files[card] = fill_block(card.read_text(), table([row for row in rows if row.work in works]))
    return files


CARDS = {
    "field-backbone": {"magnetic tile", "steel classes", "tomato freshness", "solar modules"},
    "transformer-thermal": {"transformer thermal"},
    "rubber-sheet": {"rubber sheet"},
    "surface": {"magnetic tile", "specked sheets", "unseen surfaces", "false-alarm guarantee"},
}
BEGIN = "<!-- figures: filled by `python -m trainer evaluate` -->"
END = "<!-- /figures -->"


def fill_block(text: str, block: str) -> str:
    """`text` with everything between the two markers replaced. Raises ValueError where a marker is missing."""
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    return f"{text[:start]}\n{block}\n{text[end:]}"
