"""The resize against PIL, and the ways a file becomes upright RGB."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from trainer.preprocess import InputRecipe, read_picture, resize, source_extent, to_tensor


@pytest.mark.parametrize(("height", "width", "side"), [(480, 640, 224), (100, 90, 224), (997, 301, 64), (224, 224, 224)])
def test_resize_is_pils_bilinear_without_its_rounding(height: int, width: int, side: int) -> None:
    pixels = np.random.default_rng(height).integers(0, 256, (height, width, 3), dtype=np.uint8)
    expected = np.asarray(Image.fromarray(pixels).resize((side, side), Image.Resampling.BILINEAR), np.float32)
    assert np.abs(resize(pixels, InputRecipe(side, side)) - expected).max() <= 1.0


def test_resize_of_a_cut_is_pils_with_a_box() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (300, 401, 3), dtype=np.uint8)
    recipe = InputRecipe(96, 96, portion=0.875)
    x, y, w, h = source_extent(401, 300, recipe)
    box = (x, y, x + w, y + h)
    planes = [Image.fromarray(pixels[..., c].astype(np.float32)) for c in range(3)]
    channel = [plane.resize((96, 96), Image.Resampling.BILINEAR, box=box) for plane in planes]
    # PIL cuts the filter's window at the box where `models/README.md` cuts it at the picture: compare away from the rim.
    expected = np.stack([np.asarray(c) for c in channel], -1)[4:-4, 4:-4]
    assert np.abs(resize(pixels, recipe)[4:-4, 4:-4] - expected).max() < 0.1


def test_the_cut_is_centred_and_has_the_aspect_of_the_input() -> None:
    assert source_extent(400, 300, InputRecipe(100, 50, portion=1.0)) == (0.0, 50.0, 400.0, 200.0)


def test_tensor_is_planar_and_normalised() -> None:
    grey = np.full((10, 12, 3), 255, np.uint8)
    tensor = to_tensor(grey, InputRecipe(8, 8))
    assert tensor.shape == (1, 3, 8, 8)
    assert tensor[0, :, 0, 0] == pytest.approx([(1 - 0.485) / 0.229, (1 - 0.456) / 0.224, (1 - 0.406) / 0.225], rel=1e-5)


def test_transparent_pixels_lie_over_white(tmp_path: Path) -> None:
    Image.new("RGBA", (4, 3), (200, 0, 0, 0)).save(tmp_path / "clear.png")
    assert read_picture(tmp_path / "clear.png").tolist() == np.full((3, 4, 3), 255).tolist()


def test_the_camera_orientation_is_applied(tmp_path: Path) -> None:
    image = Image.new("RGB", (4, 3))
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(tmp_path / "turned.jpg", exif=exif)
    assert read_picture(tmp_path / "turned.jpg").shape == (4, 3, 3)
