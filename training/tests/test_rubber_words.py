"""Texture words: the module equals its cell-by-cell form, training is repeatable and finds amounts of texture."""

import numpy as np
import torch

from trainer.rubber.words import Taps, TextureWords, WordsPlan, join_taps, train_words, words_of_taps

WIDTHS = (3, 4, 5)
PLAN = WordsPlan(seed=0, words=8, epochs=30, batch=16, cells=36)


def random_taps(count: int) -> Taps:
    generator = torch.Generator().manual_seed(0)
    sizes = ((3, 24), (4, 12), (5, 6))
    return Taps(*(torch.randn(count, width, side, side, generator=generator) for width, side in sizes))


def test_words_of_joined_taps_equal_the_module_on_the_taps() -> None:
    taps = random_taps(5)
    torch.manual_seed(1)
    model = TextureWords(WIDTHS, 7).eval()
    with torch.no_grad():
        direct = model(*taps).numpy()
    assert np.abs(words_of_taps(model, join_taps(taps)) - direct).max() < 2e-3


def test_odd_sizes_are_brought_to_the_middle_tap() -> None:
    taps = Taps(torch.randn(1, 3, 15, 15), torch.randn(1, 4, 8, 8), torch.randn(1, 5, 4, 4))
    assert TextureWords(WIDTHS, 7)(*taps).shape == (1, 7)


def test_training_is_repeatable_and_tells_amounts_apart() -> None:
    random = np.random.default_rng(0)
    taps = random.normal(0, 0.3, (96, 144, 12)).astype(np.float16)
    label = np.arange(96, dtype=np.int64) % 3
    for picture, amount in enumerate(label * 10):
        taps[picture, random.permutation(144)[:amount], 5] += 3
    first, again = (train_words(taps, label, WIDTHS, PLAN) for _ in range(2))
    assert torch.equal(first.middle.weight, again.middle.weight)
    amounts = words_of_taps(first, taps)
    spread = [np.corrcoef(amounts[:, word], label)[0, 1] for word in range(8) if amounts[:, word].std() > 1e-6]
    assert np.nanmax(np.abs(spread)) > 0.9
