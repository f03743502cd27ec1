"""The evaluation table: rows of plain text, printed and kept in `models/EVALUATION.md`."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One figure: what work, which protocol, the value, the bar it is held against, and what was chosen on what."""

    work: str
    protocol: str
    value: str
    beside: str
    chosen_on: str


HEADER = ("work", "protocol", "figure", "beside", "chosen on")


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [HEADER, *((r.work, r.protocol, r.value, r.beside, r.chosen_on) for r in rows)]
    body = ["| " + " | ".join(cells) + " |" for cells in lines]
    return "\n".join([body[0], "|" + " --- |" * len(HEADER), *body[1:]])


def write_report(models: Path, rows: list[Row], command: str) -> None:
    """Write `models/EVALUATION.md` and copy each pack's rows into its card."""
    text = f"# Evaluation\n\nPrinted by `{command}` in `training/`; nothing here is written by hand.\n\n{table(rows)}\n"
    (models / "EVALUATION.md").write_text(text)
    for folder, works in CARDS.items():
        card = models / folder / "model-card.md"
        if card.exists():
            card.write_text(fill_block(card.read_text(), table([row for row in rows if row.work in works])))


CARDS = {
    "field-backbone": {"magnetic tile", "steel classes", "tomato freshness"},
    "transformer-thermal": {"transformer thermal"},
    "rubber-sheet": {"rubber sheet"},
    "surface": {"magnetic tile"},
}
BEGIN = "<!-- figures: filled by `python -m trainer evaluate` -->"
END = "<!-- /figures -->"


def fill_block(text: str, block: str) -> str:
    """`text` with everything between the two markers replaced. Raises ValueError where a marker is missing."""
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    return f"{text[:start]}\n{block}\n{text[end:]}"
