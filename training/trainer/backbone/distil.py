"""Distillation of two teachers into the student, by steps, resumable.

The loss is feature matching. Each tap's difference is divided by the teacher's own standard deviation per channel, so the
student learns the *raw* magnitudes (heat is a magnitude) and no channel dominates the others. Taps of equal shape are compared
as they are; the pooled vector goes through a train-only linear map to the teacher's standardised 1,280 numbers, and through
another to the 1,024 of a second teacher, ResNet-50 v2. The second takes four times as long on a CPU, so it is used in every
`second_every`-th batch only.
"""

import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from torch import Tensor, nn

from trainer.arrays import FloatArray
from trainer.backbone.config import DistilConfig, learning_rate_at
from trainer.backbone.crops import training_batch
from trainer.backbone.model import Student, StudentOutput, take_over
from trainer.backbone.photos import Pixels, open_photo_cache

log = logging.getLogger(__name__)

TEACHER_FILE, SECOND_FILE = "mobilenetv2_trunk.onnx", "resnet50v2_stages1-3_half.onnx"
TEACHER_TAPS = ("s4_24", "s8_32", "s16_96", "pool1280")
SECOND_TAPS = ("pool1024",)
TEACHER_POOL = 1280
SECOND_POOL = 1024
STATISTICS_BATCHES = 20
Statistics = list[tuple[Tensor, Tensor]]


@dataclass
class Run:
    """The content of a checkpoint: student, train-only maps to both teachers, optimiser, averaged student, steps done.

    `warm_from` is the step at which the optimiser was reset: 0, or where the student was enlarged.
    """

    net: Student
    pool: nn.Linear
    second: nn.Linear
    optimiser: torch.optim.Optimizer
    ema: dict[str, Tensor]
    step: int = 0
    warm_from: int = 0

    def parameters(self) -> list[nn.Parameter]:
        return [*self.net.parameters(), *self.pool.parameters(), *self.second.parameters()]


@dataclass(frozen=True)
class TrainingBatch:
    """A batch with the teachers' outputs: all taps of the first; the pooled vector of the second, or None."""

    images: FloatArray
    taps: list[Tensor]
    second: Tensor | None


@dataclass(frozen=True)
class Scales:
    """Mean and standard deviation per channel of both teachers' outputs."""

    taps: Statistics
    second: Statistics


class Teacher:
    """A teacher trunk, run by ONNX Runtime (on the GPU if the build supports it)."""

    def __init__(self, path: Path, taps: tuple[str, ...], threads: int) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = ort.InferenceSession(str(path), options, providers=ort.get_available_providers())
        self.taps = list(taps)

    def features(self, images: FloatArray) -> list[Tensor]:
        return [torch.from_numpy(value) for value in self.session.run(self.taps, {"input": images})]


@dataclass(frozen=True)
class Teachers:
    """Both teachers."""

    first: Teacher
    second: Teacher

    @staticmethod
    def open(data_root: Path, threads: int) -> "Teachers":
        folder = data_root / "teachers"
        return Teachers(
            Teacher(folder / TEACHER_FILE, TEACHER_TAPS, threads), Teacher(folder / SECOND_FILE, SECOND_TAPS, threads)
        )


def teacher_statistics(batches: Iterator[list[Tensor]]) -> Statistics:
    """Mean and standard deviation per channel of each teacher tap, shaped to broadcast."""
    statistics: Statistics = []
    for values in zip(*batches, strict=True):
        joined = torch.cat(values)
        axes = (0, 2, 3) if joined.dim() == 4 else (0,)
        shape = (1, -1, *[1] * (joined.dim() - 2))
        statistics.append((joined.mean(axes).view(shape), joined.std(axes).clamp_min(1e-3).view(shape)))
    return statistics


def matching_losses(out: StudentOutput, pool: Tensor, teacher: list[Tensor], statistics: Statistics) -> list[Tensor]:
    """Mean squared standardised difference per tap: 0 equals the teacher, 1 is the best constant."""
    wanted = [(value - mean) / std for value, (mean, std) in zip(teacher, statistics, strict=True)]
    dense = [(v.float() - mean) / std for v, (mean, std) in zip((out.s4, out.s8, out.s16), statistics, strict=False)]
    return [((got - want) ** 2).mean() for got, want in zip((*dense, pool.float()), wanted, strict=True)]


def new_run(config: DistilConfig) -> Run:
    net = Student(config.student).to(config.device)
    net = net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    pool = nn.Linear(config.student.pooled, TEACHER_POOL).to(config.device)
    second = nn.Linear(config.student.pooled, SECOND_POOL).to(config.device)
    parameters = [*net.parameters(), *pool.parameters(), *second.parameters()]
    optimiser = torch.optim.AdamW(
        parameters, fused=True, lr=config.learning_rate, weight_decay=config.weight_decay, betas=(0.9, 0.99)
    )
    return Run(net, pool, second, optimiser, {name: value.clone() for name, value in net.state_dict().items()})


def load_run(path: Path, config: DistilConfig) -> Run:
    """A saved run. One of a smaller student without the second map is enlarged and its optimiser reset."""
    saved = torch.load(path, map_location=config.device, weights_only=True)
    run = new_run(config)
    run.step = int(saved["step"])
    if take_over(run.net, saved["net"]) or "second" not in saved:
        take_over_map(run.pool, saved["pool"])
        run.ema = {name: saved["ema"].get(name, value.clone()) for name, value in run.net.state_dict().items()}
        run.warm_from = run.step
        return run
    run.pool.load_state_dict(saved["pool"])
    run.second.load_state_dict(saved["second"])
    run.optimiser.load_state_dict(saved["opt"])
    run.ema, run.warm_from = saved["ema"], int(saved["warm_from"])
    return run


@torch.no_grad()
def take_over_map(pool: nn.Linear, weights: dict[str, Tensor]) -> None:
    """Copy the map of a shorter vector [1280, D] into that of a longer one; the added columns start at 0."""
    known = weights["weight"].shape[1]
    pool.weight.zero_()
    pool.weight[:, :known] = weights["weight"]
    pool.bias.copy_(weights["bias"])


def save_run(run: Run, path: Path) -> None:
    partial = path.with_suffix(".partial")
    torch.save(
        {
            "net": run.net.state_dict(),
            "pool": run.pool.state_dict(),
            "second": run.second.state_dict(),
            "warm_from": run.warm_from,
            "opt": run.optimiser.state_dict(),
            "ema": run.ema,
            "step": run.step,
        },
        partial,
    )
    partial.replace(path)


def load_averaged(path: Path, config: DistilConfig) -> Student:
    """The averaged student of a checkpoint, ready for export."""
    student = Student(config.student)
    student.load_state_dict(torch.load(path, map_location="cpu", weights_only=True)["ema"])
    return student.eval()


@torch.no_grad()
def update_average(run: Run, decay: float) -> None:
    """Exponential average of weights and of batch-norm statistics."""
    keep = min(decay, (1 + run.step) / (10 + run.step))
    for name, value in run.net.state_dict().items():
        if value.dtype.is_floating_point:
            run.ema[name].lerp_(value, 1 - keep)
        else:
            run.ema[name].copy_(value)


def train_step(run: Run, config: DistilConfig, batch: TrainingBatch, scales: Scales) -> list[float]:
    """One optimiser step at the current learning rate; returns the four losses, and the second teacher's where it was used."""
    run.net.train()
    x = torch.from_numpy(batch.images).to(config.device, memory_format=torch.channels_last)
    with torch.autocast(config.device.split(":")[0], torch.bfloat16, enabled=config.bf16):
        out: StudentOutput = run.net(x)
        pool = run.pool(out.pooled)
    losses = matching_losses(out, pool, [value.to(config.device) for value in batch.taps], scales.taps)
    total = losses[0] + losses[1] + losses[2] + config.pool_weight * losses[3]
    if batch.second is not None:
        losses.append(second_loss(run.second(out.pooled.float()), batch.second.to(config.device), scales.second))
        total = total + config.second_weight * losses[4]
    run.optimiser.zero_grad()
    total.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(run.parameters(), config.gradient_clip)
    run.optimiser.step()
    update_average(run, config.ema_decay)
    run.step += 1
    return [float(loss.detach()) for loss in losses]


def second_loss(got: Tensor, wanted: Tensor, statistics: Statistics) -> Tensor:
    """Mean squared difference to the second teacher's standardised pooled numbers. Both [N, 1024]."""
    mean, std = statistics[0]
    return ((got - (wanted - mean) / std) ** 2).mean()


def cached_statistics(
    file: Path, teacher: Teacher, photos: Pixels, config: DistilConfig, random: np.random.Generator
) -> Statistics:
    if not file.exists():
        batches = (teacher.features(training_batch(photos, config, random)) for _ in range(STATISTICS_BATCHES))
        torch.save(teacher_statistics(batches), file)
    loaded: Statistics = torch.load(file, map_location=config.device, weights_only=True)
    return loaded


def taught_batches(
    teachers: Teachers, photos: Pixels, config: DistilConfig, random: np.random.Generator
) -> Iterator[TrainingBatch]:
    """Batches, each prepared in a second thread while the student trains on the previous one."""

    def prepare(at: int) -> TrainingBatch:
        images = training_batch(photos, config, random)
        second = teachers.second.features(images)[0] if at % config.second_every == 0 else None
        return TrainingBatch(images, teachers.first.features(images), second)

    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(prepare, 0)
        for at in count(1):
            ready = coming.result()
            coming = ahead.submit(prepare, at)
            yield ready


def distil(data_root: Path, cache: Path, seed: int, config: DistilConfig, decay_now: bool) -> Path:
    """Train to the end of the decay and return the path of the final checkpoint.

    The stable phase continues from `cache/stable.pt` where that exists. `decay_now` starts the decay from it at once; a
    file `cache/decay-now` does so in a running process. The result is written to `cache/final.pt`.
    """
    torch.set_num_threads(config.threads)
    torch.manual_seed(seed)
    photos = open_photo_cache(data_root, cache)
    teachers = Teachers.open(data_root, config.threads)
    random = np.random.default_rng(seed)
    stable, final = cache / "stable.pt", cache / "final.pt"
    scales = Scales(
        cached_statistics(cache / "statistics.pt", teachers.first, photos, config, random),
        cached_statistics(cache / "statistics-second.pt", teachers.second, photos, config, random),
    )
    run = new_run(config)
    if stable.exists():
        run = load_run(stable, config)
        random = np.random.default_rng([seed, run.step])
    decay_start = run.step if decay_now else max(run.step, config.stable_steps)
    batches = taught_batches(teachers, photos, config, random)
    started_s, first = time.monotonic(), run.step
    while run.step < decay_start + config.decay_steps:
        if run.step < decay_start and (cache / "decay-now").exists():
            decay_start = run.step
        for group in run.optimiser.param_groups:
            group["lr"] = learning_rate_at(run.step - run.warm_from, decay_start - run.warm_from, config)
        losses = train_step(run, config, next(batches), scales)
        if run.step % config.log_every_steps == 0:
            per_step_ms = 1000 * (time.monotonic() - started_s) / (run.step - first)
            log.info("step %d losses %s %.0f ms/step", run.step, " ".join(f"{v:.4f}" for v in losses), per_step_ms)
        if run.step % config.save_every_steps == 0 and run.step <= decay_start:
            save_run(run, stable)
    save_run(run, final)
    return final
