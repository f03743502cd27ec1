"""What the thermal pack refuses, and its verdicts at the shipped threshold; transformers are left out in turn."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trainer.arrays import BoolArray, ByteArray, FloatArray
from trainer.evaluate.metrics import auroc
from trainer.evaluate.report import Figure, Row
from trainer.packs.manifest import Json
from trainer.packs.reference import Backbone, PlaceMap, placed_score
from trainer.packs.thermal import INPUT, RULE, Example, picture_cells, transformers
from trainer.preconditions.kinds import Kind, read_shrunk
from trainer.preconditions.learn import KnownColours, OtherColours, colour_conditions, scene_value
from trainer.preconditions.made import greyscale, made_pictures, recoloured
from trainer.preconditions.rules import Measured, condition_value, is_met, refusal_code
from trainer.preprocess import resize

WORK = "transformer thermal"
NOTE = "thermal-refusals"
MADE_EACH = 20


@dataclass(frozen=True)
class Shipped:
    """The pack as it ships: its conditions, bank [m, D] and backbone."""

    conditions: list[Json]
    bank: FloatArray
    backbone: Backbone

    def code(self, picture: ByteArray) -> str | None:
        """The code of the refusal. The cells are only computed for a picture that meets the conditions before the last."""
        small = resize(picture, INPUT)
        nothing = np.empty((0, 0), np.float32)
        early = refusal_code(self.conditions[:-1], Measured(small, nothing, nothing))
        if early is not None:
            return early
        return refusal_code(self.conditions[-1:], Measured(small, picture_cells(self.backbone, picture), self.bank))

    def is_far(self, picture: ByteArray) -> bool:
        """Whether the distance to the bank alone refuses the picture."""
        small = np.empty((0, 0, 3), np.float32)
        known = Measured(small, picture_cells(self.backbone, picture), self.bank)
        return not is_met(self.conditions[-1], condition_value(self.conditions[-1], known))


def share_row(protocol: str, refused: Sequence[bool], bar: str) -> Row:
    values = {"share": float(np.mean(refused)), "count": len(refused)}
    return Row(WORK, protocol, Figure("refused: {share:.3f} of {count}", values), Figure(bar), NOTE)


def kind_rows(shipped: Shipped, kinds: dict[str, Kind]) -> list[Row]:
    """Ordinary photos, and thermal pictures of other things: by the code, and by the distance to the bank alone."""
    rows = []
    for name in ("clothing", "trashnet", "tomatoes", "tiles", "steel"):
        refused = [shipped.code(read_shrunk(path)) is not None for path in kinds[name].tested]
        rows.append(share_row(f"refused: {name}, pictures not used for the rules", refused, "bar 0.99"))
    for name in ("substations", "substations with hot spots"):
        pictures = [read_shrunk(path) for path in kinds[name].tested]
        unlike = [shipped.code(picture) == "unlike-known" for picture in pictures]
        rows.append(share_row(f"refused as unlike: {name}, pictures not used for the rules", unlike, "bar 0.90"))
        some = pictures[::5]
        far = [shipped.is_far(picture) for picture in some]
        rows.append(share_row(f"refused by the distance to the bank alone: every fifth of {name}", far, "no bar"))
        near = [shipped.is_far(recoloured(picture)) for picture in some]
        rows.append(share_row(f"the same, recoloured in the palette rainbow: {name}", near, "no bar"))
    return rows


def made_rows(shipped: Shipped, examples: list[Example], seed: int) -> list[Row]:
    """Frames made by our own code, and greyscale copies of the faulty pictures."""
    made = [shipped.code(picture) is not None for _, picture in made_pictures(seed, MADE_EACH)]
    grey = [shipped.code(greyscale(e.picture.pixels())) is not None for e in examples if e.picture.faulty]
    return [
        share_row("refused: made frames (lens cap, flat, noise, blurred, grey, white-hot, black-hot, raw)", made, "bar 1.00"),
        share_row("refused: greyscale copies of the faulty pictures", grey, "bar 1.00; 6 of 55 were flagged, 49 cleared before"),
    ]


def wrongly_refused(
    examples: list[Example], conditions: list[Json], known: KnownColours, others: OtherColours, held_out: Sequence[FloatArray]
) -> BoolArray:
    """Of each picture, by colours and a bank that were learned without its transformer, and the shipped limits."""
    plain = [condition for condition in conditions if condition["measure"] not in ("colours", "bank-distance")]
    limit = conditions[-1]["atMost"]
    refused = np.zeros(len(examples), bool)
    for name in transformers(examples):
        rules = plain + colour_conditions(known.without(name), others)
        for at, example in enumerate(examples):
            if example.picture.transformer == name:
                small = resize(example.picture.pixels(), INPUT)
                nothing = np.empty((0, 0), np.float32)
                code = refusal_code(rules, Measured(small, nothing, nothing))
                refused[at] = code is not None or scene_value(held_out[at]) > limit
    return refused


def verdict_rows(examples: list[Example], scores: FloatArray, refused: BoolArray, threshold: float, rate: float) -> list[Row]:
    """Refusals of unseen transformers, AUROC of the rest, and the verdicts at the shipped threshold."""
    faulty = np.asarray([e.picture.faulty for e in examples])
    rest = ~refused
    flagged = scores >= threshold
    found, alarms = int((flagged & faulty & rest).sum()), int((flagged & ~faulty & rest).sum())
    missed, clear = int((~flagged & faulty & rest).sum()), int((~flagged & ~faulty & rest).sum())
    precision, recall = found / max(1, found + alarms), found / max(1, found + missed)
    values = {
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "found": found,
        "faulty": found + missed,
        "alarms": alarms,
        "normals": alarms + clear,
        "rate": alarms / max(1, alarms + clear),
    }
    return [
        share_row("unseen transformer: wrongly refused", list(refused), "bar: at most 0.05"),
        Row(
            WORK,
            "unseen transformer, pictures that are not refused",
            Figure("AUROC {auroc:.3f}", {"auroc": auroc(faulty[rest], scores[rest])}),
            Figure("all pictures: {auroc:.3f}; bar 0.947", {"auroc": auroc(faulty, scores)}),
            NOTE,
        ),
        Row(
            WORK,
            "unseen transformer, at the shipped threshold",
            Figure("F1 {f1:.3f}: {found} of {faulty} faulty over it, {alarms} of {normals} normal ({rate:.1%})", values),
            Figure("bar 0.90; the threshold's stated false-alarm rate is {stated:.2f}", {"stated": rate}),
            "thermal-threshold",
        ),
    ]


def held_out_scores(found: Sequence[FloatArray], places: Sequence[FloatArray], place_map: PlaceMap) -> FloatArray:
    pairs = zip(found, places, strict=True)
    return np.asarray([placed_score(cells, where, place_map, RULE) for cells, where in pairs], np.float32)
