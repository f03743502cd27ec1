"""Magnetic tiles: PatchCore from 150 healthy tiles, split by the physical tile, never by picture."""

from pathlib import Path

import numpy as np

from trainer.arrays import FloatArray
from trainer.evaluate.metrics import auroc
from trainer.evaluate.report import Figure, Row, named_values
from trainer.evaluate.teachers import EmbeddingNetwork
from trainer.patchcore.bank import distances, greedy_k_centre
from trainer.patchcore.cells import CellRecipe, Tap, cells, join

NORMALS = 150
BANK_ROWS = 1500
RECIPE = CellRecipe((Tap("s8", 3, "l2"), Tap("s16", 3, "l2")), grid=14)


def tile_of(path: Path) -> str:
    """The physical tile: `g012` of `g012_exp3_num_4.jpg`."""
    return path.name.split("_")[0]


def tile_split(data: Path, seed: int) -> tuple[list[Path], list[Path]]:
    """(pictures of the bank, pictures to test). No tile is in both."""
    root = data / "magnetic-tile"
    free = sorted((root / "free").glob("*.jpg"))
    groups = np.random.default_rng(seed).permutation(sorted({tile_of(p) for p in free}))
    bank: list[Path] = []
    taken: set[str] = set()
    for group in groups:
        if len(bank) >= NORMALS:
            break
        taken.add(str(group))
        bank += [p for p in free if tile_of(p) == group]
    tested = [p for p in sorted(root.glob("*/*.jpg")) if tile_of(p) not in taken]
    return bank[:NORMALS], tested


def tile_auroc(network: EmbeddingNetwork, bank: list[Path], tested: list[Path], seed: int) -> float:
    rows = join(tile_cells(network, bank))
    memory = rows[greedy_k_centre(rows, BANK_ROWS, seed)]
    scores = [float(distances(own, memory, 1).max()) for own in tile_cells(network, tested)]
    return auroc(np.asarray([p.parent.name != "free" for p in tested]), np.asarray(scores))


def tile_cells(network: EmbeddingNetwork, paths: list[Path]) -> list[FloatArray]:
    """Cell vectors of each picture [grid * grid, D]."""
    found = network.features(paths, [tap.output for tap in RECIPE.taps])
    return [cells({name: dense[at] for name, dense in found.items()}, RECIPE) for at in range(len(paths))]


def tile_rows(nets: list[EmbeddingNetwork], data: Path, seed: int) -> list[Row]:
    bank, tested = tile_split(data, seed)
    found = {net.name: tile_auroc(net, bank, tested, seed) for net in nets}
    protocol = f"PatchCore, split by tile, {len(bank)} healthy in the bank, {len(tested)} tested"
    others = {name: value for name, value in found.items() if name != "ours"}
    figure = Figure("AUROC {auroc:.3f}", {"auroc": found["ours"]})
    return [Row("magnetic tile", protocol, figure, named_values(others), "tile-recipe")]
