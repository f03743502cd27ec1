"""Makes packs from imported networks: a classifier, or a feature extractor with a memory bank of normal pictures.

What an ONNX file describes is read from it (`imported_network`). The rest must be given: labels, mean, std, scale, fit.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from PIL import Image

from trainer.arrays import ByteArray, FloatArray
from trainer.packs.imported_network import Ending, UnfitNetworkError, copy_network, read_export
from trainer.packs.manifest import Json, calibration_block, golden_block, input_block, patches_block, write_floats, write_pack
from trainer.packs.reference import open_network
from trainer.patchcore.bank import ScoreRule, distances, greedy_k_centre, picture_score
from trainer.patchcore.calibration import calibrate
from trainer.patchcore.cells import CellRecipe, cells, join
from trainer.preprocess import IMAGENET_MEAN, IMAGENET_STD, InputRecipe, resize

Triple = tuple[float, float, float]
BANK_ROWS = 1000
FALSE_ALARM_RATE = 0.05
HELD_OUT_FOLDS = 5
GOLDEN_SIDE_PX = 320
"""Longer side of a golden picture: it is downloaded with the pack, three bytes per pixel."""


@dataclass(frozen=True)
class Given:
    """What the file does not describe: `tensor = (value * scale - mean) / std` of RGB 0-255, and the fit (`InputRecipe.portion`).

    Without `mean` and `std` they are ImageNet's, and 0 and 1 for anomalib 2, whose files normalise by themselves.
    """

    scale: float = 1 / 255
    mean: Triple | None = None
    std: Triple | None = None
    portion: float | None = None
    side_px: int | None = None
    title: str | None = None


class Network:
    """An imported network with its input recipe."""

    def __init__(self, path: Path, given: Given) -> None:
        self.path, self.export, self.scale = path, read_export(path), given.scale
        width, height = self.export.width or given.side_px, self.export.height or given.side_px
        if width is None or height is None:
            raise UnfitNetworkError("the input's size is free: give its side in pixels (--side)")
        mean = given.mean or ((0.0, 0.0, 0.0) if self.export.is_anomalib else IMAGENET_MEAN)
        std = given.std or ((1.0, 1.0, 1.0) if self.export.is_anomalib else IMAGENET_STD)
        self.recipe = InputRecipe(width, height, given.portion, mean, std)
        self.session = session_of(path)

    def run(self, picture: ByteArray, outputs: Sequence[str]) -> list[FloatArray]:
        """A picture [H, W, 3] to the outputs, dense ones as [C, h, w]."""
        found = self.session.run(list(outputs), {self.export.input: self.tensor(picture)})
        return [self.dense(np.asarray(value, np.float32)) for value in found]

    def tensor(self, picture: ByteArray) -> FloatArray:
        """A picture [H, W, 3] to the network's input, [1, 3, h, w] or [1, h, w, 3]."""
        values = (resize(picture, self.recipe) * self.scale - np.asarray(self.recipe.mean)) / np.asarray(self.recipe.std)
        tensor = values if self.export.layout == "nhwc" else values.transpose(2, 0, 1)
        return np.ascontiguousarray(tensor[None], np.float32)

    def dense(self, value: FloatArray) -> FloatArray:
        if value.ndim != 4:
            return value
        return np.asarray(value[0].transpose(2, 0, 1) if self.export.layout == "nhwc" else value[0])

    def cells(self, picture: ByteArray, recipe: CellRecipe) -> FloatArray:
        """A picture [H, W, 3] to its cell vectors [grid * grid, D]."""
        names = [tap.output for tap in recipe.taps]
        missing = [name for name in names if name not in self.export.outputs]
        if missing:
            raise UnfitNetworkError(f"no output {', '.join(missing)}: the file has {', '.join(self.export.outputs)}")
        found = dict(zip(names, self.run(picture, names), strict=True))
        flat = [name for name, value in found.items() if value.ndim != 3]
        if flat:
            raise UnfitNetworkError(f"output {', '.join(flat)} is no map of features: name outputs with four axes")
        return cells(found, recipe)

    def input_block(self) -> Json:
        return input_block(self.recipe, self.scale, self.export.layout)


def session_of(path: Path) -> ort.InferenceSession:
    try:
        return open_network(path)
    except Exception as fault:  # ONNX Runtime has a class for each error, and no common base class.
        raise UnfitNetworkError(f"ONNX Runtime cannot open {path}: {fault}") from fault


def activation_of(ending: Ending, numbers: int, labels: Sequence[str]) -> Json:
    """The activation that a host still has to apply. A single number is the probability of the last label."""
    if len(set(labels)) != len(labels):
        raise UnfitNetworkError(f"two labels have the same name: {', '.join(labels)}")
    if numbers == 1:
        if len(labels) != 2:
            raise UnfitNetworkError(f"the output is one number: it needs two labels, not {len(labels)}")
        done: Json = {"kind": "probability", "positive": labels[1]}
        return done if ending == "sigmoid" else {"kind": "sigmoid", "positive": labels[1], "temperature": 1}
    if numbers != len(labels):
        raise UnfitNetworkError(f"the output has {numbers} numbers and there are {len(labels)} labels")
    if ending == "sigmoid":
        raise UnfitNetworkError("one sigmoid a label is not one answer: a pack needs labels that exclude each other")
    return {"kind": "probabilities"} if ending == "softmax" else {"kind": "softmax", "temperature": 1}


def probabilities(values: FloatArray, activation: Json, labels: Sequence[str]) -> list[float]:
    """The probabilities that a host must compute, in the order of the labels."""
    numbers = values.ravel().astype(np.float64)
    if activation["kind"] == "probabilities":
        return [float(value) for value in numbers]
    if activation["kind"] == "softmax":
        powers = np.exp(numbers - numbers.max())
        return [float(value) for value in powers / powers.sum()]
    share = float(numbers[0]) if activation["kind"] == "probability" else float(1 / (1 + np.exp(-numbers[0])))
    return [share if label == activation["positive"] else 1 - share for label in labels]


def classifier_pack(path: Path, folder: Path, labels: Sequence[str], given: Given, picture: ByteArray) -> Json:
    """Write a pack whose grades are the network's outputs. `picture` [H, W, 3] becomes the golden picture."""
    network, golden = Network(path, given), small(picture)
    output, ending = network.export.graded_output()
    (values,) = network.run(golden, [output])
    if values.ndim == 3:
        raise UnfitNetworkError(
            f"output {output} is a map, not a grade: build a memory on the network's taps instead (--normals)"
        )
    activation = activation_of(ending, values.size, labels)
    grade = {
        "source": {"kind": "network"},
        "activation": activation,
        "labels": [{"name": label, "title": titled(label)} for label in labels],
        "reject": [],
        "indicative": False,
    }
    expected = {"probabilities": probabilities(values, activation, labels)}
    body = {
        "input": network.input_block(),
        "network": {"file": "network", "input": network.export.input, "grade": output},
        "grade": grade,
        "golden": golden_block(golden, expected),
    }
    return write_imported(path, folder, given, golden, {}, body)


def extractor_pack(
    path: Path, folder: Path, recipe: CellRecipe, given: Given, normals: Iterable[ByteArray], seed: int, picture: ByteArray
) -> Json:
    """Write a pack with a memory bank of `normals` on the network's dense outputs; each is held out once for the threshold."""
    network, golden = Network(path, given), small(picture)
    vectors = [network.cells(normal, recipe) for normal in normals]
    if len(vectors) < 2:
        raise UnfitNetworkError(
            f"normal pictures: {len(vectors)}; the threshold needs at least 2, and 10 or more to mean something"
        )
    bank, held_out = bank_of(vectors, seed), folded_distances(vectors, seed)
    scores = np.asarray([picture_score(found, ScoreRule()) for found in held_out], np.float32)
    folder.mkdir(parents=True, exist_ok=True)
    write_floats(folder, "bank.bin", bank, "float32")
    found = distances(network.cells(golden, recipe), bank, 1)
    anomaly = {
        "patches": patches_block(recipe),
        "bank": {"file": "bank", "rows": len(bank), "columns": bank.shape[1], "type": "float32"},
        "neighbours": 1,
        "score": {"kind": "max"},
        "calibration": calibration_block(calibrate(scores, np.concatenate(held_out), FALSE_ALARM_RATE)),
        "severity": [
            {"name": "Normal", "title": "Normal", "upTo": 0.5, "action": "pass"},
            {"name": "Anomalous", "title": "Anomalous", "upTo": 1, "action": "inspect"},
        ],
        "minBoxShare": 0.0005,
        "ignore": [],
    }
    body = {
        "input": network.input_block(),
        "network": {"file": "network", "input": network.export.input},
        "anomaly": anomaly,
        "golden": golden_block(golden, {"rawScore": picture_score(found, ScoreRule())}),
    }
    return write_imported(path, folder, given, golden, {"bank": "bank.bin"}, body)


def bank_of(vectors: Sequence[FloatArray], seed: int) -> FloatArray:
    rows = join(vectors)
    return rows[greedy_k_centre(rows, BANK_ROWS, seed)]


def folded_distances(vectors: Sequence[FloatArray], seed: int) -> list[FloatArray]:
    """Distances [cells] of each picture's vectors [cells, D] to a bank of the pictures outside its fold."""
    found: list[FloatArray] = [np.zeros(0, np.float32)] * len(vectors)
    folds = min(HELD_OUT_FOLDS, len(vectors))
    for fold in range(folds):
        bank = bank_of([own for at, own in enumerate(vectors) if at % folds != fold], seed)
        for at in range(fold, len(vectors), folds):
            found[at] = distances(vectors[at], bank, 1)
    return found


def small(picture: ByteArray) -> ByteArray:
    """[H, W, 3] with its longer side at most GOLDEN_SIDE_PX."""
    image = Image.fromarray(picture)
    image.thumbnail((GOLDEN_SIDE_PX, GOLDEN_SIDE_PX))
    return np.asarray(image)


def write_imported(path: Path, folder: Path, given: Given, golden: ByteArray, files: dict[str, str], body: Json) -> Json:
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", folder.name) is None:
        raise UnfitNetworkError(f"“{folder.name}” cannot be the id of a pack: name the folder in a-z, 0-9 and single hyphens")
    folder.mkdir(parents=True, exist_ok=True)
    copy_network(path, folder / "network.onnx")
    (folder / "golden.bin").write_bytes(golden.tobytes())
    card = folder / "model-card.md"
    if not card.exists():
        card.write_text("# ImportRequest from elsewhere\n\nNothing is known here of its training or its licence.\n")
    version, before = previous_build(folder)
    head = {
        "id": folder.name,
        "version": version,
        "title": given.title or titled(folder.name),
        "summary": "Made from an exported network.",
        "licence": "LicenseRef-unknown",
        "card": "model-card.md",
    }
    names = {"network": "network.onnx", "golden": "golden.bin", **files}
    made = write_pack(folder, head, names, body)
    if before is None or made == before:
        return made
    return write_pack(folder, {**head, "version": raised(version)}, names, body)


def titled(name: str) -> str:
    """A readable title: `leaf-rust` and `leaf_rust` become "Leaf rust"."""
    words = re.sub(r"[-_]+", " ", name).strip()
    return words[:1].upper() + words[1:]


def previous_build(folder: Path) -> tuple[str, Json | None]:
    """Version and manifest of the pack that is in the folder."""
    path = folder / "pack.json"
    before: Json | None = json.loads(path.read_text()) if path.exists() else None
    return ("0.1.0" if before is None else str(before["version"])), before


def raised(version: str) -> str:
    """The next version: devices with the previous one are offered it."""
    major, minor, patch = version.split(".")
    return f"{major}.{minor}.{int(patch) + 1}"
