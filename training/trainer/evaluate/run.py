"""The whole evaluation, in parts that are cached: a stopped run continues, and parts may run in parallel."""

import hashlib
import json
import logging
from collections.abc import Callable
from pathlib import Path

from trainer.arrays import FloatArray
from trainer.evaluate.ablations import ablation_rows
from trainer.evaluate.baseline import baseline_rows
from trainer.evaluate.compare import compared_rows
from trainer.evaluate.embedding import steel_rows, tomato_rows
from trainer.evaluate.examples import example_rows
from trainer.evaluate.false_alarms import false_alarm_rows
from trainer.evaluate.heads import head_rows
from trainer.evaluate.localise import localisation_rows
from trainer.evaluate.modules import module_rows
from trainer.evaluate.mosaics import mosaic_rows
from trainer.evaluate.prior import prior_rows
from trainer.evaluate.refusals import Shipped, held_out_scores, kind_rows, made_rows, verdict_rows, wrongly_refused
from trainer.evaluate.report import Row, row_from_json, row_to_json, table, write_evaluation
from trainer.evaluate.rubber import rubber_rows
from trainer.evaluate.specks import speck_rows
from trainer.evaluate.teachers import TeacherTrunk, networks
from trainer.evaluate.thermal import Judge, comparison_rows, pictures_of, thermal_rows
from trainer.evaluate.tile import tile_rows
from trainer.evaluate.tile_curve import tile_curve_rows, tile_draw_rows
from trainer.evaluate.unseen import unseen_rows
from trainer.evaluate.untaught import untaught_rows
from trainer.packs.fixtures import read_bank
from trainer.packs.manifest import read_map
from trainer.packs.placed import place_map_of
from trainer.packs.reference import Backbone
from trainer.packs.thermal import INPUT, SPOTS, Example, held_out_distances, held_out_pictures, load_examples
from trainer.packs.thermal_set import thermal_pictures
from trainer.preconditions.kinds import other_kinds
from trainer.preconditions.learn import known_colours, other_colours
from trainer.spots.held_out_finder import open_held_out_finder

log = logging.getLogger(__name__)
CORESET_SEEDS = 3


def evaluate(models: Path, data: Path, seed: int, cache: Path | None) -> str:
    """Every protocol; writes `evaluation.json` and what is rendered from it; returns the table."""
    rows = [row for part in PARTS for row in part_rows(part, models, data, seed, cache)]
    write_evaluation(models, rows, f"python -m trainer evaluate --seed {seed}")
    return table(rows)


def part_rows(part: str, models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    """The rows of one part, read from `cache` if they were made there from the same files, code and seed."""
    if cache is None:
        return noted(PARTS[part](models, data, seed, cache))
    file = cache / f"rows-{part}-{state_of(part, models, seed)}.json"
    if not file.exists():
        rows = noted(PARTS[part](models, data, seed, cache))
        cache.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps([row_to_json(row) for row in rows]))
    return [row_from_json(fields) for fields in json.loads(file.read_text())]


PACK_OF_PART = {
    "thermal": "transformer-thermal",
    "refusals": "transformer-thermal",
    "baseline": "transformer-thermal",
    "examples": "transformer-thermal",
    "rubber": "rubber-sheet",
}


def state_of(part: str, models: Path, seed: int) -> str:
    """A hash of everything that a part's figures depend on, except the pictures: this code, backbone and pack, the seed."""
    code = sorted(Path(__file__).parents[1].rglob("*.py"))
    folders = ["field-backbone", *([PACK_OF_PART[part]] if part in PACK_OF_PART else [])]
    shipped = [path for folder in folders for path in sorted((models / folder).glob("*")) if path.suffix != ".md"]
    digest = hashlib.sha256(f"{part} {seed}".encode())
    for path in [*code, *shipped]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def compare(models: Path, data: Path, seed: int) -> str:
    """Compares the shipped thermal recipe with variants that need no new finder; returns the table."""
    return table(compared_rows(*shipped_thermal(models, data, shipped_backbone(models), seed)))


def shipped_backbone(models: Path) -> Backbone:
    return Backbone(models / "field-backbone" / "backbone.onnx")


def shipped_thermal(models: Path, data: Path, backbone: Backbone, seed: int) -> tuple[list[Example], Judge]:
    """All pictures through the shipped backbone, and the judge of the shipped recipe."""
    pictures = thermal_pictures(data)
    shipped = json.loads((models / "transformer-thermal" / "pack.json").read_text())["anomaly"]
    finder = open_held_out_finder(backbone, data, pictures, seed)
    return load_examples(pictures, backbone), Judge(seed, finder.places, read_map(shipped["map"]))


def thermal(models: Path, data: Path, seed: int, _cache: Path | None) -> list[Row]:
    backbone, pictures = shipped_backbone(models), thermal_pictures(data)
    examples, shipped = shipped_thermal(models, data, backbone, seed)
    judges = [Judge(seed + at, shipped.find_places, shipped.place_map) for at in range(CORESET_SEEDS)]
    rows = thermal_rows(examples, judges) + localisation_rows(examples, data, judges[0])
    trunk = TeacherTrunk(data, backbone)
    theirs = open_held_out_finder(trunk, data, pictures, seed)
    taught = load_examples(pictures, trunk)
    judge = Judge(seed, theirs.places, place_map_of(SPOTS, *held_out_pictures(taught, theirs, seed)))
    return rows + comparison_rows(examples, judges[0], taught, judge)


def refusals(models: Path, data: Path, seed: int, _cache: Path | None) -> list[Row]:
    backbone, pictures = shipped_backbone(models), thermal_pictures(data)
    manifest, bank = read_bank(models, "transformer-thermal")
    examples, judge = shipped_thermal(models, data, backbone, seed)
    kinds = other_kinds(data, seed)
    known = known_colours([(p.path, p.transformer) for p in pictures], INPUT)
    held_out, places = held_out_distances(examples, seed), places_left_out(examples, judge)
    shipped = Shipped(manifest["preconditions"], bank, backbone)
    others = other_colours(kinds, INPUT, seed)
    refused = wrongly_refused(examples, shipped.conditions, known, others, held_out)
    scores = held_out_scores(held_out, places, judge.place_map)
    calibration = manifest["anomaly"]["calibration"]
    return [
        *kind_rows(shipped, kinds),
        *made_rows(shipped, examples, seed),
        *verdict_rows(examples, scores, refused, calibration["threshold"], calibration["falseAlarmRate"]),
    ]


def places_left_out(examples: list[Example], judge: Judge) -> list[FloatArray]:
    """Map values of each picture, by a finder that was not trained on its transformer."""
    return [judge.find_places([e.picture.path], pictures_of(examples, e.picture.transformer))[0] for e in examples]


def steel(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    return steel_rows(networks(models, data, cache), data, seed)


def tile(models: Path, data: Path, seed: int, cache: Path | None) -> list[Row]:
    return tile_rows(networks(models, data, cache), data, seed)


def tomato(models: Path, data: Path, _seed: int, cache: Path | None) -> list[Row]:
    return tomato_rows(networks(models, data, cache), data)


def noted(rows: list[Row]) -> list[Row]:
    for row in rows:
        log.info("%s | %s | %s | %s", row.work, row.protocol, row.figure, row.comparison)
    return rows


PARTS: dict[str, Callable[[Path, Path, int, Path | None], list[Row]]] = {
    "thermal": thermal,
    "refusals": refusals,
    "rubber": rubber_rows,
    "steel": steel,
    "tile": tile,
    "tomato": tomato,
    "specks": speck_rows,
    "mosaics": mosaic_rows,
    "tile-curve": tile_curve_rows,
    "tile-draws": tile_draw_rows,
    "unseen": unseen_rows,
    "false-alarms": false_alarm_rows,
    "prior": prior_rows,
    "untaught": untaught_rows,
    "heads": head_rows,
    "modules": module_rows,
    "baseline": baseline_rows,
    "examples": example_rows,
    "ablations": ablation_rows,
}
"""Quick parts first, so that a stopped run has printed something."""
