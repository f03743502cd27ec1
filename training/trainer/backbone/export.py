"""The student as one ONNX file with int8 weights and float activations.

Weights are quantised per output channel, symmetric, and stored as int8 behind Cast and Mul, small kernels as half floats
behind Cast; the runtime folds either into float weights when it opens the file: the speed is that of float and the bytes are
a quarter. (DequantizeLinear is equivalent, but ONNX Runtime 1.30 keeps that node for its integer kernels unless
`session.disable_quant_qdq` is set: 4.6 ms against 1.7 ms for one 224 px forward pass on one thread.) Nothing is written unless
the file gives the same numbers as the PyTorch network that holds the same rounded weights.
"""

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from trainer.arrays import FloatArray
from trainer.backbone.model import Student, StudentOutput, fold_batch_norm
from trainer.preprocess import IMAGENET_MEAN, IMAGENET_STD
from trainer.rubber.words import TextureWords
from trainer.spots.finder import SpotFinder, SpotTaps

OUTPUTS = ("s4", "s8", "s16", "embedding", "heat", "sheet", "spots", "defects")
POOLED = ("embedding", "sheet")
TOLERANCE = 2e-4
"""Largest |ONNX - PyTorch| allowed, relative to the largest |PyTorch| of that output."""

HALF_BELOW = 5_000
"""Kernels with fewer weights (stem, depthwise, the narrow ones before stride 8) are stored as half floats.

They are few, all later layers depend on them, and with int8 for them the outputs moved three times as far.
"""


class ExportDisagreesError(Exception):
    """The exported graph and the PyTorch network disagree; no file is written."""


@dataclass(frozen=True)
class Layers:
    """The layers of the packs that are exported with the backbone."""

    words: TextureWords
    finder: SpotFinder


@dataclass(frozen=True)
class ExportReport:
    """Measurements of the export: bytes, hash, agreement with the source, drift caused by int8 weights."""

    size_bytes: int
    sha256: str
    disagreement: dict[str, float]
    drift: dict[str, float]


class ShippedBackbone(nn.Module):
    """The student's taps and the outputs of the packs' own small layers.

    `heat` [N, 1, H/4, W/4] is `palette_heat`. `sheet` [N, D + words] is the embedding and, beside it, the amounts of learned
    small textures (`trainer.rubber.words`). `spots` [N, 1, H/8, W/8] is where a thermal picture is of interest (`trainer.spots`),
    `defects` [N, 11, H/8, W/8] where a sheet shows which defect.
    """

    def __init__(self, student: Student, words: TextureWords, finder: SpotFinder) -> None:
        super().__init__()
        self.student = student
        self.words = words
        self.finder = finder

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        heat = palette_heat(image)
        out: StudentOutput = self.student(image)
        embedding = out.embedding
        read = self.words(out.s4, out.s8, out.s16)
        sheet = torch.cat([embedding, read.vector], dim=1)
        spots = self.finder(SpotTaps(out.s4, heat, out.s8, out.s16))
        return out.s4, out.s8, out.s16, embedding, heat, sheet, spots, read.defects


def palette_heat(image: Tensor) -> Tensor:
    """Heat estimated from the colours of a thermal palette, [N, 1, H/4, W/4], of a normalised image [N, 3, H, W]; no weights.

    Red times saturation, `R (max - min)` of RGB 0-1, averaged over 4 x 4 pixels: low for the blues, greys, black and burnt-in
    white text, high for red, orange and yellow.
    """
    mean, std = (torch.tensor(values).view(1, 3, 1, 1) for values in (IMAGENET_MEAN, IMAGENET_STD))
    rgb = image * std + mean
    red, green, blue = rgb[:, 0:1], rgb[:, 1:2], rgb[:, 2:3]
    highest = torch.maximum(torch.maximum(red, green), blue)
    lowest = torch.minimum(torch.minimum(red, green), blue)
    return nn.functional.avg_pool2d(red * (highest - lowest), 4)


def quantise_rows(weights: FloatArray) -> tuple[NDArray[np.int8], FloatArray]:
    """Weights [O, ...] to int8 of the same shape and scales [O], symmetric: weights ~ int8 * scale."""
    flat = np.abs(weights).reshape(len(weights), -1).max(axis=1)
    scales = np.maximum(flat / 127.0, 1e-12).astype(np.float32)
    shaped = scales.reshape(-1, *[1] * (weights.ndim - 1))
    return np.clip(np.rint(weights / shaped), -127, 127).astype(np.int8), scales


def export_student(student: Student, layers: Layers, path: Path, probe: Tensor) -> ExportReport:
    """Write the backbone. `probe` [N, 3, H, W] is a normalised batch used to compare. Raises ExportDisagreesError."""
    folded = ShippedBackbone(student, layers.words, layers.finder)
    fold_batch_norm(folded.eval())
    with torch.no_grad():
        exact = folded(probe)
        round_weights(folded)
        rounded = folded(probe)
    model = compact_weights(trace(folded, probe))
    payload = model.SerializeToString()
    got = run_bytes(payload, probe.numpy())
    disagreement = {n: worst(got[n], r.numpy()) for n, r in zip(OUTPUTS, rounded, strict=True)}
    drift = {n: mean_drift(r.numpy(), e.numpy()) for n, r, e in zip(OUTPUTS, rounded, exact, strict=True)}
    if not all(found <= TOLERANCE for found in disagreement.values()):  # NaN must count as disagreement.
        raise ExportDisagreesError(f"ONNX differs from PyTorch by {disagreement}, allowed {TOLERANCE}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(payload)
    return ExportReport(len(payload), hashlib.sha256(payload).hexdigest(), disagreement, drift)


@torch.no_grad()
def round_weights(module: nn.Module) -> None:
    """Replace each convolution's weights by the values of their stored form, in place."""
    for part in module.modules():
        if isinstance(part, nn.Conv2d):
            part.weight.copy_(torch.from_numpy(rounded(part.weight.numpy())))


def rounded(weights: FloatArray) -> FloatArray:
    """The values that the stored form of a kernel [O, ...] represents, same shape."""
    if weights.size < HALF_BELOW:
        return weights.astype(np.float16).astype(np.float32)
    codes, scales = quantise_rows(weights)
    return codes.astype(np.float32) * scales.reshape(-1, *[1] * (weights.ndim - 1))


def trace(module: nn.Module, probe: Tensor) -> onnx.ModelProto:
    """The float graph, with dynamic batch, height and width."""
    spatial = {0: "n", 2: "h", 3: "w"}
    dense = {tap: {0: "n", 2: f"{tap}_h", 3: f"{tap}_w"} for tap in OUTPUTS if tap not in POOLED}
    axes = {"image": spatial, **{name: {0: "n"} for name in POOLED}, **dense}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "backbone.onnx"
        torch.onnx.export(
            module,
            (probe,),
            str(path),
            input_names=["image"],
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        return onnx.load(str(path))


def compact_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Every convolution weight as int8 codes with scales, or as half floats, with the nodes that convert them to float."""
    graph = model.graph
    conv_weights = {node.input[1] for node in graph.node if node.op_type == "Conv"}
    added: list[onnx.NodeProto] = []
    for initialiser in [i for i in graph.initializer if i.name in conv_weights]:
        graph.initializer.remove(initialiser)
        parts, nodes = stored(initialiser.name, numpy_helper.to_array(initialiser))
        graph.initializer.extend(parts)
        added.extend(nodes)
    for node in reversed(added):
        graph.node.insert(0, node)
    model.producer_name = "fieldgrade-trainer"
    onnx.checker.check_model(model)
    return model


def stored(name: str, weights: FloatArray) -> tuple[list[TensorProto], list[onnx.NodeProto]]:
    """(initialisers, nodes in order) that produce the weights under their name; see `rounded`."""
    if weights.size < HALF_BELOW:
        half = numpy_helper.from_array(weights.astype(np.float16), f"{name}_half")
        return [half], [helper.make_node("Cast", [half.name], [name], to=TensorProto.FLOAT)]
    codes, scales = quantise_rows(weights)
    shaped = scales.reshape(-1, *[1] * (codes.ndim - 1))
    parts = [numpy_helper.from_array(codes, f"{name}_int8"), numpy_helper.from_array(shaped, f"{name}_scale")]
    nodes = [
        helper.make_node("Cast", [f"{name}_int8"], [f"{name}_cast"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}_cast", f"{name}_scale"], [name]),
    ]
    return parts, nodes


def run_bytes(payload: bytes, image: FloatArray) -> dict[str, FloatArray]:
    """All outputs of the serialised network for `image` [N, 3, H, W]."""
    session = ort.InferenceSession(payload, providers=["CPUExecutionProvider"])
    return dict(zip(OUTPUTS, session.run(list(OUTPUTS), {"image": image}), strict=True))


def worst(got: FloatArray, wanted: FloatArray) -> float:
    """Largest |difference| relative to the largest |wanted|; 0 if both are 0 everywhere."""
    return float(np.abs(got - wanted).max() / max(float(np.abs(wanted).max()), 1e-12))


def mean_drift(rounded: FloatArray, exact: FloatArray) -> float:
    """Mean |difference| relative to the standard deviation of the exact output."""
    return float(np.abs(rounded - exact).mean() / exact.std())
