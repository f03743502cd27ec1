"""Checks exported ONNX files and runs them with plain ONNX Runtime, which knows nothing of Fieldgrade.

`cases.json` in the folder of the first argument lists the files, their inputs (float32 files with shapes) and the outputs to read;
`results.json` gets the numbers.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort

folder = Path(sys.argv[1])


def run(case: dict) -> dict:
    path = folder / case["model"]
    model = onnx.load(str(path))
    onnx.checker.check_model(model, full_check=True)
    session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    feeds = {
        name: np.fromfile(folder / given["file"], "<f4").reshape(given["dims"]) for name, given in case["inputs"].items()
    }
    declared = {given.name: given.shape for given in session.get_inputs()}
    names = [output.name for output in session.get_outputs()]
    values = dict(zip(names, session.run(names, feeds), strict=True))
    return {
        "inputs": declared,
        "shapes": {name: list(value.shape) for name, value in values.items()},
        "values": {name: value.ravel().astype(float).tolist() for name, value in values.items()},
        "metadata": {entry.key: entry.value for entry in model.metadata_props},
        "domains": sorted({node.domain for node in model.graph.node}),
    }


cases = json.loads((folder / "cases.json").read_text())
(folder / "results.json").write_text(json.dumps([run(case) for case in cases]))
