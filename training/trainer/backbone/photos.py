"""Photos decoded once to a uint8 memory map, so that training reads pixels and not JPEGs."""

from pathlib import Path

import numpy as np
from PIL import Image

from trainer.arrays import ByteArray

Pixels = ByteArray
CACHE_SIDE_PX = 256


def list_photos(data_root: Path) -> list[Path]:
    """The CC0 and MIT photos, in a fixed order."""
    return sorted((data_root / "photos").rglob("*.jpg"))


def to_square(path: Path, side_px: int) -> Pixels:
    """The centred square of a photo, `side_px` x `side_px` x 3."""
    with Image.open(path) as opened:
        image = opened.convert("RGB")
        width, height = image.size
        k = min(width, height)
        box = ((width - k) / 2, (height - k) / 2, (width + k) / 2, (height + k) / 2)
        return np.asarray(image.resize((side_px, side_px), Image.Resampling.BILINEAR, box=box))


def open_photo_cache(data_root: Path, cache: Path) -> Pixels:
    """[M, side, side, 3] uint8, built on the first call. The cache lives outside the repository."""
    paths = list_photos(data_root)
    if not paths:
        raise FileNotFoundError(f"no photos under {data_root}/photos: set FIELDGRADE_DATA")
    file = cache / f"photos{CACHE_SIDE_PX}.npy"
    if not file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        out = np.stack([to_square(path, CACHE_SIDE_PX) for path in paths])
        np.save(file, out)
    photos: Pixels = np.load(file, mmap_mode="r")
    return photos
