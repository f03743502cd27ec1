"""The specked sheets of `shared/data/sheet-specks`: single patches, and mosaics of patches as pictures of a whole sheet."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from trainer.arrays import BoolArray, ByteArray, IndexArray
from trainer.preprocess import read_picture

WORK = "specked sheets"
SIDE = 6
"""Patches along each side of a mosaic."""


@dataclass(frozen=True)
class Paper:
    """Patches [H, W, 3] of one kind of paper; a mask [H, W] of the specks, which are black in its file, for each specked one."""

    name: str
    clean: list[ByteArray]
    specked: list[ByteArray]
    masks: list[BoolArray]


def papers_in(data: Path) -> list[Paper]:
    return [read_paper(folder) for folder in sorted((data / "sheet-specks").iterdir()) if folder.is_dir()]


def read_paper(folder: Path) -> Paper:
    specked = sorted((folder / "specked").glob("*.png"))
    masks = [folder / "masks" / path.name.replace("_S_D_", "_S_") for path in specked]
    return Paper(
        folder.name,
        [read_picture(path) for path in sorted((folder / "clean").glob("*.png"))],
        [read_picture(path) for path in specked],
        [read_picture(path)[..., 0] == 0 for path in masks],
    )


@dataclass(frozen=True)
class Mosaics:
    """Mosaics of one paper: to teach with, other normal ones, and ones with one specked patch."""

    taught: list[ByteArray]
    normal: list[ByteArray]
    specked: list[ByteArray]


def mosaics_of(paper: Paper, taught: int, tested: int, seed: int) -> Mosaics:
    """`taught` mosaics of one half of the clean patches; `tested` normal and specked ones of the other half."""
    random = np.random.default_rng(seed)
    order = random.permutation(len(paper.clean))
    known, others = order[: len(order) // 2], order[len(order) // 2 :]
    whole = [at for at, patch in enumerate(paper.specked) if patch.shape == paper.clean[0].shape]
    chosen = random.permutation(whole)[:tested]
    return Mosaics(
        [mosaic(drawn(paper, known, random)) for _ in range(taught)],
        [mosaic(drawn(paper, others, random)) for _ in range(tested)],
        [mosaic(with_one(drawn(paper, others, random), paper.specked[at], random)) for at in chosen],
    )


def drawn(paper: Paper, among: IndexArray, random: np.random.Generator) -> list[ByteArray]:
    return [paper.clean[at] for at in random.choice(among, SIDE * SIDE)]


def with_one(patches: list[ByteArray], specked: ByteArray, random: np.random.Generator) -> list[ByteArray]:
    at = int(random.integers(len(patches)))
    return [*patches[:at], specked, *patches[at + 1 :]]


def mosaic(patches: list[ByteArray]) -> ByteArray:
    """`SIDE` x `SIDE` patches, row after row, as one picture."""
    rows = [np.concatenate(patches[at : at + SIDE], axis=1) for at in range(0, SIDE * SIDE, SIDE)]
    return np.concatenate(rows, axis=0)
