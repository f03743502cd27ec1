"""Caches rendered pictures on disk between builds: rendering is slow, and a new backbone uses the same pictures."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from trainer.rubber.dataset import Sample


def kept(samples: Iterable[Sample], cache: Path | None, name: str) -> Iterator[Sample]:
    """`samples` from `cache/<name>.npz` if it exists, otherwise written there. Without a cache they are passed through."""
    if cache is None:
        yield from samples
        return
    file = cache / f"{name}.npz"
    if not file.exists():
        write(list(samples), file)
    with np.load(file) as stored:
        for at, (label, source) in enumerate(zip(stored["labels"], stored["sources"], strict=True)):
            yield Sample(stored[f"picture_{at}"], int(label), str(source), stored.get(f"cells_{at}"))


def write(samples: list[Sample], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial.npz")
    arrays = {f"picture_{at}": sample.picture for at, sample in enumerate(samples)}
    cells = {f"cells_{at}": sample.cells for at, sample in enumerate(samples) if sample.cells is not None}
    labels, sources = np.asarray([s.label for s in samples]), np.asarray([s.source for s in samples])
    np.savez(partial, allow_pickle=False, labels=labels, sources=sources, **arrays, **cells)
    partial.replace(file)
