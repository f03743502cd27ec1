"""`python -m trainer <command>`, run in `training/`."""

import argparse
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from trainer.data import data_root

HERE = Path(__file__).resolve().parents[1]


def distil(options: argparse.Namespace) -> None:
    from trainer.backbone.config import load_config
    from trainer.backbone.distil import distil as run

    print(run(data_root(), options.cache, options.seed, load_config(options.config), options.decay_now))


def export(options: argparse.Namespace) -> None:
    from trainer.backbone.config import load_config
    from trainer.backbone.distil import load_averaged
    from trainer.backbone.export import Layers, export_student
    from trainer.backbone.probe import probe_batch
    from trainer.rubber.bake import load_words
    from trainer.spots.bake import load_spots

    student = load_averaged(options.checkpoint, load_config(options.config))
    file = options.models / "field-backbone" / "backbone.onnx"
    layers = Layers(load_words(options.words), load_spots(options.spots))
    report = export_student(student, layers, file, probe_batch(options.seed))
    print(f"{report.size_bytes} bytes, sha256 {report.sha256}")
    for name, drift in report.drift.items():
        print(f"{name}: ONNX - PyTorch {report.disagreement[name]:.1e}; int8 weights move it by {drift:.4f} standard deviations")


def words(options: argparse.Namespace) -> None:
    from trainer.backbone.config import load_config
    from trainer.backbone.distil import load_averaged
    from trainer.rubber.bake import bake_words, save_words

    student = load_averaged(options.checkpoint, load_config(options.config))
    save_words(bake_words(student, data_root(), options.seed, options.cache), options.words)


def spots(options: argparse.Namespace) -> None:
    from trainer.backbone.config import load_config
    from trainer.backbone.distil import load_averaged
    from trainer.spots.bake import bake_spots, save_spots

    student = load_averaged(options.checkpoint, load_config(options.config))
    save_spots(bake_spots(student, data_root(), options.seed), options.spots)


def packs(options: argparse.Namespace) -> None:
    from trainer.packs.build import build_packs

    build_packs(options.models, data_root(), options.seed, options.cache)


def evaluate(options: argparse.Namespace) -> None:
    from trainer.evaluate.report import merge_evaluation, table
    from trainer.evaluate.run import evaluate as run
    from trainer.evaluate.run import part_rows

    if options.part is not None:
        rows = part_rows(options.part, options.models, data_root(), options.seed, options.cache)
        if options.merge:
            merge_evaluation(options.models, rows)
        print(table(rows))
        return
    print(run(options.models, data_root(), options.seed, options.cache))


def report(options: argparse.Namespace) -> None:
    from trainer.evaluate.report import render_evaluation

    render_evaluation(options.models)


def compare(options: argparse.Namespace) -> None:
    from trainer.evaluate.run import compare as run

    print(run(options.models, data_root(), options.seed))


def import_network(options: argparse.Namespace) -> None:
    from trainer.packs.imported import Given
    from trainer.packs.imported_command import ImportRequest, import_pack
    from trainer.packs.imported_network import UnfitNetworkError

    mean, std = options.mean and tuple(options.mean), options.std and tuple(options.std)
    given = Given(options.scale, mean, std, options.portion, options.side, options.title)
    labels = options.labels and tuple(options.labels.split(","))
    taps = options.taps and tuple(options.taps.split(","))
    request = ImportRequest(options.network, options.golden, given, labels, options.normals, taps, options.grid)
    try:
        print(import_pack(request, options.out.resolve(), options.seed))
    except UnfitNetworkError as fault:
        sys.exit(f"No pack was made: {fault}.")


def offer(options: argparse.Namespace) -> None:
    from trainer.packs.manifest import offer as put_on_offer

    put_on_offer(options.models, options.packs)


def fixtures(options: argparse.Namespace) -> None:
    from trainer.packs.fixtures import write_fixtures

    write_fixtures(options.models, options.out, options.seed)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="trainer", description=__doc__)
    commands = top.add_subparsers(required=True)

    def add(name: str, run: Callable[[argparse.Namespace], None], about: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about)
        command.set_defaults(run=run)
        command.add_argument("--seed", type=int, required=True)
        command.add_argument("--models", type=Path, default=HERE.parent / "models")
        return command

    train = add("distil", distil, "train the backbone; continues where it stopped")
    train.add_argument("--cache", type=Path, required=True, help="decoded photos and checkpoints, outside the repository")
    train.add_argument("--config", type=Path)
    train.add_argument("--decay-now", action="store_true", help="end the stable phase here")
    learn = add("words", words, "train the texture words of rubber sheets on the backbone's taps")
    learn.add_argument("--checkpoint", type=Path, required=True)
    learn.add_argument("--config", type=Path)
    learn.add_argument("--cache", type=Path, help="keep rendered pictures here between runs, outside the repository")
    learn.add_argument("--words", type=Path, required=True, help="where to write them")
    find = add("spots", spots, "train the finder of hot spots in thermal pictures on the backbone's taps")
    find.add_argument("--checkpoint", type=Path, required=True)
    find.add_argument("--config", type=Path)
    find.add_argument("--spots", type=Path, required=True, help="where to write it")
    out = add("export", export, "write models/field-backbone/backbone.onnx from a checkpoint")
    out.add_argument("--checkpoint", type=Path, required=True)
    out.add_argument("--words", type=Path, required=True)
    out.add_argument("--spots", type=Path, required=True)
    out.add_argument("--config", type=Path)
    kept = "keep rendered pictures here between runs, outside the repository"
    every = add("packs", packs, "write every pack, its golden picture and models/index.json")
    every.add_argument("--cache", type=Path, help=kept)
    figures = add("evaluate", evaluate, "run all protocols, write models/evaluation.json and render models/EVALUATION.md from it")
    figures.add_argument("--cache", type=Path, help=kept)
    figures.add_argument("--part", help="only one of `trainer.evaluate.run.PARTS`, such as thermal or specks; kept in the cache")
    figures.add_argument("--merge", action="store_true", help="with --part: put its rows into models/evaluation.json")
    render = commands.add_parser("report", help="render EVALUATION.md and the model cards from models/evaluation.json")
    render.set_defaults(run=report)
    render.add_argument("--models", type=Path, default=HERE.parent / "models")
    add("compare", compare, "print the thermal recipe beside others, on the tested pictures")
    import_arguments(add("import", import_network, "make a pack of an imported network and offer it"))
    offer_command = commands.add_parser("offer", help="write models/index.json anew, with these packs on offer too")
    offer_command.set_defaults(run=offer)
    offer_command.add_argument("--models", type=Path, default=HERE.parent / "models")
    offer_command.add_argument("packs", nargs="*", help="ids of packs; those that are on offer stay, unless their folder is gone")
    parity = add("fixtures", fixtures, "write the pictures and numbers that browser, Node and Python must agree on")
    parity.add_argument("--out", type=Path, default=HERE.parent / "tests" / "fixtures" / "parity")
    return top


def import_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--network", type=Path, required=True, help="the ONNX file")
    command.add_argument("--out", type=Path, required=True, help="the pack's folder; its name is the pack's id")
    command.add_argument("--golden", type=Path, required=True, help="a picture on which every host must agree")
    command.add_argument("--title", help="what people choose it by; the folder's name where absent")
    command.add_argument("--labels", help="of a classifier: a,b,c in the order of its output; of one number: other,that")
    command.add_argument("--normals", type=Path, help="of a feature extractor: a folder of normal pictures")
    command.add_argument("--taps", help="of a feature extractor: its dense outputs, as layer2,layer3:l2")
    command.add_argument("--grid", type=int, default=28, help="cells a side of the anomaly map")
    command.add_argument("--scale", type=float, default=1 / 255)
    command.add_argument("--mean", type=float, nargs=3, help="ImageNet's where absent; for anomalib 2, which has it inside, 0")
    command.add_argument("--std", type=float, nargs=3, help="ImageNet's where absent; for anomalib 2, which has it inside, 1")
    command.add_argument("--portion", type=float, help="look at this part of the centred crop; absent: the whole, stretched")
    command.add_argument("--side", type=int, help="input side in pixels, where the file leaves it free")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    chosen = parser().parse_args()
    chosen.run(chosen)
