"""Seeded stratified folds that keep groups together."""

from collections.abc import Sequence

import numpy as np

from trainer.arrays import IndexArray
from trainer.seeded_random import SeededRandom


def assign_parts(labels: Sequence[int], groups: Sequence[int], shares: Sequence[float], seed: int) -> IndexArray:
    """
    The part of each picture. Whole groups are assigned, the largest first and those of one size in random order, each to the part
    that lacks most of its label (the label of its first picture); of equals to the first part.
    """
    members: dict[int, list[int]] = {}
    for at, group in enumerate(groups):
        members.setdefault(group, []).append(at)
    shuffled = SeededRandom(seed).shuffled(list(members.values()))
    ordered = sorted(shuffled, key=lambda each: -len(each))
    wanted = {label: [share * list(labels).count(label) for share in shares] for label in set(labels)}
    parts = np.zeros(len(labels), np.int64)
    for each in ordered:
        lacking = wanted[labels[each[0]]]
        part = lacking.index(max(lacking))
        lacking[part] -= len(each)
        parts[each] = part
    return parts
