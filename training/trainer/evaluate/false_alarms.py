"""The stated false-alarm rate against the measured one, over many teachings with different normal pictures."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from trainer.arrays import ByteArray, FloatArray
from trainer.evaluate.kept_taps import open_taps
from trainer.evaluate.report import Figure, Row
from trainer.evaluate.sheets import papers_in
from trainer.evaluate.taught import SHIPPED, TaughtRecipe, fitted, maps_of, scores_of
from trainer.packs.surface import INPUT
from trainer.patchcore.bank import greedy_k_centre
from trainer.preprocess import read_picture

Item = TypeVar("Item")
WORK = "false-alarm guarantee"
NOTE = "false-alarms"
SIZES = (5, 9, 19, 50)
TEACHINGS = 200
BEST_RATE = 0.05
POOL = 240
"""Normal pictures of a set, from which those to teach with are drawn; the others are tested."""
GRID = 7
SMALL = replace(SHIPPED, cells=replace(SHIPPED.cells, grid=GRID), rows=round(SHIPPED.rows * GRID**2 / SHIPPED.cells.grid**2))
"""Fewer cells and rows in the same proportion, so that thousands of teachings can be computed."""


def stated_rate(normals: int) -> float:
    """The rate that so many pictures support."""
    return max(BEST_RATE, 1 / (normals + 1))


def left_out_scores(normals: FloatArray, recipe: TaughtRecipe, seed: int) -> tuple[FloatArray, FloatArray]:
    """(bank, raw score of each normal [n, cells, D] against the bank without its rows)."""
    vectors = normals.reshape(-1, normals.shape[2])
    chosen = greedy_k_centre(vectors, recipe.rows, seed)
    bank, origin = vectors[chosen], chosen // normals.shape[1]
    maps = [maps_of(normals[at : at + 1], bank[origin != at])[0] for at in range(len(normals))]
    return bank, scores_of(np.stack(maps), recipe.rule)


def p_values(left_out: FloatArray, scores: FloatArray) -> FloatArray:
    """Conformal p-value of each score: (1 + how many left-out scores are at least as high) / (n + 1)."""
    above = (left_out[None] >= scores[:, None]).sum(axis=1)
    return np.asarray((1 + above) / (len(left_out) + 1), np.float32)


@dataclass(frozen=True)
class Alarms:
    """Over all teachings: the share of tested normals that were called anomalous, and of first ones, one for each teaching."""

    every: float
    first: int


def alarms(pool: FloatArray, normals: int, recipe: TaughtRecipe) -> Alarms:
    """Teachings with `normals` of the pictures [n, cells, D], tested on all the others."""
    shares, first = [], 0
    for seed in range(TEACHINGS):
        order = np.random.default_rng(seed).permutation(len(pool))
        known, others = fitted(pool[order[:normals]], pool[order[normals:]], recipe)
        bank, left_out = left_out_scores(known, recipe, seed)
        called = p_values(left_out, scores_of(maps_of(others, bank), recipe.rule)) <= stated_rate(normals) + 1e-6
        shares.append(float(called.mean()))
        first += int(called[0])
    return Alarms(float(np.mean(shares)), first)


def allowed(rate: float) -> float:
    """The rate and two standard errors of a binomial share over the teachings."""
    return rate + 2 * float(np.sqrt(rate * (1 - rate) / TEACHINGS))


def alarm_row(name: str, pool: FloatArray, normals: int, recipe: TaughtRecipe) -> Row:
    found, rate = alarms(pool, normals, recipe), stated_rate(normals)
    figure = Figure(
        "called anomalous: {every:.3f} of all other normals, {first} of {teachings} first ones",
        {"every": found.every, "first": found.first, "teachings": TEACHINGS},
    )
    stated = Figure("stated {rate:.3f}; within binomial error up to {allowed:.3f}", {"rate": rate, "allowed": allowed(rate)})
    return Row(WORK, f"{name}, {normals} taught, {TEACHINGS} draws", figure, stated, NOTE)


def healthy_tiles(data: Path, seed: int) -> list[ByteArray]:
    return [read_picture(path) for path in some(sorted((data / "magnetic-tile" / "free").glob("*.jpg")), seed)]


def clean_sheets(data: Path, seed: int) -> list[ByteArray]:
    return some([patch for paper in papers_in(data) for patch in paper.clean], seed)


def healthy_modules(data: Path, seed: int) -> list[ByteArray]:
    with zipfile.ZipFile(data / "solar-modules.zip") as archive:
        names = sorted(name for name in archive.namelist() if "/no-anomaly/" in name)
        return [read_picture(io.BytesIO(archive.read(name))) for name in some(names, seed)]


def some(items: Sequence[Item], seed: int) -> list[Item]:
    return [items[at] for at in np.random.default_rng(seed).permutation(len(items))[:POOL]]


SETS: dict[str, Callable[[Path, int], list[ByteArray]]] = {
    "magnetic tiles": healthy_tiles,
    "clean sheets of five papers": clean_sheets,
    "solar modules": healthy_modules,
}


def false_alarm_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    source = open_taps(models, INPUT, cache)
    rows = []
    for name, read in SETS.items():
        pool = source.cells(read(data, seed), SMALL.cells)
        rows += [alarm_row(name, pool, normals, SMALL) for normals in SIZES]
    return rows
