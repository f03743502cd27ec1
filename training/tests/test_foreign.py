"""Exports of others become packs: layout and activation are read from the file, nothing is normalised twice."""

import json
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest

from trainer.packs.foreign import Given, UnfitNetworkError, activation_of, classifier_pack, extractor_pack, read_export
from trainer.packs.foreign_samples import (
    SAMPLES,
    anomalib_one,
    anomalib_two,
    keras_sigmoid,
    keras_softmax,
    timm_classifier,
    torchvision_features,
)
from trainer.patchcore.cells import CellRecipe, Tap

GIVEN = Given(scale=1 / 255, mean=(0.485, 0.456, 0.406), std=(0.229, 0.224, 0.225))
PICTURE = np.random.default_rng(0).integers(0, 256, (12, 20, 3), dtype=np.uint8)
TWO, THREE = ("fine", "faulty"), ("a", "b", "c")


def test_layout_size_and_activation_are_read_from_the_file(tmp_path: Path) -> None:
    for name, make in SAMPLES.items():
        make(tmp_path / f"{name}.onnx")
    found = {name: read_export(tmp_path / f"{name}.onnx") for name in SAMPLES}
    assert {name: export.layout for name, export in found.items() if export.layout == "nhwc"} == {
        "keras-softmax": "nhwc",
        "keras-sigmoid": "nhwc",
    }
    assert found["timm-classifier"].endings == {"logits": "logits"}
    assert found["keras-softmax"].endings == {"dense_1": "softmax"}
    assert found["keras-sigmoid"].endings == {"dense_1": "sigmoid"}
    assert (found["keras-softmax"].width, found["torchvision-features"].width) == (16, None)


def test_logits_get_a_softmax_and_a_softmax_none(tmp_path: Path) -> None:
    timm_classifier(tmp_path / "t.onnx")
    keras_softmax(tmp_path / "k.onnx")
    logits = classifier_pack(tmp_path / "t.onnx", tmp_path / "timm", THREE, GIVEN, PICTURE)
    done = classifier_pack(tmp_path / "k.onnx", tmp_path / "keras", THREE, GIVEN, PICTURE)
    assert (logits["grade"]["activation"]["kind"], done["grade"]["activation"]["kind"]) == ("softmax", "probabilities")
    assert (logits["input"]["layout"], done["input"]["layout"]) == ("nchw", "nhwc")
    for manifest in (logits, done):
        assert sum(manifest["golden"]["expected"]["probabilities"]) == pytest.approx(1)


def test_one_sigmoid_is_the_second_label(tmp_path: Path) -> None:
    keras_sigmoid(tmp_path / "k.onnx")
    pack = classifier_pack(tmp_path / "k.onnx", tmp_path / "pack", TWO, GIVEN, PICTURE)
    assert pack["grade"]["activation"] == {"kind": "probability", "positive": "faulty"}
    assert activation_of("logits", 1, TWO)["kind"] == "sigmoid"
    with pytest.raises(UnfitNetworkError, match="two labels"):
        classifier_pack(tmp_path / "k.onnx", tmp_path / "pack", THREE, GIVEN, PICTURE)


def test_anomalib_twos_score_is_taken_as_it_is(tmp_path: Path) -> None:
    anomalib_two(tmp_path / "a.onnx")
    pack = classifier_pack(tmp_path / "a.onnx", tmp_path / "pack", TWO, GIVEN, np.full((16, 16, 3), 90, np.uint8))
    values = (np.full((1, 3, 16, 16), 90, np.float32) / 255 - np.reshape(GIVEN.mean, (1, 3, 1, 1))) / np.reshape(
        GIVEN.std, (1, 3, 1, 1)
    )
    session = ort.InferenceSession(str(tmp_path / "a.onnx"), providers=["CPUExecutionProvider"])
    (score,) = session.run(["pred_score"], {"input": values.astype(np.float32)})
    assert pack["network"]["grade"] == "pred_score"
    assert pack["golden"]["expected"]["probabilities"][1] == pytest.approx(float(score[0]), abs=1e-5)


def test_a_raw_anomaly_map_is_no_grade(tmp_path: Path) -> None:
    anomalib_one(tmp_path / "a.onnx")
    with pytest.raises(UnfitNetworkError, match="is a map"):
        classifier_pack(tmp_path / "a.onnx", tmp_path / "pack", TWO, GIVEN, PICTURE)


def test_dense_stages_get_a_memory(tmp_path: Path) -> None:
    torchvision_features(tmp_path / "t.onnx")
    random = np.random.default_rng(1)
    normals = [random.integers(100, 140, (20, 20, 3), dtype=np.uint8) for _ in range(4)]
    recipe = CellRecipe((Tap("layer1", 3), Tap("layer2", 1, "l2")), grid=4)
    given = Given(GIVEN.scale, GIVEN.mean, GIVEN.std, side_px=16)
    pack = extractor_pack(tmp_path / "t.onnx", tmp_path / "pack", recipe, given, normals, 0, PICTURE)
    assert pack["anomaly"]["bank"]["columns"] == 6 + 8
    assert pack["golden"]["expected"]["rawScore"] > pack["anomaly"]["calibration"]["threshold"]
    assert json.loads((tmp_path / "pack" / "pack.json").read_text()) == pack


def test_a_size_that_the_file_leaves_free_must_be_given(tmp_path: Path) -> None:
    torchvision_features(tmp_path / "t.onnx")
    with pytest.raises(UnfitNetworkError, match="give its side"):
        extractor_pack(tmp_path / "t.onnx", tmp_path / "p", CellRecipe((Tap("layer1"),), 4), GIVEN, [PICTURE], 0, PICTURE)


def test_four_labels_do_not_fit_three_numbers() -> None:
    with pytest.raises(UnfitNetworkError, match="3 numbers"):
        activation_of("logits", 3, ("a", "b", "c", "d"))
    with pytest.raises(UnfitNetworkError, match="exclude each other"):
        activation_of("sigmoid", 3, THREE)
