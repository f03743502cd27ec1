"""The sample pictures of the app: `python -m trainer.render.samples --seed 7` writes public/samples/*.jpg."""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from trainer.render.defects import DefectRequest
from trainer.render.sheet import render_sheet
from trainer.render.style import TRAINING, Style, draw_style
from trainer.render.thermal import render_thermal
from trainer.render.types import Picture

MAX_BYTES = 150_000
REPOSITORY = Path(__file__).parents[3]
THERMAL_SEED = 22
"""Selected from 24 scenes: the pack answers Normal for the healthy form and is over the threshold with the hot joint."""


def sample_pictures(seed: int) -> dict[str, Picture]:
    """Name to picture, long side 1000 px."""
    style = against_light(seed)
    worn = replace(style, rib_kind="diagonal", rib_pitch_share=0.014, absorbance=0.95, background="light-table")
    flaws = (DefectRequest("rust", 0.2, 1.2), DefectRequest("bark", 0.05, 1.7))
    return {
        "rubber-1": render_sheet(seed, style, (), width=800, height=1000).picture,
        "rubber-2": render_sheet(seed + 1, worn, flaws, width=800, height=1000).picture,
        "thermal-1": thermal(THERMAL_SEED, 0),
        "thermal-2": thermal(THERMAL_SEED, 1),
    }


def against_light(seed: int) -> Style:
    """One smoked sheet on a pole, lit from behind, sharp, without camera effects."""
    style = draw_style(np.random.default_rng(seed), TRAINING)
    return replace(
        style,
        rib_pitch_share=0.018,
        rib_angle_deg=32.0,
        rib_kind="diamond",
        rib_depth=0.9,
        absorbance=0.8,
        back_light=1.2,
        front_light=0.22,
        warmth=0.03,
        background="sky",
        tilt=0.03,
        blur_px=0.25,
        noise=0.006,
        jpeg_quality=96,
        contrast=1.05,
        framing="single",
        shadows=0,
        is_folded=False,
        is_torn=False,
        is_holed=False,
        has_pole=True,
        has_fingers=False,
    )


def thermal(seed: int, hot_joints: int) -> Picture:
    return render_thermal(
        seed,
        subject="transformer",
        hot_joints=hot_joints,
        palette="rainbow",
        span_c=(8.0, 66.0),
        width=1000,
        height=750,
    ).picture


def write_samples(seed: int, folder: Path) -> list[Path]:
    """JPEGs under MAX_BYTES, at the best quality that fits."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, picture in sample_pictures(seed).items():
        path = folder / f"{name}.jpg"
        for quality in (90, 85, 80, 75, 70, 60, 50, 40):
            Image.fromarray(picture).save(path, "JPEG", quality=quality, optimize=True)
            if path.stat().st_size < MAX_BYTES:
                break
        written.append(path)
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the sample pictures of the app.")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--folder", type=Path, default=REPOSITORY / "public" / "samples")
    arguments = parser.parse_args()
    for path in write_samples(arguments.seed, arguments.folder):
        print(f"{path.name} {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
