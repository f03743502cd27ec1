"""Writing packs: the files, `pack.json` in the order people read it, and `models/index.json`."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from trainer.arrays import AnyFloatArray, ByteArray
from trainer.packs.reference import PlaceMap
from trainer.patchcore.calibration import Calibration
from trainer.patchcore.cells import CellRecipe
from trainer.preprocess import InputRecipe

Json = dict[str, Any]

BACKBONE_PATH = "../field-backbone/backbone.onnx"


def file_entry(folder: Path, path: str) -> Json:
    """The `files` entry of an existing file, `path` relative to the pack's folder."""
    payload = (folder / path).read_bytes()
    return {"path": path, "bytes": len(payload), "sha256": hashlib.sha256(payload).hexdigest()}


def write_floats(folder: Path, name: str, values: AnyFloatArray, kind: str) -> None:
    """Little-endian `float32` or `float16` numbers, row after row."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(values.astype({"float32": "<f4", "float16": "<f2"}[kind]).tobytes())


def input_block(recipe: InputRecipe, scale: float = 1 / 255, layout: Literal["nchw", "nhwc"] = "nchw") -> Json:
    fit = {"kind": "stretch"} if recipe.portion is None else {"kind": "cover", "portion": recipe.portion}
    return {
        "widthPx": recipe.width,
        "heightPx": recipe.height,
        "fit": fit,
        "filter": "triangle",
        "colour": "rgb",
        "scale": scale,
        "mean": list(recipe.mean),
        "std": list(recipe.std),
        "layout": layout,
    }


def patches_block(recipe: CellRecipe) -> Json:
    taps = [
        {"output": tap.output, "neighbourhood": tap.neighbourhood, "norm": tap.norm, "weight": tap.weight} for tap in recipe.taps
    ]
    return {"taps": taps, "grid": {"width": recipe.grid, "height": recipe.grid}}


def calibration_block(calibration: Calibration) -> Json:
    return {
        "threshold": calibration.threshold,
        "mapThreshold": calibration.map_threshold,
        "softness": calibration.softness,
        **({} if calibration.softness_below is None else {"softnessBelow": calibration.softness_below}),
        "falseAlarmRate": calibration.false_alarm_rate,
        "normals": calibration.normals,
    }


def map_block(place_map: PlaceMap) -> Json:
    kinds = [{"name": name, "title": title} for name, title in place_map.kinds]
    return {
        "output": place_map.output,
        "threshold": place_map.threshold,
        "softness": place_map.softness,
        "countsFrom": place_map.counts_from,
        "weight": place_map.weight,
        **({"kinds": kinds} if kinds else {}),
    }


def read_map(block: Mapping[str, Any]) -> PlaceMap:
    """What `map_block` wrote; `weight` and `kinds` are optional."""
    numbers = (block["threshold"], block["softness"], block["countsFrom"], block.get("weight", 0.0))
    return PlaceMap(block["output"], *numbers, tuple((kind["name"], kind["title"]) for kind in block.get("kinds", [])))


def write_pack(folder: Path, head: Mapping[str, Any], files: Mapping[str, str], body: Mapping[str, Any]) -> Json:
    """Write `pack.json`: `head` (id … card), then `files` (name to path), then `body`. Returns the manifest."""
    entries = {name: file_entry(folder, path) for name, path in files.items()}
    manifest: Json = {"format": 1, **head, "files": entries, **body}
    (folder / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return manifest


def offer(models: Path, pack_ids: Sequence[str]) -> None:
    """Offer packs in `models/index.json`: those already listed keep their position, those without a folder are removed."""
    index = models / "index.json"
    offered = json.loads(index.read_text())["packs"] if index.exists() else []
    ids = dict.fromkeys([*(pack["id"] for pack in offered), *pack_ids])
    packs = [index_entry(models, pack_id) for pack_id in ids if (models / pack_id / "pack.json").exists()]
    index.write_text(json.dumps({"packs": packs}, indent=2) + "\n")


def index_entry(models: Path, pack_id: str) -> Json:
    manifest = json.loads((models / pack_id / "pack.json").read_text())
    entry = file_entry(models, f"{pack_id}/pack.json")
    about = {key: manifest[key] for key in ("id", "version", "title", "summary")}
    untaught = {"untaught": True} if manifest.get("anomaly", {}).get("bank", {}).get("rows") == 0 else {}
    return {**about, "manifest": entry["path"], "bytes": entry["bytes"], "sha256": entry["sha256"], **untaught}


def golden_block(golden: ByteArray, expected: Json) -> Json:
    """`golden` [H, W, 3] is the picture, `expected` the pack's result for it (`rawScore`, `probabilities`, `embedding`)."""
    height, width = golden.shape[:2]
    picture = {"file": "golden", "widthPx": width, "heightPx": height}
    return {"picture": picture, "expected": expected, "tolerance": 0.02}
