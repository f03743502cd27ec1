"""The prior of thresholds below 19 normals: how much the scores of normals spread on many sets, and what a prior changes.

Source of `Prior` in `trainer/patchcore/conformal.py`.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.stats import f as f_distribution

from trainer.arrays import DoubleArray, FloatArray
from trainer.evaluate.false_alarms import SETS, left_out_scores
from trainer.evaluate.kept_taps import TapSource, open_taps
from trainer.evaluate.report import Figure, Row
from trainer.evaluate.taught import SHIPPED, fitted, maps_of, scores_of
from trainer.evaluate.unseen import further_sets, sets_in
from trainer.packs.surface import INPUT
from trainer.patchcore.conformal import SHIPPED_PRIOR, Prior, place_threshold

log = logging.getLogger(__name__)

WORK = "prior below 19 normals"
NOTE = "prior"
SIZES = (2, 3, 5, 9)
FIT_SIZE = 5
"""Normals of the teachings whose spreads are fitted."""
DRAWS = 5
MOST_NORMAL = 49
GRID = 14
SMALL = replace(SHIPPED, cells=replace(SHIPPED.cells, grid=GRID), rows=round(SHIPPED.rows * GRID**2 / SHIPPED.cells.grid**2))
"""Fewer cells and rows in the same proportion, so that some five hundred teachings can be computed."""


@dataclass(frozen=True)
class Teaching:
    """Left-out scores of its normals, and scores of other normals and of faulty pictures."""

    left_out: FloatArray
    others: FloatArray
    faulty: FloatArray

    def deviation(self) -> float:
        """Of the logarithms of the scores of other normals."""
        return float(np.log(self.others).std(ddof=1))


def teaching_of(normal: FloatArray, faulty: FloatArray, count: int, seed: int) -> Teaching:
    """Taught with `count` of the normal pictures; all arrays are cells [pictures, cells, D]."""
    order = np.random.default_rng(seed).permutation(len(normal))
    asked = np.concatenate([normal[order[count:]], faulty])
    known, others = fitted(normal[order[:count]], asked, SMALL)
    bank, left_out = left_out_scores(known, SMALL, seed)
    scores = scores_of(maps_of(others, bank), SMALL.rule)
    return Teaching(left_out, scores[: len(normal) - count], scores[len(normal) - count :])


def cells_by_set(data: Path, source: TapSource, seed: int) -> Iterator[tuple[str, FloatArray, FloatArray]]:
    """(name, cells of normals, cells of faulty pictures); the last sets have no faulty ones. Solar modules are in both lists."""
    unseen = {**sets_in(data, seed), **further_sets(seed)}
    for name, read in unseen.items():
        pictures = read()
        yield name, source.cells(pictures.normal, SMALL.cells), source.cells(pictures.faulty, SMALL.cells)
    for name, pool in SETS.items():
        if name in unseen:
            continue
        normal = source.cells(pool(data, seed), SMALL.cells)[:MOST_NORMAL]
        yield name, normal, normal[:0]


Teachings = dict[str, dict[int, list[Teaching]]]
"""By set and number of normals."""


def teachings_of(data: Path, source: TapSource, seed: int) -> Teachings:
    found: Teachings = {}
    for name, normal, faulty in cells_by_set(data, source, seed):
        found[name] = {n: [teaching_of(normal, faulty, n, seed + draw) for draw in range(DRAWS)] for n in SIZES}
        log.info("%s: deviation of the logarithms %.3f", name, spread_of(found[name][FIT_SIZE]))
    return found


def spread_of(teachings: Sequence[Teaching]) -> float:
    """The root of the mean variance over the draws."""
    return float(np.sqrt(np.mean([teaching.deviation() ** 2 for teaching in teachings])))


def fitted_prior(spreads: Sequence[float], freedom: int) -> Prior:
    """The prior under which these deviations, each of `freedom` + 1 scores, are most likely.

    The variance of a set is scaled inverse chi-squared, so a measured one divided by the prior's is F-distributed with `freedom`
    and `pictures` degrees of freedom (Gelman et al., Bayesian Data Analysis, section 3.2).
    """
    variances = np.square(spreads)

    def loss(logs: DoubleArray) -> float:
        deviation, pictures = np.exp(logs)
        return -float(np.sum(f_distribution.logpdf(variances / deviation**2, freedom, pictures) - 2 * logs[0]))

    found = minimize(loss, np.log([np.median(spreads), 4.0]), method="Nelder-Mead").x
    return Prior(float(np.exp(found[0])), float(np.exp(found[1])))


PRIORS: dict[str, Prior | None] = {
    "none": None,
    "shipped": SHIPPED_PRIOR,
    "narrow": replace(SHIPPED_PRIOR, deviation=SHIPPED_PRIOR.deviation / 2),
    "wide": replace(SHIPPED_PRIOR, deviation=SHIPPED_PRIOR.deviation * 2),
}


def effects(teachings: Sequence[Teaching], prior: Prior | None) -> tuple[float, float]:
    """(share of other normals, share of faulty pictures) over the threshold, each the mean over the teachings."""
    normal, faulty = [], []
    for teaching in teachings:
        threshold = place_threshold(teaching.left_out.tolist(), prior).threshold
        normal.append(np.mean(teaching.others >= threshold))
        faulty += [np.mean(teaching.faulty >= threshold)] if len(teaching.faulty) else []
    return float(np.mean(normal)), float(np.mean(faulty))


def size_row(found: Teachings, count: int) -> Row:
    teachings = [teaching for by_size in found.values() for teaching in by_size[count]]
    shares = {name: effects(teachings, prior) for name, prior in PRIORS.items()}
    values = {
        f"{name}_{of}": share for name, pair in shares.items() for of, share in zip(("normal", "faulty"), pair, strict=True)
    }
    figure = Figure("normals called anomalous {shipped_normal:.3f}, faulty ones found {shipped_faulty:.3f}", values)
    beside = Figure(
        "without a prior {none_normal:.3f} and {none_faulty:.3f}, with half of its deviation {narrow_normal:.3f} and "
        "{narrow_faulty:.3f}, with twice {wide_normal:.3f} and {wide_faulty:.3f}",
        values,
    )
    return Row(WORK, f"{count} taught, {len(found)} sets, {DRAWS} draws", figure, beside, NOTE)


def spread_row(found: Teachings) -> Row:
    spreads = [spread_of(by_size[FIT_SIZE]) for by_size in found.values()]
    freedom = round(np.mean([len(by_size[FIT_SIZE][0].others) for by_size in found.values()])) - 1
    first, second = (fitted_prior(spreads[at::2], freedom) for at in (0, 1))
    low, high = np.quantile(spreads, (0.1, 0.9))
    figure = Figure(
        "fitted: deviation {deviation:.3f}, counting for {pictures:.1f} pictures, on every other set from the first; "
        "{other:.3f} and {others:.1f} on those between",
        {"deviation": first.deviation, "pictures": first.pictures, "other": second.deviation, "others": second.pictures},
    )
    beside = Figure(
        "ships {deviation:g} and {pictures:g}; by set {middle:.3f}, 80 % of the sets {low:.3f}-{high:.3f}",
        {
            "deviation": SHIPPED_PRIOR.deviation,
            "pictures": SHIPPED_PRIOR.pictures,
            "middle": float(np.median(spreads)),
            "low": float(low),
            "high": float(high),
        },
    )
    protocol = f"deviation of the logarithms of scores, {FIT_SIZE} taught, {len(found)} sets, {DRAWS} draws"
    return Row(WORK, protocol, figure, beside, NOTE)


def prior_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    found = teachings_of(data, open_taps(models, INPUT, cache), seed)
    return [spread_row(found), *(size_row(found, count) for count in SIZES)]
