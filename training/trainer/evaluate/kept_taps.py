"""Cells of pictures from outputs extracted once per set of pictures and look, so that recipes compare on the same numbers."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from trainer.arrays import ByteArray, FloatArray, HalfArray
from trainer.packs.reference import open_network
from trainer.patchcore.cells import CellRecipe, cells
from trainer.patchcore.tiles import WHOLE, Tiles, cut, extent_of, join_cells
from trainer.preprocess import InputRecipe, resize, tensor_of

NAMES = ("s4", "s8", "s16")


class Network(Protocol):
    """What is used of a session of ONNX Runtime."""

    def run(self, names: list[str], feed: dict[str, FloatArray], /) -> list[Any]: ...


@dataclass(frozen=True)
class TapSource:
    """The shipped backbone, whose outputs are kept in `cache` in half precision, and used in it with or without a cache."""

    session: Network
    network: str
    """SHA-256 of its file."""
    input: InputRecipe
    cache: Path | None = None

    def cells(self, pictures: Sequence[ByteArray], recipe: CellRecipe, tiles: Tiles = WHOLE) -> FloatArray:
        """Cell vectors [pictures, cells, D] of each picture, its tiles joined."""
        count = tiles.columns * tiles.rows
        taps = self.taps(pictures, tiles, recipe.grid)
        singly = [
            cells({name: dense[at].astype(np.float32) for name, dense in taps.items()}, recipe)
            for at in range(len(pictures) * count)
        ]
        return np.stack([join_cells(singly[at : at + count], tiles, recipe.grid) for at in range(0, len(singly), count)])

    def taps(self, pictures: Sequence[ByteArray], tiles: Tiles, grid: int) -> dict[str, HalfArray]:
        """[tiles of all pictures, C, h, w] by output."""
        if self.cache is None:
            return self.extracted(pictures, tiles, grid)
        look = f"{self.network} {self.input} {tiles} {grid if tiles != WHOLE else ''}"
        digest = hashlib.sha256(look.encode())
        for pixels in pictures:
            digest.update(f"{pixels.shape}".encode() + pixels.tobytes())
        file = self.cache / f"taps-{digest.hexdigest()[:16]}.npz"
        if not file.exists():
            self.cache.mkdir(parents=True, exist_ok=True)
            partial = file.with_suffix(".partial.npz")
            np.savez(partial, allow_pickle=False, **self.extracted(pictures, tiles, grid))
            partial.replace(file)
        with np.load(file) as kept:
            return {name: kept[name] for name in NAMES}

    def extracted(self, pictures: Sequence[ByteArray], tiles: Tiles, grid: int) -> dict[str, HalfArray]:
        found: dict[str, list[HalfArray]] = {name: [] for name in NAMES}
        extent = extent_of(self.input, tiles, grid)
        for pixels in pictures:
            for tile in cut(resize(pixels, extent), self.input, tiles, grid):
                outputs = self.session.run(list(NAMES), {"image": tensor_of(tile, self.input)})
                for name, value in zip(NAMES, outputs, strict=True):
                    found[name].append(value[0].astype(np.float16))
        return {name: np.stack(values) for name, values in found.items()}


def open_taps(models: Path, recipe: InputRecipe, cache: Path | None) -> TapSource:
    file = models / "field-backbone" / "backbone.onnx"
    return TapSource(open_network(file), hashlib.sha256(file.read_bytes()).hexdigest(), recipe, cache)
