"""Learning from corrections: which rows an example adds, and how they change the score. Reference of `src/engine/learn`.

Rules: `docs/spec/learning.md`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import ndimage

from trainer.arrays import BoolArray, FloatArray, IndexArray
from trainer.baseline.judge import Comparison, joint_distances
from trainer.packs.reference import PlaceMap
from trainer.patchcore.bank import ScoreRule, distances, picture_score, seeded_k_centre
from trainer.patchcore.cells import enlarge
from trainer.seeded_random import SeededRandom

NEAR_SHARE = 0.5
"""Rows nearer to each other than this share of the map's threshold of distances are one."""
MAP_LOWERING_SHARE = 0.5
"""Within this share of it, a row that a person called normal lowers the pack's own map."""
UNUSUAL_SHARE = 0.9
"""Of the cells of a missed area only those count as faulty that are as unusual as the tenth of the other cells."""
HALVINGS = 6
"""How often the near distance is halved before every cell is kept."""
MOST_NORMAL_ROWS = 1000
MOST_DEFECT_ROWS = 500


@dataclass(frozen=True)
class Terms:
    """The numbers of the pack that decide."""

    threshold: float
    softness: float
    map_threshold: float
    rule: ScoreRule
    neighbours: int = 1
    place_map: PlaceMap | None = None
    pixels: int = 8
    """Pixels of the network's input along each side of a cell: the mask is drawn on them."""
    min_box_share: float = 0.0


@dataclass(frozen=True)
class Banks:
    """Rows [n, D]: of the pack, of examples that are normal, of examples that are faults."""

    known: FloatArray
    normal: FloatArray
    defects: FloatArray


@dataclass(frozen=True)
class AreaExample:
    """An area of a picture. `cells` [n, D], `places` [n] of the pack's own map, `area` [n].

    `comparisons`: with the baselines that the picture is judged against.
    """

    kind: str
    cells: FloatArray
    area: BoolArray
    places: FloatArray | None = None
    comparisons: Sequence[Comparison] = ()


@dataclass(frozen=True)
class Measured:
    """Distances [n] of the cells of a picture; infinite to a bank without rows."""

    to_known: FloatArray
    to_normal: FloatArray
    to_defect: FloatArray


def measure(cells: FloatArray, banks: Banks, neighbours: int = 1, comparisons: Sequence[Comparison] = ()) -> Measured:
    """What is normal: rows of the pack and of examples, and the baselines of the picture."""
    normal = nearest(cells, banks.normal)
    known = np.minimum(joint_distances(distances(cells, banks.known, neighbours), comparisons), normal)
    return Measured(known, normal, nearest(cells, banks.defects))


def nearest(cells: FloatArray, rows: FloatArray) -> FloatArray:
    if len(rows) == 0:
        return np.full(len(cells), np.inf, np.float32)
    return distances(cells, rows, 1)


@dataclass(frozen=True)
class Values:
    """Of each cell [n]: what it counts in the score, 0 where it does not; whether it counts by the pack's map; the map, raw."""

    values: FloatArray
    counted: BoolArray
    shown: FloatArray


def values_of(found: Measured, places: FloatArray | None, terms: Terms, excess: float = 0.0) -> Values:
    """Lowered by normal examples, then raised by faults: by `excess` more, because baselines take that from the score."""
    if places is None or terms.place_map is None:
        # The map can mark a fault only if faults reach its own threshold too.
        ceiling = max(terms.threshold, terms.map_threshold) + terms.softness + excess
        values = raised(found.to_known, fault_shares(found), ceiling)
        return Values(values, np.ones(len(values), np.bool_), values)
    own = terms.place_map
    lowered = lowered_map(places, found.to_normal, terms)
    counted = places >= own.counts_from
    values = np.where(counted, found.to_known + own.weight * (lowered - own.counts_from), 0).astype(np.float32)
    shares = np.where(counted | (found.to_defect < terms.map_threshold), fault_shares(found), 0)
    shown = raised(lowered, shares, own.threshold + own.softness)
    return Values(raised(values, shares, terms.threshold + terms.softness + excess), counted, shown)


def raised(values: FloatArray, shares: FloatArray, ceiling: float) -> FloatArray:
    return np.asarray(values + shares * np.maximum(0, ceiling - values), np.float32)


def lowered_map(places: FloatArray, to_normal: FloatArray, terms: Terms) -> FloatArray:
    """The pack's own map, lowered towards the value from which cells count where a cell is like a normal example."""
    counts_from = 0.0 if terms.place_map is None else terms.place_map.counts_from
    share = np.maximum(0, 1 - to_normal / (MAP_LOWERING_SHARE * terms.map_threshold))
    return np.asarray(places - share * np.maximum(0, places - counts_from), np.float32)


def fault_shares(found: Measured) -> FloatArray:
    """1 - d / k where the distance d to the nearest fault is less than the distance k to what is normal."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(found.to_defect < found.to_known, 1 - found.to_defect / found.to_known, 0).astype(np.float32)


def score_of(values: Values, terms: Terms, within: BoolArray | None = None) -> float:
    """Of the cells that count, or of all with 0 for the others, where that is higher: faults never lower it."""
    inside = np.ones(len(values.values), np.bool_) if within is None else within
    counted = values.counted & inside
    return max(picture_score(values.values[counted], terms.rule), picture_score(values.values[inside], terms.rule))


def learning_score(
    cells: FloatArray, places: FloatArray | None, banks: Banks, terms: Terms, comparisons: Sequence[Comparison] = ()
) -> float:
    """The raw score of a picture."""
    excess = excess_of(comparisons, banks, terms)
    found = measure(cells, banks, terms.neighbours, comparisons)
    return score_of(values_of(found, places, terms, excess), terms) - excess


def excess_of(comparisons: Sequence[Comparison], banks: Banks, terms: Terms) -> float:
    """How far the baselines, which are normal, lie over the threshold themselves: the mean of them, at most one softness.

    Each is measured by itself, with what the pack has learned by now.
    """
    if not comparisons:
        return 0.0
    baselines = [each.baseline for each in comparisons]
    scores = [learning_score(each.cells.vectors, each.places, banks, terms) for each in baselines]
    return min(terms.softness, float(np.mean([max(0.0, score - terms.threshold) for score in scores])))


def learn(examples: Sequence[AreaExample], banks: Banks, terms: Terms) -> Banks:
    """Faults first, so that a normal example is the one that gives way or stays, each in the order given."""
    for example in sorted(examples, key=lambda each: each.kind != "fault"):
        banks = learn_one(example, banks, terms)
    return banks


def learn_one(example: AreaExample, banks: Banks, terms: Terms) -> Banks:
    """Adds rows until the example holds: the near distance is halved, at last every cell is kept."""
    candidates = unusual_cells(example, banks, terms) if example.kind == "fault" else counted_cells(example, terms)
    near = NEAR_SHARE * terms.map_threshold
    for attempt in range(HALVINGS + 2):
        within = near / 2**attempt if attempt <= HALVINGS else 0.0
        banks = with_rows(example, candidates, banks, within)
        if holds(example, banks, terms):
            break
    return banks


def with_rows(example: AreaExample, candidates: IndexArray, banks: Banks, within: float) -> Banks:
    cells = example.cells[candidates]
    if example.kind == "fault":
        chosen = covering(cells, banks.defects, MOST_DEFECT_ROWS - len(banks.defects), within)
        return replace(banks, defects=np.concatenate([banks.defects, cells[chosen]]))
    known = np.concatenate([banks.known, banks.normal])
    chosen = covering(cells, known, MOST_NORMAL_ROWS - len(banks.normal), within)
    return replace(banks, normal=np.concatenate([banks.normal, cells[chosen]]))


def covering(cells: FloatArray, known: FloatArray, most: int, within: float) -> IndexArray:
    """Rows so that no cell is farther than `within` from a known or a chosen one, in the order of the cells."""
    return np.sort(seeded_k_centre(cells, most, SeededRandom(0), nearest_rows(cells, known), within))


def nearest_rows(cells: FloatArray, known: FloatArray) -> FloatArray:
    """The known rows that are the nearest of a cell: the others change nothing."""
    if len(known) == 0 or len(cells) == 0:
        return known
    squares = np.einsum("md,md->m", known, known, dtype=np.float64)[None] - 2 * cells.astype(np.float64) @ known.T.astype(
        np.float64
    )
    return np.asarray(known[np.unique(squares.argmin(axis=1))], np.float32)


def holds(example: AreaExample, banks: Banks, terms: Terms) -> bool:
    """A fault is found at its place; a normal area is clearly under the threshold, by itself."""
    excess = excess_of(example.comparisons, banks, terms)
    values = values_of(measured_example(example, banks, terms), example.places, terms, excess)
    if example.kind == "fault":
        return found_at(example.area, values, terms, excess)
    return score_of(values, terms, example.area) - excess < terms.threshold - 0.1 * terms.softness


def measured_example(example: AreaExample, banks: Banks, terms: Terms) -> Measured:
    return measure(example.cells, banks, terms.neighbours, example.comparisons)


def found_at(area: BoolArray, values: Values, terms: Terms, excess: float = 0.0) -> bool:
    """The picture is over the threshold, and its mask covers a part of the cells of the area."""
    if score_of(values, terms) - excess < terms.threshold:
        return False
    side = math.isqrt(len(area))
    pixels = np.kron(area.reshape(side, side), np.ones((terms.pixels, terms.pixels), np.bool_)).astype(np.bool_)
    return bool((mask_of(values, terms, side) & pixels).any())


def mask_of(values: Values, terms: Terms, side: int) -> BoolArray:
    """What an anomalous picture marks on the network's input: from 0.5 of the map, or from 80 % of a lower peak."""
    own = terms.place_map
    threshold, softness = (terms.map_threshold, terms.softness) if own is None else (own.threshold, own.softness)
    logits = (values.shown.astype(np.float64) - threshold) / softness
    shown = (1 / (1 + np.exp(-logits))).astype(np.float32).reshape(side, side)
    fine = enlarge(shown, side * terms.pixels, side * terms.pixels)
    peak = float(fine.max())
    regions, count = ndimage.label(fine >= (0.5 if peak >= 0.5 else 0.8 * peak), np.ones((3, 3)))
    sizes = ndimage.sum_labels(np.ones_like(fine), regions, np.arange(1, count + 1))
    peaks = ndimage.maximum(fine, regions, np.arange(1, count + 1))
    kept = sizes >= terms.min_box_share * fine.size
    kept[int(np.argmax(peaks))] = True
    return np.asarray(np.concatenate([[False], kept])[regions], np.bool_)


def counted_cells(example: AreaExample, terms: Terms) -> IndexArray:
    """Cells that the pack's own map leaves out raise no alarm: they need no rows."""
    if example.places is None or terms.place_map is None:
        return np.flatnonzero(example.area)
    return np.flatnonzero(example.area & (example.places >= terms.place_map.counts_from))


def unusual_cells(example: AreaExample, banks: Banks, terms: Terms) -> IndexArray:
    """Cells of the area as far from what is normal as the farthest tenth of the other cells; never fewer than the score takes."""
    to_known = measured_example(example, banks, terms).to_known
    inside = np.flatnonzero(example.area)
    falling = inside[np.argsort(-to_known[inside], kind="stable")]
    others = np.sort(to_known[~example.area])
    limit = others[math.floor(UNUSUAL_SHARE * (len(others) - 1))] if len(others) else 0
    count = max(terms.rule.top, int((to_known[inside] >= limit).sum()))
    return np.sort(falling[:count])
