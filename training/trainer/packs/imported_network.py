"""Reads the description in an imported ONNX file: input, layout, size, outputs, and how each output ends."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import onnx
from google.protobuf.message import DecodeError
from onnx.external_data_helper import uses_external_data

Layout = Literal["nchw", "nhwc"]
Ending = Literal["logits", "softmax", "sigmoid"]
ANOMALIB_SCORE = "pred_score"
PASSING = {"Identity", "Reshape", "Squeeze", "Flatten", "Cast"}


class UnfitNetworkError(Exception):
    """The file cannot become a pack; the message says why and what to do."""


@dataclass(frozen=True)
class Export:
    """The description in a file. `width` and `height` are None where the size of the input is free."""

    input: str
    layout: Layout
    width: int | None
    height: int | None
    outputs: tuple[str, ...]
    endings: dict[str, Ending]

    @property
    def is_anomalib(self) -> bool:
        """anomalib 2: the file contains the normalisation of the picture and its score."""
        return ANOMALIB_SCORE in self.outputs

    def graded_output(self) -> tuple[str, Ending]:
        """The output with the grades. anomalib's `pred_score` is already a probability and must not be activated again."""
        if self.is_anomalib:
            return ANOMALIB_SCORE, "sigmoid"
        return self.outputs[0], self.endings[self.outputs[0]]


def read_export(path: Path) -> Export:
    """Raises UnfitNetworkError where there is not one picture input of 3 channels, for one picture at a time."""
    graph = load(path).graph
    weights = {initialiser.name for initialiser in graph.initializer}
    inputs = [value for value in graph.input if value.name not in weights]
    if len(inputs) != 1 or len(inputs[0].type.tensor_type.shape.dim) != 4:
        raise UnfitNetworkError("the network must have one input of four axes: batch, channels and size")
    given = inputs[0].type.tensor_type
    if given.elem_type != onnx.TensorProto.FLOAT:
        kind = onnx.TensorProto.DataType.Name(given.elem_type).lower()
        raise UnfitNetworkError(f"the input takes {kind}: export it for float32 input")
    dims = [dim.dim_value or None for dim in given.shape.dim]
    if dims[0] not in (None, 1):
        raise UnfitNetworkError(f"the network takes {dims[0]} pictures at once: export it with a batch of 1, or a free one")
    if 3 not in (dims[1], dims[3]):
        raise UnfitNetworkError(f"no axis of the input {dims} has 3 channels, neither the second (NCHW) nor the last (NHWC)")
    layout: Layout = "nchw" if dims[1] == 3 else "nhwc"
    height, width = dims[2:4] if layout == "nchw" else dims[1:3]
    outputs = tuple(value.name for value in graph.output)
    return Export(inputs[0].name, layout, width, height, outputs, {name: ending_of(graph, name) for name in outputs})


def load(path: Path) -> onnx.ModelProto:
    """The model with its weights, including those in external files."""
    try:
        return onnx.load(str(path))
    except (DecodeError, OSError, onnx.checker.ValidationError) as fault:
        raise UnfitNetworkError(f"{path} cannot be read as an ONNX file: {fault}") from fault


def copy_network(path: Path, to: Path) -> None:
    """The file unchanged, or as one file where its weights are external: a pack's network is a single file."""
    stored = onnx.load(str(path), load_external_data=False)
    if any(uses_external_data(weight) for weight in stored.graph.initializer):
        onnx.save(load(path), str(to))
    else:
        to.write_bytes(path.read_bytes())


def ending_of(graph: onnx.GraphProto, output: str) -> Ending:
    """The node that computes the output, skipping nodes that only pass numbers on."""
    made_by = {name: node for node in graph.node for name in node.output}
    node = made_by.get(output)
    while node is not None and node.op_type in PASSING:
        node = made_by.get(node.input[0])
    endings: dict[str, Ending] = {"Softmax": "softmax", "Sigmoid": "sigmoid"}
    return "logits" if node is None else endings.get(node.op_type, "logits")
