"""Rendered pictures kept on disk between builds: rendering takes long, and a new backbone sees the same pictures."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from trainer.rubber.dataset import Sample


def kept(samples: Iterable[Sample], cache: Path | None, name: str) -> Iterator[Sample]:
    """`samples`, all of one size, from `cache/<name>.npz` where that exists, written there otherwise. No cache: as they come."""
    if cache is None:
        yield from samples
        return
    file = cache / f"{name}.npz"
    if not file.exists():
        write(list(samples), file)
    with np.load(file) as stored:
        pictures, labels, sources = stored["pictures"], stored["labels"], stored["sources"]
    for picture, label, source in zip(pictures, labels, sources, strict=True):
        yield Sample(picture, int(label), str(source))


def write(samples: list[Sample], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial.npz")
    np.savez(
        partial,
        pictures=np.stack([s.picture for s in samples]),
        labels=np.asarray([s.label for s in samples]),
        sources=np.asarray([s.source for s in samples]),
    )
    partial.replace(file)
