"""Exports of other programs become packs: layout and activation are read from the file, nothing is normalised twice."""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper

from trainer.packs.imported import (
    GOLDEN_SIDE_PX,
    Given,
    Network,
    activation_of,
    classifier_pack,
    extractor_pack,
    folded_distances,
)
from trainer.packs.imported_network import UnfitNetworkError, read_export
from trainer.packs.imported_samples import (
    SAMPLES,
    anomalib_one,
    anomalib_two,
    keras_features,
    keras_sigmoid,
    keras_softmax,
    timm_classifier,
    torchvision_features,
)
from trainer.patchcore.cells import CellRecipe, Tap

GIVEN = Given()
PICTURE = np.random.default_rng(0).integers(0, 256, (12, 20, 3), dtype=np.uint8)
TWO, THREE = ("fine", "faulty"), ("a", "b", "c")


def test_layout_size_and_activation_are_read_from_the_file(tmp_path: Path) -> None:
    for name, make in SAMPLES.items():
        make(tmp_path / f"{name}.onnx")
    found = {name: read_export(tmp_path / f"{name}.onnx") for name in SAMPLES}
    assert {name: export.layout for name, export in found.items() if export.layout == "nhwc"} == {
        "keras-features": "nhwc",
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


def test_anomalib_two_normalises_picture_and_score_itself(tmp_path: Path) -> None:
    anomalib_two(tmp_path / "a.onnx")
    pack = classifier_pack(tmp_path / "a.onnx", tmp_path / "pack", TWO, GIVEN, np.full((16, 16, 3), 90, np.uint8))
    session = ort.InferenceSession(str(tmp_path / "a.onnx"), providers=["CPUExecutionProvider"])
    (score,) = session.run(["pred_score"], {"input": np.full((1, 3, 16, 16), 90 / 255, np.float32)})
    assert (pack["input"]["mean"], pack["input"]["std"]) == ([0, 0, 0], [1, 1, 1])
    assert pack["network"]["grade"] == "pred_score"
    assert pack["grade"]["activation"] == {"kind": "probability", "positive": "faulty"}
    assert pack["golden"]["expected"]["probabilities"][1] == pytest.approx(float(score[0]), abs=1e-5)


def test_imagenets_mean_is_the_default(tmp_path: Path) -> None:
    timm_classifier(tmp_path / "t.onnx")
    usual = classifier_pack(tmp_path / "t.onnx", tmp_path / "usual", THREE, GIVEN, PICTURE)
    manifest = classifier_pack(tmp_path / "t.onnx", tmp_path / "manifest", THREE, Given(mean=(0.5, 0.5, 0.5)), PICTURE)
    assert (usual["input"]["mean"], usual["input"]["std"]) == ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
    assert manifest["input"]["mean"] == [0.5, 0.5, 0.5]


def test_a_raw_anomaly_map_is_refused_as_a_grade(tmp_path: Path) -> None:
    anomalib_one(tmp_path / "a.onnx")
    with pytest.raises(UnfitNetworkError, match="is a map"):
        classifier_pack(tmp_path / "a.onnx", tmp_path / "pack", TWO, GIVEN, PICTURE)


def test_dense_stages_get_a_memory_bank(tmp_path: Path) -> None:
    torchvision_features(tmp_path / "t.onnx")
    random = np.random.default_rng(1)
    normals = [random.integers(100, 140, (20, 20, 3), dtype=np.uint8) for _ in range(4)]
    recipe = CellRecipe((Tap("layer1", 3), Tap("layer2", 1, "l2")), grid=4)
    pack = extractor_pack(tmp_path / "t.onnx", tmp_path / "pack", recipe, Given(side_px=16), iter(normals), 0, PICTURE)
    assert pack["anomaly"]["bank"]["columns"] == 6 + 8
    assert pack["golden"]["expected"]["rawScore"] > pack["anomaly"]["calibration"]["threshold"]
    assert json.loads((tmp_path / "pack" / "pack.json").read_text()) == pack


def test_dense_stages_of_keras_are_read_with_their_channels_last(tmp_path: Path) -> None:
    keras_features(tmp_path / "k.onnx")
    network = Network(tmp_path / "k.onnx", Given(side_px=16))
    (found,) = network.run(PICTURE, ["block_2"])
    (turned,) = network.session.run(["block_2"], {"input_1": network.tensor(PICTURE)})
    assert found.shape == (8, 4, 4)
    assert (found == turned[0].transpose(2, 0, 1)).all()


def test_a_size_that_the_file_leaves_free_must_be_given(tmp_path: Path) -> None:
    torchvision_features(tmp_path / "t.onnx")
    with pytest.raises(UnfitNetworkError, match="give its side"):
        extractor_pack(tmp_path / "t.onnx", tmp_path / "p", CellRecipe((Tap("layer1"),), 4), GIVEN, [PICTURE], 0, PICTURE)


def test_four_labels_do_not_fit_three_numbers() -> None:
    with pytest.raises(UnfitNetworkError, match="3 numbers"):
        activation_of("logits", 3, ("a", "b", "c", "d"))
    with pytest.raises(UnfitNetworkError, match="exclude each other"):
        activation_of("sigmoid", 3, THREE)


def test_each_picture_is_measured_against_a_bank_without_it() -> None:
    random = np.random.default_rng(2)
    vectors = [random.normal(size=(3, 2)).astype(np.float32) + 10 * at for at in range(7)]
    for own, found in zip(vectors, folded_distances(vectors, 0), strict=True):
        others = np.concatenate([other for other in vectors if other is not own])
        nearest = np.linalg.norm(own[:, None] - others[None], axis=2).min(axis=1)
        assert (found >= nearest - 1e-5).all()
        assert found.min() > 1


def test_a_large_golden_picture_is_made_small(tmp_path: Path) -> None:
    timm_classifier(tmp_path / "t.onnx")
    pack = classifier_pack(tmp_path / "t.onnx", tmp_path / "pack", THREE, GIVEN, np.zeros((900, 1200, 3), np.uint8))
    golden = pack["golden"]["picture"]
    assert (golden["widthPx"], golden["heightPx"]) == (GOLDEN_SIDE_PX, GOLDEN_SIDE_PX * 3 // 4)
    assert pack["files"]["golden"]["bytes"] == 3 * GOLDEN_SIDE_PX * GOLDEN_SIDE_PX * 3 // 4


def test_a_pack_made_again_keeps_its_version_unless_it_changed(tmp_path: Path) -> None:
    timm_classifier(tmp_path / "t.onnx")
    versions = [
        classifier_pack(tmp_path / "t.onnx", tmp_path / "pack", labels, GIVEN, PICTURE)["version"]
        for labels in (THREE, THREE, ("a", "b", "d"), ("a", "b", "d"))
    ]
    assert versions == ["0.1.0", "0.1.0", "0.1.1", "0.1.1"]


def test_titles_are_readable(tmp_path: Path) -> None:
    timm_classifier(tmp_path / "t.onnx")
    pack = classifier_pack(tmp_path / "t.onnx", tmp_path / "leaf-rust", ("no_rust", "Rust", "b"), GIVEN, PICTURE)
    assert [(label["name"], label["title"]) for label in pack["grade"]["labels"]] == [
        ("no_rust", "No rust"),
        ("Rust", "Rust"),
        ("b", "B"),
    ]
    assert pack["title"] == "Leaf rust"
    assert classifier_pack(tmp_path / "t.onnx", tmp_path / "leaf", THREE, Given(title="LEAF"), PICTURE)["title"] == "LEAF"


def test_external_weights_are_put_into_the_file(tmp_path: Path) -> None:
    timm_classifier(tmp_path / "t.onnx")
    model = onnx.load(str(tmp_path / "t.onnx"))
    onnx.save(model, str(tmp_path / "two.onnx"), save_as_external_data=True, location="two.data", size_threshold=0)
    one = classifier_pack(tmp_path / "t.onnx", tmp_path / "one", THREE, GIVEN, PICTURE)
    two = classifier_pack(tmp_path / "two.onnx", tmp_path / "two", THREE, GIVEN, PICTURE)
    (tmp_path / "two.data").unlink()
    ort.InferenceSession(str(tmp_path / "two" / "network.onnx"), providers=["CPUExecutionProvider"])
    assert two["golden"]["expected"] == one["golden"]["expected"]


@pytest.mark.parametrize(
    ("shape", "kind", "message"),
    [
        ([8, 3, 16, 16], TensorProto.FLOAT, "8 pictures at once"),
        ([1, 1, 16, 16], TensorProto.FLOAT, "3 channels"),
        ([1, 3, 16], TensorProto.FLOAT, "four axes"),
        ([1, 16, 16, 3], TensorProto.UINT8, "takes uint8"),
    ],
)
def test_an_input_that_is_not_one_picture_is_refused_by_name(tmp_path: Path, shape: list[int], kind: int, message: str) -> None:
    given, made = (helper.make_tensor_value_info(name, kind, shape) for name in ("input", "output"))
    graph = helper.make_graph([helper.make_node("Identity", ["input"], ["output"])], "odd", [given], [made])
    onnx.save(helper.make_model(graph), str(tmp_path / "odd.onnx"))
    with pytest.raises(UnfitNetworkError, match=message):
        read_export(tmp_path / "odd.onnx")


def test_a_file_that_is_not_onnx_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.onnx").write_bytes(b"<html>log in first</html>")
    for path in (tmp_path / "t.onnx", tmp_path / "absent.onnx"):
        with pytest.raises(UnfitNetworkError, match="cannot be read as an ONNX file"):
            read_export(path)
