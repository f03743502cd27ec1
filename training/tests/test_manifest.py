"""What is written into a pack, byte by byte and field by field."""

import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest

from trainer.packs.manifest import (
    calibration_block,
    file_entry,
    golden_block,
    input_block,
    map_block,
    patches_block,
    read_map,
    write_floats,
)
from trainer.packs.reference import LinearHead, PlaceMap, places_of
from trainer.patchcore.calibration import Calibration
from trainer.patchcore.cells import CellRecipe, Tap
from trainer.preprocess import InputRecipe


@pytest.mark.parametrize(("kind", "code"), [("float32", "f"), ("float16", "e")])
def test_numbers_are_little_endian_row_after_row(tmp_path: Path, kind: str, code: str) -> None:
    write_floats(tmp_path / "pack", "bank.bin", np.array([[1.5, -2], [3, 4], [5, 6]]), kind)
    assert (tmp_path / "pack" / "bank.bin").read_bytes() == struct.pack(f"<6{code}", 1.5, -2, 3, 4, 5, 6)


def test_a_file_is_named_with_its_size_and_hash(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"abc")
    assert file_entry(tmp_path, "a.bin") == {"path": "a.bin", "bytes": 3, "sha256": hashlib.sha256(b"abc").hexdigest()}


def test_blocks_equal_the_recipes() -> None:
    taps = patches_block(CellRecipe((Tap("s8", 3, "l2", 0.5), Tap("s4")), 28))
    assert taps["grid"] == {"width": 28, "height": 28}
    assert taps["taps"][0] == {"output": "s8", "neighbourhood": 3, "norm": "l2", "weight": 0.5}
    assert input_block(InputRecipe(224, 160))["fit"] == {"kind": "stretch"}
    cover = input_block(InputRecipe(224, 160, 0.875, (0, 0, 0), (1, 1, 1)), 1, "nhwc")
    assert (cover["widthPx"], cover["heightPx"], cover["fit"]) == (224, 160, {"kind": "cover", "portion": 0.875})
    assert (cover["scale"], cover["mean"], cover["std"], cover["layout"]) == (1, [0, 0, 0], [1, 1, 1], "nhwc")
    block = calibration_block(Calibration(1, 2, 3, 0.05, 9))
    assert block == {"threshold": 1, "mapThreshold": 2, "softness": 3, "falseAlarmRate": 0.05, "normals": 9}
    assert golden_block(np.zeros((2, 3, 3), np.uint8), {})["picture"] == {"file": "golden", "widthPx": 3, "heightPx": 2}


def test_the_heads_temperature_divides_and_each_picture_sums_to_one() -> None:
    head = LinearHead(np.eye(3, 2, dtype=np.float32), np.array([0, 0, 1], np.float32), 2.0)
    found = head.probabilities(np.array([[2, 0], [0, 4]], np.float32))
    powers = np.exp([[1, 0, 0.5], [0, 2, 0.5]])
    assert found == pytest.approx(powers / powers.sum(axis=1, keepdims=True))
    assert head.probabilities(np.array([2, 0], np.float32)) == pytest.approx(found[0])


@pytest.mark.parametrize("kinds", [(), (("rust", "Rust"), ("bark", "Bark specks"))])
def test_a_map_is_the_same_after_writing_and_reading(kinds: tuple[tuple[str, str], ...]) -> None:
    place_map = PlaceMap("defects", 0.1, 2.5, -0.6, 0.07, kinds)
    block = map_block(place_map)
    assert read_map(block) == place_map
    assert ("kinds" in block) == bool(kinds)


def test_a_map_of_several_channels_is_the_highest_of_them_on_the_grid() -> None:
    dense = np.zeros((2, 4, 4), np.float32)
    dense[0, :2, :2], dense[1, 2:, 2:] = 3, [[1, 2], [3, 4]]
    assert places_of(dense, 2).tolist() == [3, 0, 0, 2.5]
