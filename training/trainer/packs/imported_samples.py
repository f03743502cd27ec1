"""Tiny networks with random weights, one of each supported kind of export, for tests."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

from trainer.arrays import DoubleArray
from trainer.preprocess import IMAGENET_MEAN, IMAGENET_STD

Nodes = list[NodeProto]
SIDE_PX = 16


def floats(name: str, shape: list[int | str]) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def save(path: Path, nodes: Nodes, given: ValueInfoProto, outputs: list[ValueInfoProto], weights: dict[str, object]) -> None:
    stored = [numpy_helper.from_array(np.asarray(values, np.float32), name) for name, values in weights.items()]
    graph = helper.make_graph(nodes, path.stem, [given], outputs, stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def trunk(seed: int) -> tuple[Nodes, dict[str, object]]:
    """NCHW `picture` to dense stages `layer1` [N, 6, H/2, W/2] and `layer2` [N, 8, H/4, W/4] and the pooled `means` [N, 8]."""
    random = np.random.default_rng(seed)
    weights: dict[str, object] = {"w1": random.normal(size=(6, 3, 3, 3)) / 3, "w2": random.normal(size=(8, 6, 3, 3)) / 4}
    nodes = []
    for before, after, kernel in (("picture", "layer1", "w1"), ("layer1", "layer2", "w2")):
        nodes.append(helper.make_node("Conv", [before, kernel], [f"{after}_raw"], strides=[2, 2], pads=[1, 1, 1, 1]))
        nodes.append(helper.make_node("Relu", [f"{after}_raw"], [after]))
    nodes.append(helper.make_node("ReduceMean", ["layer2"], ["means"], axes=[2, 3], keepdims=0))
    return nodes, weights


def timm_classifier(path: Path) -> None:
    """timm and torchvision: `input` NCHW with a free batch, three logits."""
    nodes, weights = trunk(1)
    nodes = [
        helper.make_node("Identity", ["input"], ["picture"]),
        *nodes,
        helper.make_node("MatMul", ["means", "fc"], ["logits"]),
    ]
    weights["fc"] = np.random.default_rng(2).normal(size=(8, 3)) * 4
    save(path, nodes, floats("input", ["batch", 3, SIDE_PX, SIDE_PX]), [floats("logits", ["batch", 3])], weights)


def torchvision_features(path: Path) -> None:
    """torchvision's `create_feature_extractor` or timm's `features_only`: dense stages as outputs, size free."""
    nodes, weights = trunk(3)
    nodes = [helper.make_node("Identity", ["input"], ["picture"]), *nodes]
    outputs = [floats("layer1", ["n", 6, "h1", "w1"]), floats("layer2", ["n", 8, "h2", "w2"])]
    save(path, nodes, floats("input", ["n", 3, "h", "w"]), outputs, weights)


def keras_features(path: Path) -> None:
    """The same of Keras by tf2onnx: NHWC at both ends."""
    nodes, weights = trunk(10)
    first = helper.make_node("Transpose", ["input_1"], ["picture"], perm=[0, 3, 1, 2])
    last = helper.make_node("Transpose", ["layer2"], ["block_2"], perm=[0, 2, 3, 1])
    save(path, [first, *nodes, last], floats("input_1", ["n", "h", "w", 3]), [floats("block_2", ["n", "h2", "w2", 8])], weights)


def keras_softmax(path: Path) -> None:
    """tf2onnx of a Keras model: NHWC, transposed inside, softmax at the end."""
    nodes, weights = trunk(4)
    first = helper.make_node("Transpose", ["input_1"], ["picture"], perm=[0, 3, 1, 2])
    last = [helper.make_node("MatMul", ["means", "dense"], ["raw"]), helper.make_node("Softmax", ["raw"], ["dense_1"], axis=1)]
    weights["dense"] = np.random.default_rng(5).normal(size=(8, 3)) * 4
    given = floats("input_1", ["n", SIDE_PX, SIDE_PX, 3])
    save(path, [first, *nodes, *last], given, [floats("dense_1", ["n", 3])], weights)


def keras_sigmoid(path: Path) -> None:
    """The same for two classes: one sigmoid."""
    nodes, weights = trunk(6)
    first = helper.make_node("Transpose", ["input_1"], ["picture"], perm=[0, 3, 1, 2])
    last = [helper.make_node("MatMul", ["means", "dense"], ["raw"]), helper.make_node("Sigmoid", ["raw"], ["dense_1"])]
    weights["dense"] = np.random.default_rng(7).normal(size=(8, 1)) * 4
    given = floats("input_1", ["n", SIDE_PX, SIDE_PX, 3])
    save(path, [first, *nodes, *last], given, [floats("dense_1", ["n", 1])], weights)


def anomalib_two(path: Path) -> None:
    """anomalib 2: RGB 0-1 normalised inside; `pred_score`, `pred_label`, `anomaly_map`, `pred_mask`, score and map 0-1."""
    nodes, weights = trunk(8)
    weights |= {"half": 0.5, "eight": [8.0], "mean": per_channel(IMAGENET_MEAN), "std": per_channel(IMAGENET_STD)}
    nodes = [
        helper.make_node("Sub", ["input", "mean"], ["centred"]),
        helper.make_node("Div", ["centred", "std"], ["picture"]),
        *nodes,
        helper.make_node("ReduceMax", ["layer2"], ["raw_map"], axes=[1], keepdims=1),
        helper.make_node("Div", ["raw_map", "eight"], ["scaled"]),
        helper.make_node("Clip", ["scaled", "", "one"], ["anomaly_map"]),
        helper.make_node("ReduceMax", ["anomaly_map"], ["pred_score"], axes=[1, 2, 3], keepdims=0),
        helper.make_node("Greater", ["pred_score", "half"], ["pred_label"]),
        helper.make_node("Greater", ["anomaly_map", "half"], ["pred_mask"]),
    ]
    weights["one"] = 1.0
    flags = [
        helper.make_tensor_value_info("pred_label", TensorProto.BOOL, ["n"]),
        helper.make_tensor_value_info("pred_mask", TensorProto.BOOL, ["n", 1, 4, 4]),
    ]
    outputs = [floats("pred_score", ["n"]), floats("anomaly_map", ["n", 1, 4, 4]), *flags]
    save(path, nodes, floats("input", ["n", 3, SIDE_PX, SIDE_PX]), outputs, weights)


def anomalib_one(path: Path) -> None:
    """anomalib 1: one output, the raw map; its normalisation is in `metadata.json` beside it."""
    nodes, weights = trunk(9)
    nodes = [
        helper.make_node("Identity", ["input"], ["picture"]),
        *nodes,
        helper.make_node("ReduceMax", ["layer2"], ["output"], axes=[1], keepdims=1),
    ]
    save(path, nodes, floats("input", ["n", 3, SIDE_PX, SIDE_PX]), [floats("output", ["n", 1, 4, 4])], weights)


def per_channel(values: Sequence[float]) -> DoubleArray:
    """Three numbers as [1, 3, 1, 1]."""
    return np.reshape(values, (1, 3, 1, 1))


SAMPLES: dict[str, Callable[[Path], None]] = {
    "timm-classifier": timm_classifier,
    "torchvision-features": torchvision_features,
    "keras-features": keras_features,
    "keras-softmax": keras_softmax,
    "keras-sigmoid": keras_sigmoid,
    "anomalib-two": anomalib_two,
}
