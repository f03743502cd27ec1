"""The appearance of a sheet picture apart from its defects, as ranges to sample from.

Two disjoint ranges exist: TRAINING and HELD_OUT. No value of rib pitch, rib angle, colour temperature, light,
lens or JPEG quality, and no background, is in both, so the held-out figure is for styles the head never saw. (Smoke colour
is what the grade is read from, so its ranges overlap.)
"""

from dataclasses import dataclass
from typing import Literal

from trainer.render.types import Random

RibKind = Literal["diagonal", "diamond", "lattice"]
Framing = Literal["close-up", "single", "hanging"]
Intervals = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class StyleRange:
    """What a style is drawn from. Intervals are unions of [low, high); `*_share` are of the sheet's shorter side."""

    name: str
    rib_pitch_share: Intervals
    rib_angle_deg: Intervals
    rib_kinds: tuple[RibKind, ...]
    absorbance: Intervals
    back_light: Intervals
    front_light: Intervals
    warmth: Intervals
    backgrounds: tuple[str, ...]
    tilt: Intervals
    blur_px: Intervals
    noise: Intervals
    jpeg_quality: Intervals
    contrast: Intervals
    framings: tuple[tuple[Framing, float], ...] = (("close-up", 0.46), ("single", 0.44), ("hanging", 0.1))


@dataclass(frozen=True)
class Style:
    """One draw of a StyleRange. `absorbance` is the smoke colour of sound rubber: 0.2 pale cream, 1.0 honey brown."""

    rib_pitch_share: float
    rib_angle_deg: float
    rib_kind: RibKind
    rib_depth: float
    absorbance: float
    back_light: float
    front_light: float
    warmth: float
    background: str
    tilt: float
    blur_px: float
    noise: float
    jpeg_quality: int
    contrast: float
    framing: Framing
    shadows: int
    is_folded: bool
    is_torn: bool
    is_holed: bool
    has_pole: bool
    has_fingers: bool


TRAINING = StyleRange(
    name="training",
    rib_pitch_share=((0.012, 0.026), (0.034, 0.07)),
    rib_angle_deg=((20.0, 38.0), (46.0, 70.0), (110.0, 160.0), (0.0, 4.0)),
    rib_kinds=("diagonal", "diamond", "lattice"),
    absorbance=((0.16, 0.35), (0.45, 1.35)),
    back_light=((0.25, 0.6), (0.75, 1.25)),
    front_light=((0.15, 0.5), (0.6, 0.95)),
    warmth=((-0.1, -0.05), (-0.02, 0.06), (0.09, 0.14)),
    backgrounds=("sky", "light-table", "rack", "concrete", "leaves", "smokehouse", "grass"),
    tilt=((0.0, 0.06), (0.09, 0.16)),
    blur_px=((0.0, 0.5), (0.7, 1.2)),
    noise=((0.002, 0.008), (0.012, 0.022)),
    jpeg_quality=((45, 70), (82, 96)),
    contrast=((0.85, 0.97), (1.02, 1.2)),
)

HELD_OUT = StyleRange(
    name="held-out",
    rib_pitch_share=((0.026, 0.034),),
    rib_angle_deg=((38.0, 46.0), (70.0, 80.0), (100.0, 110.0)),
    rib_kinds=("diagonal", "diamond", "lattice"),
    absorbance=((0.35, 0.45), (0.5, 1.3)),
    back_light=((0.6, 0.75),),
    front_light=((0.5, 0.6),),
    warmth=((-0.05, -0.02), (0.06, 0.09), (0.14, 0.17)),
    backgrounds=("cloth", "brick", "dusk", "planks"),
    tilt=((0.06, 0.09), (0.16, 0.18)),
    blur_px=((0.5, 0.7), (1.2, 1.3)),
    noise=((0.008, 0.012),),
    jpeg_quality=((70, 82),),
    contrast=((0.97, 1.02),),
)


def draw_style(random: Random, style_range: StyleRange) -> Style:
    names = [name for name, _ in style_range.framings]
    chances = [chance for _, chance in style_range.framings]
    return Style(
        rib_pitch_share=draw(random, style_range.rib_pitch_share),
        rib_angle_deg=draw(random, style_range.rib_angle_deg),
        rib_kind=style_range.rib_kinds[int(random.integers(len(style_range.rib_kinds)))],
        rib_depth=float(random.uniform(0.35, 1.0)),
        absorbance=draw(random, style_range.absorbance),
        back_light=draw(random, style_range.back_light),
        front_light=draw(random, style_range.front_light),
        warmth=draw(random, style_range.warmth),
        background=style_range.backgrounds[int(random.integers(len(style_range.backgrounds)))],
        tilt=draw(random, style_range.tilt),
        blur_px=draw(random, style_range.blur_px),
        noise=draw(random, style_range.noise),
        jpeg_quality=round(draw(random, style_range.jpeg_quality)),
        contrast=draw(random, style_range.contrast),
        framing=names[int(random.choice(len(names), p=chances))],
        shadows=int(random.choice(3, p=[0.55, 0.3, 0.15])),
        is_folded=chance(random, 0.3),
        is_torn=chance(random, 0.25),
        is_holed=chance(random, 0.2),
        has_pole=chance(random, 0.5),
        has_fingers=chance(random, 0.2),
    )


def chance(random: Random, share: float) -> bool:
    return bool(random.uniform() < share)


def draw(random: Random, intervals: Intervals) -> float:
    """Uniform over a union of intervals."""
    lengths = [high - low for low, high in intervals]
    low, high = intervals[int(random.choice(len(intervals), p=[length / sum(lengths) for length in lengths]))]
    return float(random.uniform(low, high))
