"""The thermal protocols of `shared/data/README.md`, on the recipe that ships."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from trainer.arrays import BoolArray, FloatArray, TextArray
from trainer.evaluate.metrics import auroc, bootstrap_interval, f1_max
from trainer.evaluate.report import Figure, Row
from trainer.packs.reference import Detector, PlaceMap
from trainer.packs.thermal import NEIGHBOURS, RECIPE, RULE, Example, build_bank
from trainer.patchcore.bank import ScoreRule

FOLDS = 3
LOWEST = -1e9
"""Below any map value, so that every cell counts."""
SPLIT_SEED = 0


FindPlaces = Callable[[Sequence[Path], Sequence[Path]], list[FloatArray]]
"""(pictures, pictures left out) to map values [cells] of each picture, by a finder that was not trained on those left out."""


@dataclass(frozen=True)
class Judge:
    """The settings that all protocols share: coreset seed, finder, which cells count and how many. Each bank is built once."""

    seed: int
    find_places: FindPlaces
    place_map: PlaceMap
    rule: ScoreRule = RULE
    banks: dict[tuple[Path, ...], FloatArray] = field(default_factory=dict)

    def bank_of(self, normals: list[Example]) -> FloatArray:
        """Rows [n, D] of the coreset; a judge made by `replace` from this one shares them."""
        names = tuple(e.picture.path for e in normals)
        if names not in self.banks:
            self.banks[names] = build_bank([e.cells for e in normals], self.seed)
        return self.banks[names]


@dataclass(frozen=True)
class Scored:
    """Scores of tested pictures, in any order."""

    faulty: BoolArray
    scores: FloatArray
    transformers: TextArray

    def only(self, chosen: BoolArray) -> "Scored":
        return Scored(self.faulty[chosen], self.scores[chosen], self.transformers[chosen])


def pooled(examples: list[Example], judge: Judge) -> Scored:
    """Three folds over all transformers; the bank holds the normals of the other two folds."""
    normals = shuffled([e for e in examples if not e.picture.faulty])
    faulty = shuffled([e for e in examples if e.picture.faulty])
    parts = []
    for fold in range(FOLDS):
        bank = [e for at, e in enumerate(normals) if at % FOLDS != fold]
        tested = normals[fold::FOLDS] + faulty[fold::FOLDS]
        parts.append(score_against(bank, tested, [e.picture.path for e in tested], judge))
    return merge(parts)


def shuffled(examples: list[Example]) -> list[Example]:
    order = np.random.default_rng(SPLIT_SEED).permutation(len(examples))
    return [examples[at] for at in order]


def unseen_transformer(examples: list[Example], judge: Judge, *, baselines: int) -> Scored:
    """Leave one transformer out; with `baselines` = 1 its first normal picture joins the bank and is not tested."""
    parts = []
    for bank, tested in unseen_splits(examples, baselines):
        parts.append(score_against(bank, tested, pictures_of(examples, tested[0].picture.transformer), judge))
    return merge(parts)


def pictures_of(examples: list[Example], transformer: str) -> list[Path]:
    return [e.picture.path for e in examples if e.picture.transformer == transformer]


def unseen_splits(examples: list[Example], baselines: int) -> Iterator[tuple[list[Example], list[Example]]]:
    for name in sorted({e.picture.transformer for e in examples}):
        own = [e for e in examples if e.picture.transformer == name]
        known = [e for e in own if not e.picture.faulty][:baselines]
        others = [e for e in examples if e.picture.transformer != name and not e.picture.faulty]
        yield others + known, [e for e in own if not any(e is k for k in known)]


def score_against(bank: list[Example], tested: list[Example], left_out: list[Path], judge: Judge) -> Scored:
    """Scores of `tested` against a bank, with the map of a finder that was not trained on `left_out`."""
    detector = Detector(RECIPE, judge.bank_of(bank), NEIGHBOURS, judge.rule, judge.place_map)
    places = judge.find_places([e.picture.path for e in tested], left_out)
    scores = [detector.score_of(detector.distances_of(e.cells), where) for e, where in zip(tested, places, strict=True)]
    return Scored(
        np.asarray([e.picture.faulty for e in tested]),
        np.asarray(scores, np.float32),
        np.asarray([e.picture.transformer for e in tested]),
    )


def merge(parts: list[Scored]) -> Scored:
    return Scored(
        np.concatenate([part.faulty for part in parts]),
        np.concatenate([part.scores for part in parts]),
        np.concatenate([part.transformers for part in parts]),
    )


@dataclass(frozen=True)
class Figures:
    """The figures printed for one protocol and one group of pictures."""

    normals: int
    faulty: int
    auroc: float
    f1_max: float
    interval: tuple[float, float]


def figures(scored: Scored, seed: int) -> Figures:
    return Figures(
        normals=int((~scored.faulty).sum()),
        faulty=int(scored.faulty.sum()),
        auroc=auroc(scored.faulty, scored.scores),
        f1_max=f1_max(scored.faulty, scored.scores),
        interval=bootstrap_interval(scored.faulty, scored.scores, auroc, seed),
    )


WORK = "transformer thermal"
NOTE = "thermal-recipe"
GROUPS = {"all": None, "T1": True, "the rest": False}


def thermal_rows(examples: list[Example], judges: list[Judge]) -> list[Row]:
    """The rows of the table for the seeds of the coreset; the first is the one that ships."""
    rows = [pooled_row(examples, judges)]
    for protocol, baselines in (("unseen transformer", 0), ("unseen, one normal of it as baseline", 1)):
        scored = unseen_transformer(examples, judges[0], baselines=baselines)
        for group, wants_t1 in GROUPS.items():
            chosen = np.full(len(scored.scores), True) if wants_t1 is None else (scored.transformers == "T1") == wants_t1
            rows.append(figure_row(f"{protocol}, {group}", figures(scored.only(chosen), judges[0].seed)))
    return rows


def comparison_rows(examples: list[Example], judge: Judge, teacher: list[Example], teacher_judge: Judge) -> list[Row]:
    """The same protocols without a finder, and with the teacher's taps under the same recipe and finder."""
    every = replace(judge, place_map=replace(judge.place_map, counts_from=LOWEST, weight=0.0))
    plain = replace(teacher_judge, place_map=every.place_map)
    rows = []
    for protocol, baselines in (("unseen transformer", 0), ("unseen, one normal of it as baseline", 1)):
        for name, these, by in (
            ("distance alone, every cell counts", examples, every),
            ("MobileNetV2's taps", teacher, teacher_judge),
            ("MobileNetV2's taps, distance alone, every cell counts", teacher, plain),
        ):
            scored = unseen_transformer(these, by, baselines=baselines)
            rows.append(figure_row(f"for comparison, {name}: {protocol}", figures(scored, judge.seed)))
    return rows


def pooled_row(examples: list[Example], judges: list[Judge]) -> Row:
    found = [figures(pooled(examples, judge), judge.seed) for judge in judges]
    areas, peaks = [f.auroc for f in found], [f.f1_max for f in found]
    figure = Figure(
        "AUROC {auroc:.3f}, F1-max {f1_max:.3f}; over {seeds} coreset seeds "
        "{auroc_low:.3f}-{auroc_high:.3f} and {f1_low:.3f}-{f1_high:.3f}",
        {
            "auroc": areas[0],
            "f1_max": peaks[0],
            "seeds": len(judges),
            "auroc_low": min(areas),
            "auroc_high": max(areas),
            "f1_low": min(peaks),
            "f1_high": max(peaks),
        },
    )
    comparison = Figure("FlareNet reports 0.887 / 0.916 (split unknown); calling every picture faulty gives F1 0.80")
    return Row(WORK, "pooled, 3 folds", figure, comparison, NOTE)


def figure_row(protocol: str, found: Figures) -> Row:
    low, high = found.interval
    figure = Figure(
        "AUROC {auroc:.3f} (95 % {low:.2f}-{high:.2f}), F1-max {f1_max:.3f}",
        {"auroc": found.auroc, "low": low, "high": high, "f1_max": found.f1_max},
    )
    counts = Figure("{normals} normal, {faulty} faulty", {"normals": found.normals, "faulty": found.faulty})
    return Row(WORK, protocol, figure, counts, NOTE)
