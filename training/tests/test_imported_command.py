"""The command that makes packs of imported networks: what it offers, and its messages when it refuses."""

import hashlib
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from trainer.packs.imported import Given
from trainer.packs.imported_command import ImportRequest, import_pack
from trainer.packs.imported_network import UnfitNetworkError
from trainer.packs.imported_samples import timm_classifier, torchvision_features
from trainer.packs.manifest import offer

TRAINING = Path(__file__).resolve().parents[1]
RANDOM = np.random.default_rng(3)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with two exports, a golden picture and normals (one file beside them is no picture)."""
    timm_classifier(tmp_path / "classifier.onnx")
    torchvision_features(tmp_path / "features.onnx")
    (tmp_path / "normals").mkdir()
    (tmp_path / "normals" / "notes.txt").write_text("all from shed 2")
    for name in ("golden.png", "normals/1.png", "normals/2.png", "normals/3.jpg"):
        Image.fromarray(RANDOM.integers(100, 140, (20, 24, 3), dtype=np.uint8)).save(tmp_path / name)
    return tmp_path


def classifier(place: Path, **changes: Any) -> ImportRequest:
    return replace(ImportRequest(place / "classifier.onnx", place / "golden.png", Given(), labels=("a", "b", "c")), **changes)


def features(place: Path, **changes: Any) -> ImportRequest:
    usual = ImportRequest(place / "features.onnx", place / "golden.png", Given(side_px=16), grid=4)
    return replace(usual, **{"normals": place / "normals", "taps": ("layer1", "layer2:l2"), **changes})


def test_a_pack_is_offered_with_the_others(place: Path) -> None:
    models = place / "models"
    printed = import_pack(classifier(place), models / "leaves", 0)
    assert "leaves 0.1.0 is on offer" in printed
    assert "b 0." in printed
    assert "from 3 normal pictures" in import_pack(features(place), models / "boards", 0)
    import_pack(classifier(place, labels=("x", "y", "z")), models / "leaves", 0)
    import_pack(features(place), models / "boards", 0)
    index = json.loads((models / "index.json").read_text())["packs"]
    assert [(pack["id"], pack["version"]) for pack in index] == [("leaves", "0.1.1"), ("boards", "0.1.0")]
    assert index[0]["bytes"] == (models / "leaves" / "pack.json").stat().st_size


def test_a_pack_without_a_folder_is_not_offered(place: Path) -> None:
    models = place / "models"
    import_pack(classifier(place), models / "leaves", 0)
    import_pack(features(place), models / "boards", 0)
    shutil.rmtree(models / "leaves")
    offer(models, ["boards"])
    assert [pack["id"] for pack in json.loads((models / "index.json").read_text())["packs"]] == ["boards"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"labels": None}, "--labels, a feature extractor"),
        ({"labels": ("a", "a", "b")}, "same name"),
        ({"golden": Path("absent.jpg")}, "cannot be read as a picture"),
    ],
)
def test_a_classifier_that_is_not_described_is_refused(place: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(UnfitNetworkError, match=message):
        import_pack(classifier(place, **changes), place / "models" / "pack", 0)
    assert not (place / "models").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"taps": None}, "--normals and --taps"),
        ({"taps": ("layer9",)}, "the file has layer1, layer2"),
        ({"taps": ("layer1:l3",)}, "is no tap"),
        ({"normals": Path("absent")}, "is no folder"),
    ],
)
def test_an_extractor_that_is_not_described_is_refused(place: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(UnfitNetworkError, match=message):
        import_pack(features(place, **changes), place / "models" / "pack", 0)


def test_too_few_normals_and_a_flat_output_are_refused(place: Path) -> None:
    (place / "normals" / "2.png").unlink()
    (place / "normals" / "3.jpg").unlink()
    with pytest.raises(UnfitNetworkError, match="normal pictures: 1;"):
        import_pack(features(place), place / "models" / "pack", 0)
    with pytest.raises(UnfitNetworkError, match="no map of features"):
        import_pack(features(place, network=place / "classifier.onnx", taps=("logits",)), place / "models" / "pack", 0)


def test_a_folder_that_cannot_be_an_id_is_refused(place: Path) -> None:
    with pytest.raises(UnfitNetworkError, match="id of a pack"):
        import_pack(classifier(place), place / "models" / "My Pack", 0)


def test_the_command_refuses_with_one_line(place: Path) -> None:
    paths = {"network": "classifier.onnx", "golden": "golden.png", "out": "models/pack"}
    given = [word for name, path in paths.items() for word in (f"--{name}", str(place / path))]
    command = [sys.executable, "-m", "trainer", "import", "--seed", "0", "--labels", "a,b", *given]
    ran = subprocess.run(command, cwd=TRAINING, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr == "No pack was made: the output has 3 numbers and there are 2 labels.\n"


def test_a_pack_changed_by_hand_is_offered_with_its_new_hash(place: Path) -> None:
    import_pack(classifier(place), place / "models" / "leaves", 0)
    manifest = place / "models" / "leaves" / "pack.json"
    manifest.write_text(manifest.read_text().replace("Made from an exported network.", "Rust on leaves."))
    subprocess.run([sys.executable, "-m", "trainer", "offer", "--models", str(place / "models")], cwd=TRAINING, check=True)
    (entry,) = json.loads((place / "models" / "index.json").read_text())["packs"]
    assert entry["summary"] == "Rust on leaves."
    assert entry["sha256"] == hashlib.sha256(manifest.read_bytes()).hexdigest()
