"""`python -m trainer import`: from the arguments to a pack on offer, and the text that is printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.arrays import ByteArray
from trainer.packs.imported import Given, classifier_pack, extractor_pack
from trainer.packs.imported_network import UnfitNetworkError
from trainer.packs.manifest import Json, offer
from trainer.patchcore.cells import CellRecipe, Tap
from trainer.preprocess import read_picture

NEIGHBOURHOOD = 3
PICTURES = {".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"}


@dataclass(frozen=True)
class ImportRequest:
    """A network and its description: `labels` of a classifier, or `normals` and `taps` of a feature extractor."""

    network: Path
    golden: Path
    given: Given
    labels: tuple[str, ...] | None = None
    normals: Path | None = None
    taps: tuple[str, ...] | None = None
    grid: int = 28


def import_pack(request: ImportRequest, folder: Path, seed: int) -> str:
    """Write the pack into `folder`, offer it with the others there, and return a text with its result for the golden picture."""
    manifest = pack_of(request, folder, seed)
    offer(folder.parent, [folder.name])
    return f"{folder.name} {manifest['version']} is on offer in {folder.parent / 'index.json'}.\n{golden_result(manifest)}"


def pack_of(request: ImportRequest, folder: Path, seed: int) -> Json:
    golden = read_or_refuse(request.golden)
    if request.labels is not None and request.normals is None:
        return classifier_pack(request.network, folder, request.labels, request.given, golden)
    if request.labels is None and request.normals is not None and request.taps is not None:
        recipe = CellRecipe(tuple(tap_of(text) for text in request.taps), request.grid)
        normals = read_pictures(request.normals)
        return extractor_pack(request.network, folder, recipe, request.given, normals, seed, golden)
    raise UnfitNetworkError("a classifier needs --labels, a feature extractor --normals and --taps")


def tap_of(text: str) -> Tap:
    """`name`, or `name:l2`."""
    output, _, norm = text.partition(":")
    if norm not in {"", "none", "l2"}:
        raise UnfitNetworkError(f"“{text}” is no tap: write the output's name, with :l2 behind it for vectors of length 1")
    return Tap(output, NEIGHBOURHOOD, norm or "none")


def read_pictures(folder: Path) -> Iterator[ByteArray]:
    """Every picture of the folder [H, W, 3], by name, one in memory at a time."""
    if not folder.is_dir():
        raise UnfitNetworkError(f"{folder} is no folder of normal pictures")
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in PICTURES and not path.name.startswith("."):
            yield read_or_refuse(path)


def read_or_refuse(path: Path) -> ByteArray:
    try:
        return read_picture(path)
    except OSError as fault:
        raise UnfitNetworkError(f"{path} cannot be read as a picture: {fault}") from fault


def golden_result(manifest: Json) -> str:
    """The pack's result for its golden picture, to compare with the framework that trained the network."""
    expected = manifest["golden"]["expected"]
    if "anomaly" in manifest:
        calibration = manifest["anomaly"]["calibration"]
        limit = f"threshold {calibration['threshold']:.4g} from {calibration['normals']} normal pictures"
        return f"Of the golden picture it says: distance {expected['rawScore']:.4g}, {limit}."
    labels = [label["name"] for label in manifest["grade"]["labels"]]
    shares = zip(labels, expected["probabilities"], strict=True)
    return f"Of the golden picture it says: {', '.join(f'{label} {share:.3f}' for label, share in shares)}."
