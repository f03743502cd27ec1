"""The recipe of the pack `surface` with four normals, on sets beside papers and tiles; nothing was chosen on the further ones.

Other weights of the taps and other scores are computed beside it.
"""

import io
import logging
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from trainer.arrays import BoolArray, ByteArray, FloatArray
from trainer.evaluate.kept_taps import TapSource, open_taps
from trainer.evaluate.metrics import auroc
from trainer.evaluate.report import Figure, Row
from trainer.evaluate.taught import SHIPPED, maps_of, scores_of, taught_bank
from trainer.packs.surface import INPUT, WEIGHTS
from trainer.patchcore.bank import ScoreRule
from trainer.preprocess import read_picture
from trainer.render.further_surfaces import FURTHER
from trainer.render.made_surfaces import SURFACES, MadeSet, made_set

log = logging.getLogger(__name__)

WORK = "unseen surfaces"
TAUGHT = 4
TESTED = 30
"""Normal and faulty pictures each."""
DRAWS = 3
NOTE = "unseen"
WEIGHTINGS = {"even": WEIGHTS.even, "uneven": WEIGHTS.uneven, "few": WEIGHTS.few}
RULES = {"shipped": SHIPPED.rule, "highest": ScoreRule(1), "three": ScoreRule(3), "twenty": ScoreRule(20)}
"""Scores with the weights that the recipe chooses."""
SHOWN = (
    "the highest cell {highest:.3f}, three {three:.3f}, twenty {twenty:.3f}; "
    "the even weights {even:.3f}, the uneven ones {uneven:.3f}, those for few {few:.3f}"
)


def steel_set(data: Path, seed: int, normal: str) -> MadeSet:
    """One class of defects is the normal texture, the five others are what must be found."""
    random = np.random.default_rng(seed)
    root = data / "steel-classes"
    others = [path for folder in sorted(root.iterdir()) if folder.name != normal for path in sorted(folder.iterdir())]
    return chosen_of(sorted((root / normal).iterdir()), others, random)


def tomato_set(data: Path, seed: int) -> MadeSet:
    """The freshest grade against the two last ones."""
    root = data / "tomato-freshness"
    last = [path for grade in ("8", "9") for path in sorted((root / grade).iterdir())]
    return chosen_of(sorted((root / "1").iterdir()), last, np.random.default_rng(seed))


def chosen_of(normal: list[Path], faulty: list[Path], random: np.random.Generator) -> MadeSet:
    def some(paths: list[Path], count: int) -> list[ByteArray]:
        return [read_picture(paths[at]) for at in random.permutation(len(paths))[:count]]

    return MadeSet(some(normal, TAUGHT + TESTED), some(faulty, TESTED))


def solar_set(data: Path, seed: int) -> MadeSet:
    """Modules without an anomaly against all others."""
    random = np.random.default_rng(seed)
    with zipfile.ZipFile(data / "solar-modules.zip") as archive:
        names = [name for name in sorted(archive.namelist()) if name.endswith(".jpg")]
        healthy = [name for name in names if "/no-anomaly/" in name]
        others = [name for name in names if "/no-anomaly/" not in name]

        def some(among: list[str], count: int) -> list[ByteArray]:
            return [read_picture(io.BytesIO(archive.read(among[at]))) for at in random.permutation(len(among))[:count]]

        return MadeSet(some(healthy, TAUGHT + TESTED), some(others, TESTED))


def sets_in(data: Path, seed: int) -> dict[str, Callable[[], MadeSet]]:
    """By name; a set is made when its turn comes."""
    made = {f"made {name}": partial(made_set, surface, TAUGHT + TESTED, 6, seed) for name, surface in SURFACES.items()}
    classes = sorted(folder.name for folder in (data / "steel-classes").iterdir() if folder.is_dir())
    steel = {f"steel, {name} as normal": partial(steel_set, data, seed, name) for name in classes}
    others = {"tomatoes, grade 1": partial(tomato_set, data, seed), "solar modules": partial(solar_set, data, seed)}
    return {**made, **steel, **others}


def further_sets(seed: int) -> dict[str, Callable[[], MadeSet]]:
    return {f"further {name}": partial(made_set, surface, TAUGHT + TESTED, 6, seed) for name, surface in FURTHER.items()}


@dataclass(frozen=True)
class Draw:
    """Distances [tested pictures, cells] by weights of the taps, the name of the chosen ones, and which pictures are faulty."""

    maps: dict[str, FloatArray]
    chosen: str
    faulty: BoolArray

    def auroc(self, weighting: str, rule: ScoreRule) -> float:
        return auroc(self.faulty, scores_of(self.maps[weighting], rule))

    def figures(self) -> dict[str, float]:
        by_rule = {name: self.auroc(self.chosen, rule) for name, rule in RULES.items()}
        return {**by_rule, **{name: self.auroc(name, SHIPPED.rule) for name in WEIGHTINGS}}


def draw_of(normal: FloatArray, faulty: FloatArray, seed: int) -> Draw:
    """Taught with `TAUGHT` of the normal pictures, tested on the others; cells [pictures, cells, D], every tap with weight 1."""
    order = np.random.default_rng(seed).permutation(len(normal))
    known, asked = normal[order[:TAUGHT]], np.concatenate([normal[order[TAUGHT:]], faulty])
    weights = WEIGHTS.chosen_for(list(known))
    chosen = next(name for name, each in WEIGHTINGS.items() if each == weights)
    maps = {name: maps_with(known, asked, weights, seed) for name, weights in WEIGHTINGS.items()}
    return Draw(maps, chosen, np.repeat([False, True], [len(normal) - TAUGHT, len(faulty)]))


def maps_with(known: FloatArray, asked: FloatArray, weights: dict[str, float], seed: int) -> FloatArray:
    return maps_of(WEIGHTS.weighted(asked, weights), taught_bank(WEIGHTS.weighted(known, weights), SHIPPED.rows, seed))


def compared(pictures: MadeSet, source: TapSource) -> dict[str, float]:
    """Mean AUROC over the draws, by recipe."""
    normal, faulty = (source.cells(some, SHIPPED.cells) for some in (pictures.normal, pictures.faulty))
    return mean_of([draw_of(normal, faulty, seed).figures() for seed in range(DRAWS)])


def mean_of(found: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: float(np.mean([each[name] for each in found])) for name in found[0]}


def unseen_row(name: str, found: dict[str, float]) -> Row:
    others = {recipe: value for recipe, value in found.items() if recipe != "shipped"}
    figure = Figure("AUROC {shipped:.3f}", {"shipped": found["shipped"]})
    row = Row(WORK, f"{name}, {TAUGHT} taught, {DRAWS} draws", figure, Figure(SHOWN, others), NOTE)
    log.info("%s | %s | %s", row.protocol, row.figure, row.comparison)
    return row


def unseen_rows(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    source = open_taps(models, INPUT, cache)
    return [*group_rows("sets", sets_in(data, seed), source), *group_rows("further sets", further_sets(seed), source)]


def group_rows(kind: str, sets: dict[str, Callable[[], MadeSet]], source: TapSource) -> list[Row]:
    """A row for each set, and one for their mean."""
    found = {name: compared(read(), source) for name, read in sets.items()}
    rows = [unseen_row(name, each) for name, each in found.items()]
    return [*rows, unseen_row(f"mean of these {len(found)} {kind}", mean_of(list(found.values())))]
