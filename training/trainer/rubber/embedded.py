"""Samples as embeddings, for training and testing a head."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from trainer.arrays import TextArray
from trainer.render.types import Picture
from trainer.rubber.dataset import Sample
from trainer.rubber.head import Embedding
from trainer.rubber.metrics import Classes

Embed = Callable[[Sequence[Picture]], Embedding]
"""RGB uint8 pictures of any sizes to [n, D]; does the pack's own preprocessing."""


class Embedded(NamedTuple):
    """[n, D] embeddings, [n] labels (index of rules.LABELS), [n] sources."""

    embedding: Embedding
    label: Classes
    source: TextArray


def embed_samples(embed: Embed, samples: Iterable[Sample], batch: int) -> Embedded:
    """Pictures are made, embedded and discarded batch by batch."""
    rest = iter(samples)
    embeddings: list[Embedding] = []
    labels: list[int] = []
    sources: list[str] = []
    while group := list(islice(rest, batch)):
        embeddings.append(embed([sample.picture for sample in group]))
        labels.extend(sample.label for sample in group)
        sources.extend(sample.source for sample in group)
    return Embedded(np.concatenate(embeddings), np.array(labels, dtype=np.int64), np.array(sources))
