"""Everything a distillation run depends on, in one place. A TOML file may override any field."""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from trainer.backbone.model import StageConfig, StudentConfig


@dataclass(frozen=True)
class DistilConfig:
    """Settings of one run. Steps, not epochs: warm-up, stable, decay."""

    batch: int = 24
    crop_px: int = 144
    learning_rate: float = 2e-3
    weight_decay: float = 1e-2
    warmup_steps: int = 300
    stable_steps: int = 8_000
    decay_steps: int = 1_500
    ema_decay: float = 0.999
    gradient_clip: float = 5.0
    pool_weight: float = 0.5
    second_weight: float = 1.0
    second_every: int = 3
    save_every_steps: int = 250
    log_every_steps: int = 50
    threads: int = 1
    device: str = "cpu"
    bf16: bool = False
    texture_share: float = 0.10
    thermal_share: float = 0.25
    student: StudentConfig = StudentConfig()


def load_config(path: Path | None) -> DistilConfig:
    """The defaults, with the fields of the TOML file replaced; in its table `student` a stage is a list of `StageConfig` rows."""
    if path is None:
        return DistilConfig()
    fields = tomllib.loads(path.read_text())
    student = {name: stages_of(value) for name, value in fields.pop("student", {}).items()}
    return replace(DistilConfig(), student=replace(StudentConfig(), **student), **fields)


def stages_of(value: int | list[list[int]]) -> Any:
    """A width unchanged; `[[channels, blocks, stride, expansion], ...]` as stages."""
    return value if isinstance(value, int) else tuple(StageConfig(*row) for row in value)


def learning_rate_at(step: int, decay_start: int, config: DistilConfig) -> float:
    """Linear warm-up, stable, linear decay to nearly zero (WSD, Hu et al. 2024, arXiv:2404.06395)."""
    if step < decay_start:
        return config.learning_rate * min(1.0, (step + 1) / config.warmup_steps)
    return config.learning_rate * max(0.0, 1.0 - (step - decay_start) / config.decay_steps) + 1e-6
