"""Learns the preconditions of the thermal pack: two linear rules over colours, and how far a known scene is from the bank."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from trainer.arrays import ByteArray, DoubleArray, FloatArray, TextArray
from trainer.packs.manifest import Json
from trainer.preconditions.kinds import Kind, read_shrunk
from trainer.preconditions.made import made_pictures, scene
from trainer.preconditions.measures import colour_histogram, rank_quantile
from trainer.preprocess import InputRecipe, resize

CHROMA = 24
LOW, HIGH = 0.02, 0.98
LEAST_CONTRAST = 40
"""A quarter of the contrast of the healthy or faulty picture that has the least (157)."""
SHARP_QUANTILE = 0.99
LEAST_SHARPNESS = 0.13
"""Two thirds of the sharpness of the least sharp picture (0.20)."""
LEAST_COLOURED = 0.08
"""Half of the coloured share of the picture with the darkest background (0.16)."""
SCENE_EVERY = 7
SCENE_QUANTILE = 0.75
PENALTY = 3.0
RENDERED = 24
ADVICE = {
    "not-thermal": "Choose a picture that a thermal camera saved, in the palette rainbow (blue, green, yellow, red).",
    "palette-not-read": (
        "Greyscale palettes are not supported yet. Save the picture in the camera or in its program in the palette rainbow "
        "(blue, green, yellow, red), then choose that file."
    ),
    "unlike-known": (
        "This pack knows distribution transformers in the palette rainbow (blue, green, yellow, red). Choose such a picture, or "
        "let a person judge this one: the pack cannot say whether it is normal."
    ),
}


@dataclass(frozen=True)
class KnownColours:
    """Histograms [n, BINS] of the known pictures and their transformers [n]."""

    histograms: DoubleArray
    transformers: TextArray

    def without(self, transformer: str) -> "KnownColours":
        rest = self.transformers != transformer
        return KnownColours(self.histograms[rest], self.transformers[rest])


@dataclass(frozen=True)
class OtherColours:
    """Histograms of what is not known: ordinary photos and made frames by kind, thermal pictures in other palettes."""

    photos: list[DoubleArray]
    thermal: list[DoubleArray]
    rendered: DoubleArray
    """Rendered transformers and parts, in the palette rainbow: known as well."""


def histograms(pictures: Sequence[ByteArray], recipe: InputRecipe) -> DoubleArray:
    return np.stack([colour_histogram(resize(picture, recipe), CHROMA) for picture in pictures])


def other_colours(kinds: dict[str, Kind], recipe: InputRecipe, seed: int) -> OtherColours:
    """From the pictures that teach, and from made ones."""

    def taught(name: str) -> DoubleArray:
        return histograms([read_shrunk(path) for path in kinds[name].taught], recipe)

    def rendered(palette: str, part: int) -> list[ByteArray]:
        draw = [np.random.default_rng((seed, part, at)) for at in range(RENDERED)]
        return [scene(random, "iron" if palette == "iron" else "rainbow") for random in draw]

    made = [picture for name, picture in made_pictures(seed + 1, 6) if name in ("colour noise", "flat colour", "grey noise")]
    return OtherColours(
        photos=[taught("clothing"), taught("trashnet"), taught("tomatoes"), histograms(made, recipe)],
        thermal=[taught("substations"), histograms(rendered("iron", 72), recipe)],
        rendered=histograms(rendered("rainbow", 73), recipe),
    )


def learn_rule(known: list[DoubleArray], weights: list[DoubleArray], others: list[DoubleArray]) -> tuple[DoubleArray, float]:
    """(weights, bias) of a logistic rule; each kind of the others counts alike, and both sides do."""
    sides = [*known, *others]
    total = sum(w.sum() for w in weights)
    share = [*(w / total for w in weights), *(np.full(len(o), 1 / len(o) / len(others)) for o in others)]
    inputs, labels = np.concatenate(sides), np.repeat([1, 0], [sum(map(len, known)), sum(map(len, others))])
    rule = LogisticRegression(C=PENALTY, max_iter=3000)
    rule.fit(inputs, labels, sample_weight=np.concatenate(share) * len(inputs) / 2)
    return rule.coef_[0], float(rule.intercept_[0])


def colour_conditions(known: KnownColours, others: OtherColours) -> list[Json]:
    """The rule between thermal pictures and photos, then that between the known colours and all others."""
    per_transformer = {name: 1 / (known.transformers == name).sum() for name in set(known.transformers)}
    weight = np.asarray([per_transformer[name] for name in known.transformers])
    alike = [np.full(len(part), 1 / len(part)) for part in (others.rendered, *others.thermal)]
    thermal = learn_rule([known.histograms, others.rendered, *others.thermal], [weight / weight.sum(), *alike], others.photos)
    few = np.full(len(others.rendered), 0.05)
    palette = learn_rule([known.histograms, others.rendered], [weight, few], [*others.photos, *others.thermal])
    return [colours_block("not-thermal", *thermal), colours_block("unlike-known", *palette)]


def colours_block(code: str, weights: DoubleArray, bias: float) -> Json:
    rounded = [round(float(weight), 4) for weight in weights]
    rule = {"measure": "colours", "chroma": CHROMA, "weights": rounded, "bias": round(bias, 4), "atLeast": 0}
    return {**rule, "code": code, "advice": ADVICE[code]}


def scene_value(cell_distances: FloatArray) -> float:
    """The measure `bank-distance` of a picture from the distances [cells] of all its cells."""
    return rank_quantile(cell_distances[::SCENE_EVERY], SCENE_QUANTILE)


def scene_limit(held_out: Sequence[FloatArray]) -> float:
    """The farthest of the known pictures, each measured against a bank without its transformer."""
    return max(scene_value(cells) for cells in held_out)


def conditions_of(known: KnownColours, others: OtherColours, held_out: Sequence[FloatArray]) -> list[Json]:
    """The `preconditions` block of the pack, in the order in which they are evaluated."""
    span = {"low": LOW, "high": HIGH}
    return [
        {"measure": "grey-bits", "atMost": 8, "code": "bit-depth"},
        {"measure": "contrast", **span, "atLeast": LEAST_CONTRAST, "code": "nothing-visible"},
        {
            "measure": "coloured",
            "chroma": CHROMA,
            "atLeast": LEAST_COLOURED,
            "code": "palette-not-read",
            "advice": ADVICE["palette-not-read"],
        },
        *colour_conditions(known, others),
        {"measure": "sharpness", "quantile": SHARP_QUANTILE, **span, "atLeast": LEAST_SHARPNESS, "code": "too-blurred"},
        {
            "measure": "bank-distance",
            "every": SCENE_EVERY,
            "quantile": SCENE_QUANTILE,
            "atMost": math.ceil(1e4 * scene_limit(held_out)) / 1e4,
            "code": "unlike-known",
            "advice": ADVICE["unlike-known"],
        },
    ]


def known_colours(pictures: Sequence[tuple[Path, str]], recipe: InputRecipe) -> KnownColours:
    """Of (path, transformer)."""
    found = histograms([read_shrunk(path) for path, _ in pictures], recipe)
    return KnownColours(found, np.asarray([name for _, name in pictures]))
