"""Builds all packs on a new backbone."""

from pathlib import Path

from trainer.packs.manifest import offer
from trainer.packs.rubber import build_rubber
from trainer.packs.surface import build_surface
from trainer.packs.thermal import build_thermal
from trainer.render.thermal import render_thermal

OFFERED = ["rubber-sheet", "transformer-thermal"]
"""`surface` is built and checked with the others; it is not offered until the app can teach."""


def build_packs(models: Path, data: Path, seed: int, cache: Path | None) -> None:
    """Write every pack on the backbone that is in `models`, then the index. `cache` keeps rendered pictures between builds."""
    golden = render_thermal(seed, subject="transformer", hot_joints=1, palette="rainbow", width=240, height=180).picture
    build_thermal(models, data, seed, golden)
    build_surface(models, seed)
    build_rubber(models, data, seed, cache)
    offer(models, OFFERED)
