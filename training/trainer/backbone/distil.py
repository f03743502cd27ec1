"""Distillation of the teacher trunk into the student, by steps, resumable.

The loss is feature matching. Each tap's difference is divided by the teacher's own standard deviation per channel, so the
student learns the *raw* magnitudes (heat is a magnitude) and no channel drowns the others. Taps of equal shape are compared
as they are; the pooled embedding goes through a train-only linear map to the teacher's standardised 1,280 numbers.
"""

import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from torch import Tensor, nn

from trainer.backbone.config import DistilConfig, learning_rate_at
from trainer.backbone.crops import Floats, training_batch
from trainer.backbone.model import Student, StudentOutput
from trainer.backbone.photos import Pixels, open_photo_cache

log = logging.getLogger(__name__)

TEACHER_TAPS = ("s4_24", "s8_32", "s16_96", "pool1280")
TEACHER_POOL = 1280
STATISTICS_BATCHES = 20
Statistics = list[tuple[Tensor, Tensor]]


@dataclass
class Run:
    """What a checkpoint holds: student, train-only map, optimiser, averaged student, steps done."""

    net: Student
    pool: nn.Linear
    optimiser: torch.optim.Optimizer
    ema: dict[str, Tensor]
    step: int = 0


class Teacher:
    """The teacher trunk, run by ONNX Runtime (on the GPU where its build can)."""

    def __init__(self, data_root: Path, threads: int) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        path = data_root / "teachers" / "mobilenetv2_trunk.onnx"
        self.session = ort.InferenceSession(str(path), options, providers=ort.get_available_providers())

    def features(self, images: Floats) -> list[Tensor]:
        return [torch.from_numpy(value) for value in self.session.run(list(TEACHER_TAPS), {"input": images})]


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
    """Mean squared standardised difference per tap: 0 is the teacher, 1 the best constant guess."""
    wanted = [(value - mean) / std for value, (mean, std) in zip(teacher, statistics, strict=True)]
    dense = [(v.float() - mean) / std for v, (mean, std) in zip((out.s4, out.s8, out.s16), statistics, strict=False)]
    return [((got - want) ** 2).mean() for got, want in zip((*dense, pool.float()), wanted, strict=True)]


def new_run(config: DistilConfig) -> Run:
    net = Student(config.student).to(config.device)
    net = net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    pool = nn.Linear(config.student.embedding, TEACHER_POOL).to(config.device)
    parameters = [*net.parameters(), *pool.parameters()]
    optimiser = torch.optim.AdamW(
        parameters, fused=True, lr=config.learning_rate, weight_decay=config.weight_decay, betas=(0.9, 0.99)
    )
    return Run(net, pool, optimiser, {name: value.clone() for name, value in net.state_dict().items()})


def load_run(path: Path, config: DistilConfig) -> Run:
    saved = torch.load(path, map_location=config.device, weights_only=True)
    run = new_run(config)
    run.net.load_state_dict(saved["net"])
    run.pool.load_state_dict(saved["pool"])
    run.optimiser.load_state_dict(saved["opt"])
    run.ema, run.step = saved["ema"], int(saved["step"])
    return run


def save_run(run: Run, path: Path) -> None:
    partial = path.with_suffix(".partial")
    torch.save(
        {
            "net": run.net.state_dict(),
            "pool": run.pool.state_dict(),
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


def train_step(run: Run, config: DistilConfig, images: Floats, teacher: list[Tensor], statistics: Statistics) -> list[float]:
    """One optimiser step at the learning rate already set; returns the four losses."""
    run.net.train()
    x = torch.from_numpy(images).to(config.device, memory_format=torch.channels_last)
    with torch.autocast(config.device.split(":")[0], torch.bfloat16, enabled=config.bf16):
        out: StudentOutput = run.net(x)
        pool = run.pool(out.embedding)
    losses = matching_losses(out, pool, [value.to(config.device) for value in teacher], statistics)
    run.optimiser.zero_grad()
    total = losses[0] + losses[1] + losses[2] + config.pool_weight * losses[3]
    total.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_([*run.net.parameters(), *run.pool.parameters()], config.gradient_clip)
    run.optimiser.step()
    update_average(run, config.ema_decay)
    run.step += 1
    return [float(loss.detach()) for loss in losses]


def cached_statistics(
    file: Path, teacher: Teacher, photos: Pixels, config: DistilConfig, random: np.random.Generator
) -> Statistics:
    if not file.exists():
        batches = (teacher.features(training_batch(photos, config, random)) for _ in range(STATISTICS_BATCHES))
        torch.save(teacher_statistics(batches), file)
    loaded: Statistics = torch.load(file, map_location=config.device, weights_only=True)
    return loaded


def taught_batches(
    teacher: Teacher, photos: Pixels, config: DistilConfig, random: np.random.Generator
) -> Iterator[tuple[Floats, list[Tensor]]]:
    """Batches with the teacher's features, each prepared in a second thread while the student works on the one before."""

    def prepare() -> tuple[Floats, list[Tensor]]:
        images = training_batch(photos, config, random)
        return images, teacher.features(images)

    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(prepare)
        while True:
            ready = coming.result()
            coming = ahead.submit(prepare)
            yield ready


def distil(data_root: Path, cache: Path, seed: int, config: DistilConfig, decay_now: bool) -> Path:
    """Train to the end of the decay and return the final checkpoint.

    The stable phase continues from `cache/stable.pt` where that exists. `decay_now` starts the decay from it at once; a
    file `cache/decay-now` does so in a running process. The end is written to `cache/final.pt`.
    """
    torch.set_num_threads(config.threads)
    torch.manual_seed(seed)
    photos = open_photo_cache(data_root, cache)
    teacher = Teacher(data_root, config.threads)
    random = np.random.default_rng(seed)
    stable, final = cache / "stable.pt", cache / "final.pt"
    statistics = cached_statistics(cache / "statistics.pt", teacher, photos, config, random)
    run = new_run(config)
    if stable.exists():
        run = load_run(stable, config)
        random = np.random.default_rng([seed, run.step])
    decay_start = run.step if decay_now else max(run.step, config.stable_steps)
    batches = taught_batches(teacher, photos, config, random)
    started_s, first = time.monotonic(), run.step
    while run.step < decay_start + config.decay_steps:
        if run.step < decay_start and (cache / "decay-now").exists():
            decay_start = run.step
        for group in run.optimiser.param_groups:
            group["lr"] = learning_rate_at(run.step, decay_start, config)
        images, wanted = next(batches)
        losses = train_step(run, config, images, wanted, statistics)
        if run.step % config.log_every_steps == 0:
            per_step_ms = 1000 * (time.monotonic() - started_s) / (run.step - first)
            log.info("step %d losses %s %.0f ms/step", run.step, " ".join(f"{v:.4f}" for v in losses), per_step_ms)
        if run.step % config.save_every_steps == 0 and run.step <= decay_start:
            save_run(run, stable)
    save_run(run, final)
    return final
