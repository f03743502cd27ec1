"""The backbone compared with the public teachers: same pictures, same size, same scoring."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from trainer.arrays import ByteArray, FloatArray
from trainer.packs.reference import Features, open_network
from trainer.preprocess import InputRecipe, read_picture, to_tensor

INPUT = InputRecipe(224, 224)


@dataclass(frozen=True)
class EmbeddingNetwork:
    """An ONNX feature extractor; `outputs` maps our names (s8, s16, embedding) to its own."""

    name: str
    path: Path
    outputs: Mapping[str, str]
    cache: Path | None = None

    def embeddings(self, paths: Sequence[Path]) -> FloatArray:
        """Pictures to pooled embeddings [n, D], cached by network and list of pictures if `cache` is given."""
        if self.cache is None:
            return self.features(paths, ["embedding"])["embedding"]
        pictures = "\n".join(str(path) for path in paths).encode()
        name = hashlib.sha256(self.path.read_bytes() + pictures).hexdigest()[:16]
        file = self.cache / f"embeddings-{name}.npy"
        if not file.exists():
            self.cache.mkdir(parents=True, exist_ok=True)
            np.save(file, self.features(paths, ["embedding"])["embedding"])
        kept: FloatArray = np.load(file)
        return kept

    def features(self, paths: Sequence[Path], wanted: Sequence[str]) -> dict[str, FloatArray]:
        """Pictures to the wanted outputs, stacked over pictures."""
        session = open_network(self.path)
        feed = session.get_inputs()[0].name
        names = [self.outputs[w] for w in wanted]
        found = [session.run(names, {feed: to_tensor(read_picture(path), INPUT)}) for path in paths]
        return {w: np.concatenate([f[at] for f in found]) for at, w in enumerate(wanted)}


class TeacherTrunk:
    """MobileNetV2's taps under our names, and `heat`, which has no weights, from our own file."""

    def __init__(self, data: Path, own: Features) -> None:
        self.session = open_network(data / "teachers" / "mobilenetv2_trunk.onnx")
        self.own = own

    def features(self, pixels: ByteArray, recipe: InputRecipe) -> dict[str, FloatArray]:
        """[H, W, 3] 0-255 to dense outputs [C, h, w]."""
        found = self.session.run(["s4_24", "s8_32", "s16_96"], {"input": to_tensor(pixels, recipe)})
        taps = {name: value[0] for name, value in zip(("s4", "s8", "s16"), found, strict=True)}
        return {**taps, "heat": self.own.features(pixels, recipe)["heat"]}


def networks(models: Path, data: Path, cache: Path | None) -> list[EmbeddingNetwork]:
    """Ours first."""
    teachers = data / "teachers"
    own = {"s8": "s8", "s16": "s16", "embedding": "embedding"}
    mobile = {"s8": "s8_32", "s16": "s16_96", "embedding": "pool1280"}
    resnet = {"s8": "s8_512", "s16": "s16_1024", "embedding": "pool1024"}
    return [
        EmbeddingNetwork("ours", models / "field-backbone" / "backbone.onnx", own, cache),
        EmbeddingNetwork("MobileNetV2", teachers / "mobilenetv2_trunk.onnx", mobile, cache),
        EmbeddingNetwork("ResNet-50 v2", teachers / "resnet50v2_stages1-3_half.onnx", resnet, cache),
    ]
