"""The whole evaluation: what is quick first, so that a stopped run has said something."""

import json
import logging
from dataclasses import replace
from pathlib import Path

import numpy as np

from trainer.evaluate.embedding import steel_rows, tomato_rows
from trainer.evaluate.localise import localisation_rows
from trainer.evaluate.report import Row, table, write_report
from trainer.evaluate.rubber import rubber_rows
from trainer.evaluate.teachers import FloatArray, TeacherTrunk, networks
from trainer.evaluate.thermal import Judge, comparison_rows, thermal_rows
from trainer.evaluate.tile import tile_rows
from trainer.packs.reference import Backbone, PlaceMap
from trainer.packs.thermal import COUNTED_QUANTILE, Example, held_out_places, load_examples
from trainer.packs.thermal_set import thermal_pictures
from trainer.spots.held_out import Seeker, open_seeker

log = logging.getLogger(__name__)
CORESET_SEEDS = 3


def evaluate(models: Path, data: Path, seed: int, cache: Path | None) -> str:
    """Every protocol; writes `EVALUATION.md` and the cards' figures; returns the table."""
    nets = networks(models, data, cache)
    rows = thermal(models, data, seed)
    rows += noted(rubber_rows(models, data, seed, cache))
    rows += noted(steel_rows(nets, data, seed))
    rows += noted(tile_rows(nets, data, seed))
    rows += noted(tomato_rows(nets, data))
    write_report(models, rows, f"python -m trainer evaluate --seed {seed}")
    return table(rows)


def thermal(models: Path, data: Path, seed: int) -> list[Row]:
    backbone = Backbone(models / "field-backbone" / "backbone.onnx")
    pictures = thermal_pictures(data)
    examples = load_examples(pictures, backbone)
    shipped = json.loads((models / "transformer-thermal" / "pack.json").read_text())["anomaly"]["map"]
    place_map = PlaceMap(shipped["output"], shipped["threshold"], shipped["softness"], shipped["countsFrom"])
    seeker = open_seeker(backbone, data, pictures, seed)
    judges = [Judge(seed + at, seeker.places, place_map) for at in range(CORESET_SEEDS)]
    rows = noted(thermal_rows(examples, judges)) + noted(localisation_rows(examples, data, judges[0]))
    trunk = TeacherTrunk(data, backbone)
    theirs = open_seeker(trunk, data, pictures, seed)
    below = float(np.quantile(np.concatenate(held_out_normals(examples, theirs)), COUNTED_QUANTILE))
    judge = Judge(seed, theirs.places, replace(place_map, counts_from=below))
    return rows + noted(comparison_rows(examples, judges[0], load_examples(pictures, trunk), judge))


def held_out_normals(examples: list[Example], seeker: Seeker) -> list[FloatArray]:
    """Map values of the healthy pictures by finders that saw nothing of their transformer."""
    return held_out_places([e for e in examples if not e.picture.faulty], seeker)


def noted(rows: list[Row]) -> list[Row]:
    for row in rows:
        log.info("%s | %s | %s | %s", row.work, row.protocol, row.value, row.beside)
    return rows
