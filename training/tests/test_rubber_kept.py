"""Kept renders are the renders; no fruit is in both parts of its photos."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np

from trainer.rubber.cells import NO_SHEET
from trainer.rubber.dataset import Sample, fruit_of, fruit_photo_paths
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


def test_no_fruit_is_in_both_parts(tmp_path: Path) -> None:
    for freshness, name in product(range(1, 4), ("a", "FAaa", "Qqq", "b", "zz", "Mm")):
        file = tmp_path / "tomato-freshness" / str(freshness) / f"{name}0{freshness}.jpg"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    parts = [{fruit_of(path) for path in fruit_photo_paths(tmp_path, part)} for part in ("training", "test")]
    assert parts[0].isdisjoint(parts[1])
    assert parts[0] | parts[1] == {"a", "FAaa", "Qqq", "b", "zz", "Mm"}
    assert all(parts)
