"""The whole pipeline of one picture in numpy and ONNX Runtime: the reference for the TypeScript engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime as ort

from trainer.arrays import ByteArray, DoubleArray, FloatArray
from trainer.patchcore.bank import ScoreRule, distances, picture_score
from trainer.patchcore.cells import CellRecipe, cells, to_grid
from trainer.preprocess import InputRecipe, to_tensor


class Features(Protocol):
    """Turns a picture [H, W, 3] into named outputs."""

    def features(self, pixels: ByteArray, recipe: InputRecipe) -> dict[str, FloatArray]: ...


def open_network(path: Path) -> ort.InferenceSession:
    """Opens an ONNX file on the CPU with one thread."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Backbone:
    """The shipped feature extractor."""

    def __init__(self, path: Path) -> None:
        self.session = open_network(path)
        self.names = [output.name for output in self.session.get_outputs()]

    def features(self, pixels: ByteArray, recipe: InputRecipe) -> dict[str, FloatArray]:
        """[H, W, 3] 0-255 to every output without its batch axis: dense [C, h, w], `embedding` [D]."""
        found = self.session.run(self.names, {"image": to_tensor(pixels, recipe)})
        return {name: value[0] for name, value in zip(self.names, found, strict=True)}

    def embed(self, pictures: Sequence[ByteArray], recipe: InputRecipe) -> FloatArray:
        """Pictures to embeddings [n, D]."""
        return np.stack([self.features(pixels, recipe)["embedding"] for pixels in pictures])


@dataclass(frozen=True)
class LinearHead:
    """`weights` [classes, D], `biases` [classes], `temperature` dividing the logits before softmax."""

    weights: FloatArray
    biases: FloatArray
    temperature: float

    def probabilities(self, embedding: FloatArray) -> DoubleArray:
        """[D] or [n, D] to [classes] or [n, classes]."""
        logits = (embedding.astype(np.float64) @ self.weights.T + self.biases) / self.temperature
        powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


@dataclass(frozen=True)
class PlaceMap:
    """The `map` block of a pack, in the raw unit of the dense output `output`; `weight` is distance per that unit.

    `kinds`: (name, title) of each channel of the output, in their order; without them it has one channel.
    """

    output: str
    threshold: float
    softness: float
    counts_from: float
    weight: float = 0.0
    kinds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Detector:
    """A memory bank [rows, D], the recipe of its rows, and the map that decides which cells count."""

    recipe: CellRecipe
    bank: FloatArray
    neighbours: int
    rule: ScoreRule
    place_map: PlaceMap | None = None

    def cell_distances(self, features: Mapping[str, FloatArray]) -> FloatArray:
        """Distances [grid * grid] of a picture's cells."""
        return self.distances_of(cells(features, self.recipe))

    def distances_of(self, vectors: FloatArray) -> FloatArray:
        """Distances [n] of cell vectors [n, D] that were made by the same recipe."""
        return distances(vectors, self.bank, self.neighbours)

    def score(self, features: Mapping[str, FloatArray]) -> float:
        """The raw score of a picture."""
        return self.score_of(self.cell_distances(features), self.places(features))

    def places(self, features: Mapping[str, FloatArray]) -> FloatArray | None:
        """Raw values [grid * grid] of the pack's own map, where it has one: the highest of its channels."""
        if self.place_map is None:
            return None
        return places_of(features[self.place_map.output], self.recipe.grid)

    def score_of(self, found: FloatArray, places: FloatArray | None) -> float:
        """The raw score from distances [n] and map values [n]."""
        return placed_score(found, places, self.place_map, self.rule)


def places_of(dense: FloatArray, grid: int) -> FloatArray:
    """[C, h, w] to raw values [grid * grid] of a map: the highest of its channels."""
    return np.asarray(to_grid(dense, grid).max(axis=0).ravel())


def placed_score(found: FloatArray, places: FloatArray | None, place_map: PlaceMap | None, rule: ScoreRule) -> float:
    """The raw score from distances [n] and map values [n], where there is a map."""
    if places is None or place_map is None:
        return picture_score(found, rule)
    counts = places >= place_map.counts_from
    return picture_score(found[counts] + place_map.weight * (places[counts] - place_map.counts_from), rule)
