"""Compares the thermal recipe with variants: the number of cells in the score, and the weight of the map in it.

All on the tested pictures, because there are no others: it shows how much each choice changes the figures.
"""

from dataclasses import replace

from trainer.evaluate.report import Figure, Row
from trainer.evaluate.thermal import Judge, figures, pooled, unseen_transformer
from trainer.packs.thermal import Example
from trainer.patchcore.bank import ScoreRule

CELLS = (1, 2, 3, 4, 6, 8)
MAP_WEIGHTS = (0.0, 0.5, 2.0)
"""Times the shipped weight of the map."""


def compared_rows(examples: list[Example], shipped: Judge) -> list[Row]:
    """One row per recipe: cells in the score with the shipped map, then weights of the map with the shipped cells."""
    rows = [compared(f"cells in the score: {top}", examples, replace(shipped, rule=ScoreRule(top))) for top in CELLS]
    for factor in MAP_WEIGHTS:
        weighted = replace(shipped.place_map, weight=factor * shipped.place_map.weight)
        rows.append(compared(f"weight of the map: {factor:g} of what ships", examples, replace(shipped, place_map=weighted)))
    return rows


def compared(recipe: str, examples: list[Example], judge: Judge) -> Row:
    whole, unseen, one = (
        pooled(examples, judge),
        unseen_transformer(examples, judge, baselines=0),
        unseen_transformer(examples, judge, baselines=1),
    )
    first = unseen.transformers == "T1"
    measured = {
        "pooled": figures(whole, judge.seed),
        "unseen": figures(unseen, judge.seed),
        "t1": figures(unseen.only(first), judge.seed),
        "rest": figures(unseen.only(~first), judge.seed),
        "baseline": figures(one, judge.seed),
    }
    figure = Figure(
        "pooled AUROC {pooled_auroc:.3f} F1-max {pooled_f1:.3f}; unseen AUROC {unseen_auroc:.3f} F1-max {unseen_f1:.3f}, "
        "T1 {t1_auroc:.3f}, rest {rest_auroc:.3f}; one normal AUROC {baseline_auroc:.3f} F1-max {baseline_f1:.3f}",
        {f"{name}_auroc": found.auroc for name, found in measured.items()}
        | {f"{name}_f1": found.f1_max for name, found in measured.items()},
    )
    return Row("transformer thermal", recipe, figure, Figure("the recipe that ships"), "thermal-compared")
