"""Kept renders are the renders."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from trainer.rubber.cells import NO_SHEET
from trainer.rubber.dataset import Sample
from trainer.rubber.kept import kept


def two_samples() -> Iterator[Sample]:
    random = np.random.default_rng(0)
    for at, width in enumerate((8, 11)):
        cells = random.integers(0, 256, NO_SHEET.shape, dtype=np.uint8) if at else None
        yield Sample(random.integers(0, 256, (6, width, 3), dtype=np.uint8), at, f"render/{at}", cells)


def never() -> Iterator[Sample]:
    raise AssertionError("rendered again")
    yield


def test_a_second_build_reads_the_same_pictures_and_renders_nothing(tmp_path: Path) -> None:
    first = list(kept(two_samples(), tmp_path / "new", "two"))
    again = list(kept(never(), tmp_path / "new", "two"))
    for a, b, source in zip(first, again, two_samples(), strict=True):
        assert np.array_equal(a.picture, b.picture)
        assert np.array_equal(a.picture, source.picture)
        assert all(np.array_equal(other.cells, source.cells) for other in (a, b))  # type: ignore[arg-type]  # None equals None
        assert (a.label, a.source) == (b.label, b.source) == (source.label, source.source)


def test_without_a_cache_samples_pass_through() -> None:
    assert [s.label for s in kept(two_samples(), None, "two")] == [0, 1]
