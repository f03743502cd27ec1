"""Networks that others trained become packs: a classifier as it is, or a feature extractor with a memory of normal pictures.

What an ONNX file says of itself is read from it: layout and size from the input's shape, the activation from the node that
makes the output. What it does not say must be given: labels, mean, std, scale, fit.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import onnx
import onnxruntime as ort
from numpy.typing import NDArray

from trainer.packs.manifest import Json, calibration_block, golden_block, patches_block, write_floats, write_pack
from trainer.patchcore.bank import ScoreRule, distances, greedy_k_centre, picture_score
from trainer.patchcore.calibration import calibrate
from trainer.patchcore.cells import CellRecipe, Tap, cells
from trainer.preprocess import ByteArray, InputRecipe, resize

FloatArray = NDArray[np.float32]
Layout = Literal["nchw", "nhwc"]
Ending = Literal["logits", "softmax", "sigmoid"]
ANOMALIB_SCORE = "pred_score"
BANK_ROWS = 1000
FALSE_ALARM_RATE = 0.05
PASSING = {"Identity", "Reshape", "Squeeze", "Flatten", "Cast"}


class UnfitNetworkError(Exception):
    """The file cannot become a pack as it is; the text says why and what to do."""


@dataclass(frozen=True)
class Export:
    """What a file says of itself. `width`, `height` are None where the input's size is free."""

    input: str
    layout: Layout
    width: int | None
    height: int | None
    outputs: tuple[str, ...]
    endings: dict[str, Ending]


@dataclass(frozen=True)
class Given:
    """What the file does not say: `tensor = (value * scale - mean) / std` of RGB 0-255, and the fit (`InputRecipe.portion`)."""

    scale: float
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    portion: float | None = None
    side_px: int | None = None


def read_export(path: Path) -> Export:
    """Raises UnfitNetworkError where there is not one picture input of 3 channels."""
    graph = onnx.load(str(path)).graph
    weights = {initialiser.name for initialiser in graph.initializer}
    inputs = [value for value in graph.input if value.name not in weights]
    if len(inputs) != 1 or len(inputs[0].type.tensor_type.shape.dim) != 4:
        raise UnfitNetworkError("the network must have one input of four axes: batch, channels and size")
    dims = [dim.dim_value or None for dim in inputs[0].type.tensor_type.shape.dim]
    if 3 not in (dims[1], dims[3]):
        raise UnfitNetworkError(f"no axis of the input {dims} has 3 channels, neither the second (NCHW) nor the last (NHWC)")
    layout: Layout = "nchw" if dims[1] == 3 else "nhwc"
    height, width = dims[2:4] if layout == "nchw" else dims[1:3]
    outputs = tuple(value.name for value in graph.output)
    return Export(inputs[0].name, layout, width, height, outputs, {name: ending_of(graph, name) for name in outputs})


def ending_of(graph: onnx.GraphProto, output: str) -> Ending:
    """What makes the output, looking through nodes that only pass numbers on."""
    made_by = {name: node for node in graph.node for name in node.output}
    node = made_by.get(output)
    while node is not None and node.op_type in PASSING:
        node = made_by.get(node.input[0])
    endings: dict[str, Ending] = {"Softmax": "softmax", "Sigmoid": "sigmoid"}
    return "logits" if node is None else endings.get(node.op_type, "logits")


class Network:
    """A foreign network with its input recipe."""

    def __init__(self, path: Path, given: Given) -> None:
        self.export, self.given = read_export(path), given
        self.session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        width, height = self.export.width or given.side_px, self.export.height or given.side_px
        if width is None or height is None:
            raise UnfitNetworkError("the input's size is free: give its side in pixels")
        self.recipe = InputRecipe(width, height, given.portion)

    def run(self, picture: ByteArray, outputs: Sequence[str]) -> list[FloatArray]:
        """A picture [H, W, 3] to the outputs, dense ones as [C, h, w]."""
        values = (resize(picture, self.recipe) * self.given.scale - np.asarray(self.given.mean)) / np.asarray(self.given.std)
        tensor = values if self.export.layout == "nhwc" else values.transpose(2, 0, 1)
        found = self.session.run(list(outputs), {self.export.input: np.ascontiguousarray(tensor[None], np.float32)})
        return [self.dense(np.asarray(value, np.float32)) for value in found]

    def dense(self, value: FloatArray) -> FloatArray:
        if value.ndim != 4:
            return value
        return np.asarray(value[0].transpose(2, 0, 1) if self.export.layout == "nhwc" else value[0])

    def input_block(self) -> Json:
        fit = {"kind": "stretch"} if self.given.portion is None else {"kind": "cover", "portion": self.given.portion}
        return {
            "widthPx": self.recipe.width,
            "heightPx": self.recipe.height,
            "fit": fit,
            "filter": "triangle",
            "colour": "rgb",
            "scale": self.given.scale,
            "mean": list(self.given.mean),
            "std": list(self.given.std),
            "layout": self.export.layout,
        }


def activation_of(ending: Ending, numbers: int, labels: Sequence[str]) -> Json:
    """What a host still has to do to the output. One number stands for the last label."""
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
    """What a host must say, in the order of the labels."""
    numbers = values.ravel().astype(np.float64)
    if activation["kind"] == "probabilities":
        return [float(value) for value in numbers]
    if activation["kind"] == "softmax":
        powers = np.exp(numbers - numbers.max())
        return [float(value) for value in powers / powers.sum()]
    share = float(numbers[0]) if activation["kind"] == "probability" else float(1 / (1 + np.exp(-numbers[0])))
    return [share if label == activation["positive"] else 1 - share for label in labels]


def graded_output(export: Export) -> tuple[str, Ending]:
    """The output that grades. anomalib 2 has normalised `pred_score` already: it is a probability, not to be touched again."""
    if ANOMALIB_SCORE in export.outputs:
        return ANOMALIB_SCORE, "sigmoid"
    return export.outputs[0], export.endings[export.outputs[0]]


def classifier_pack(path: Path, folder: Path, labels: Sequence[str], given: Given, golden: ByteArray) -> Json:
    """Write a pack whose grades are the network's own. `golden` [H, W, 3] becomes the golden picture."""
    network = Network(path, given)
    output, ending = graded_output(network.export)
    (values,) = network.run(golden, [output])
    if values.ndim == 3:
        raise UnfitNetworkError(f"output {output} is a map, not a grade: build a memory on the network's taps instead")
    activation = activation_of(ending, values.size, labels)
    grade = {
        "source": {"kind": "network"},
        "activation": activation,
        "labels": [{"name": label, "title": label} for label in labels],
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
    return write_foreign(path, folder, golden, {}, body)


def extractor_pack(
    path: Path, folder: Path, recipe: CellRecipe, given: Given, normals: Sequence[ByteArray], seed: int, golden: ByteArray
) -> Json:
    """Write a pack with a memory of `normals` on the network's dense outputs; each is held out once for the threshold."""
    network = Network(path, given)
    names = [tap.output for tap in recipe.taps]
    vectors = [cells(dict(zip(names, network.run(picture, names), strict=True)), recipe) for picture in normals]
    bank = bank_of(vectors, seed)
    held_out = [distances(own, bank_of([v for v in vectors if v is not own], seed), 1) for own in vectors]
    scores = np.asarray([picture_score(found, ScoreRule()) for found in held_out], np.float32)
    write_floats(folder, "bank.bin", bank, "float32")
    found = distances(cells(dict(zip(names, network.run(golden, names), strict=True)), recipe), bank, 1)
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
    return write_foreign(path, folder, golden, {"bank": "bank.bin"}, body)


def bank_of(vectors: Sequence[FloatArray], seed: int) -> FloatArray:
    rows = np.concatenate(list(vectors))
    return rows[greedy_k_centre(rows, BANK_ROWS, seed)]


def write_foreign(path: Path, folder: Path, golden: ByteArray, files: dict[str, str], body: Json) -> Json:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, folder / "network.onnx")
    (folder / "golden.bin").write_bytes(golden.tobytes())
    (folder / "model-card.md").write_text("# Brought from elsewhere\n\nNothing is known here of its training or its licence.\n")
    head = {
        "id": folder.name,
        "version": "0.1.0",
        "title": folder.name,
        "summary": "Made from an exported network.",
        "licence": "LicenseRef-unknown",
        "card": "model-card.md",
    }
    return write_pack(folder, head, {"network": "network.onnx", "golden": "golden.bin", **files}, body)


def tap_of(text: str) -> Tap:
    """`name`, or `name:l2`, of a command line."""
    output, _, norm = text.partition(":")
    return Tap(output, 3, norm or "none")
