"""The thermal recipe beside others of its kind: how many cells make the score, how loud the map speaks in it.

All on the tested pictures, because there are no others: it shows how much a choice moves, and what was chosen by looking.
"""

from dataclasses import replace

from trainer.evaluate.report import Row
from trainer.evaluate.thermal import Judge, Scored, figures, pooled, unseen_transformer
from trainer.packs.thermal import RULE, Example
from trainer.patchcore.bank import ScoreRule

CELLS = (1, 2, 3, 4, 6, 8)
VOICES = (0.0, 0.5, 2.0)
"""Times the shipped weight of the map."""


def compared_rows(examples: list[Example], shipped: Judge) -> list[Row]:
    """One row a recipe: cells in the score with the shipped map, then the map's voice with the shipped cells."""
    rows = [compared(f"cells in the score: {top}", examples, replace(shipped, rule=ScoreRule(top))) for top in CELLS]
    for voice in VOICES:
        louder = replace(shipped.place_map, weight=voice * shipped.place_map.weight)
        rows.append(compared(f"the map's voice: {voice:g} of what ships", examples, replace(shipped, place_map=louder)))
    return rows


def compared(recipe: str, examples: list[Example], judge: Judge) -> Row:
    whole, unseen, one = (
        pooled(examples, judge),
        unseen_transformer(examples, judge, baselines=0),
        unseen_transformer(examples, judge, baselines=1),
    )
    first = unseen.transformers == "T1"
    value = (
        f"pooled {said(whole, judge)}; unseen {said(unseen, judge)}, T1 {figures(unseen.only(first), judge.seed).auroc:.3f}, "
        f"rest {figures(unseen.only(~first), judge.seed).auroc:.3f}; one normal {said(one, judge)}"
    )
    return Row("transformer thermal", recipe, value, f"{RULE.top} cells and the whole voice ship", "nothing")


def said(scored: Scored, judge: Judge) -> str:
    found = figures(scored, judge.seed)
    return f"AUROC {found.auroc:.3f} F1-max {found.f1_max:.3f}"
