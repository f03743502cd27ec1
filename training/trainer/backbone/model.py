"""The student: a small MobileNetV2-like trunk with three dense taps and an embedding.

Inverted residuals are those of Sandler et al. 2018 (arXiv:1801.04381). The widths of the taps (24 / 32 / 96) equal the
teacher's so that a tap can be compared with it raw, without a projection in between.
"""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class StageConfig:
    """One run of inverted residuals: the first block strides, the rest keep the size and add their input."""

    channels: int
    blocks: int
    stride: int
    expansion: int


@dataclass(frozen=True)
class StudentConfig:
    """Widths of the student. `stages` maps to the taps s4, s8, s16 and the tail, in that order. No side with 0 channels."""

    stem_channels: int = 16
    s4: tuple[StageConfig, ...] = (StageConfig(24, 2, 2, 4),)
    s8: tuple[StageConfig, ...] = (StageConfig(32, 3, 2, 4),)
    s16: tuple[StageConfig, ...] = (StageConfig(64, 3, 2, 6), StageConfig(96, 3, 1, 5))
    tail: tuple[StageConfig, ...] = (StageConfig(160, 3, 2, 4),)
    top_channels: int = 512
    side_channels: int = 384

    @property
    def pooled(self) -> int:
        """Length E of the pooled vector."""
        return self.top_channels + self.side_channels


class StudentOutput(NamedTuple):
    """s4 [N,24,H/4,W/4], s8 [N,32,H/8,W/8], s16 [N,96,H/16,W/16], top [N,T] and side [N,S]: means after ReLUs."""

    s4: Tensor
    s8: Tensor
    s16: Tensor
    top: Tensor
    side: Tensor

    @property
    def pooled(self) -> Tensor:
        """Top and side, [N, T + S]: the input of the maps to the teachers' pooled vectors."""
        return torch.cat([self.top, self.side], dim=1)

    @property
    def embedding(self) -> Tensor:
        """The embedding in the shipped file, [N, T + S + 152]: root of the top, side, mean of each tap.

        The top is sparse: many near-zeros and a few large values, and the root gives the small ones weight, like the power
        normalisation of Perronnin et al. 2010 does for Fisher vectors. The means of the taps add colour and grain.
        """
        taps = (tap.mean(dim=(2, 3)) for tap in (self.s16, self.s8, self.s4))
        return torch.cat([self.top.sqrt(), self.side, *taps], dim=1)


def conv_norm(inputs: int, outputs: int, kernel: int, stride: int, groups: int) -> nn.Sequential:
    """A convolution without bias followed by batch norm; the export folds the two into one."""
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)
    nn.init.kaiming_normal_(conv.weight, mode="fan_out")
    return nn.Sequential(conv, nn.BatchNorm2d(outputs))


class InvertedResidual(nn.Module):
    """Expand 1x1, depthwise 3x3, project 1x1 without activation; adds its input where shapes allow."""

    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int) -> None:
        super().__init__()
        hidden = inputs * expansion
        self.adds_input = stride == 1 and inputs == outputs
        self.expand = conv_norm(inputs, hidden, 1, 1, 1)
        self.depthwise = conv_norm(hidden, hidden, 3, stride, hidden)
        self.project = conv_norm(hidden, outputs, 1, 1, 1)
        self.act = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.act(self.expand(x))
        y = self.project(self.act(self.depthwise(y)))
        return x + y if self.adds_input else y


def build_stages(inputs: int, stages: tuple[StageConfig, ...]) -> nn.Sequential:
    blocks: list[nn.Module] = []
    for stage in stages:
        for index in range(stage.blocks):
            stride = stage.stride if index == 0 else 1
            blocks.append(InvertedResidual(inputs, stage.channels, stride, stage.expansion))
            inputs = stage.channels
    return nn.Sequential(*blocks)


def build_side(inputs: int, channels: int) -> nn.Sequential:
    """The part of the pooled vector from stride 16, which still has texture: expand 1x1, depthwise 3x3."""
    return nn.Sequential(
        conv_norm(inputs, channels, 1, 1, 1),
        nn.ReLU(inplace=True),
        conv_norm(channels, channels, 3, 1, channels),
        nn.ReLU(inplace=True),
    )


class Student(nn.Module):
    """[N,3,H,W] normalised RGB to three dense taps and the pooled vectors (see StudentOutput)."""

    def __init__(self, config: StudentConfig) -> None:
        super().__init__()
        self.stem = nn.Sequential(conv_norm(3, config.stem_channels, 3, 2, 1), nn.ReLU(inplace=True))
        self.s4 = build_stages(config.stem_channels, config.s4)
        self.s8 = build_stages(config.s4[-1].channels, config.s8)
        self.s16 = build_stages(config.s8[-1].channels, config.s16)
        self.tail = build_stages(config.s16[-1].channels, config.tail)
        self.top = nn.Sequential(conv_norm(config.tail[-1].channels, config.top_channels, 1, 1, 1), nn.ReLU(inplace=True))
        self.side = build_side(config.s16[-1].channels, config.side_channels) if config.side_channels else None

    def forward(self, image: Tensor) -> StudentOutput:
        s4 = self.s4(self.stem(image))
        s8 = self.s8(s4)
        s16 = self.s16(s8)
        top = self.top(self.tail(s16)).mean(dim=(2, 3))
        side = top[:, :0] if self.side is None else self.side(s16).mean(dim=(2, 3))
        return StudentOutput(s4, s8, s16, top, side)


@torch.no_grad()
def take_over(student: Student, weights: dict[str, Tensor]) -> bool:
    """Load the weights of a student that may lack later parts. Returns whether any was missing.

    A new residual block adds nothing at first (the gain of its last norm is 0, after Goyal et al. 2017,
    arXiv:1706.02677), so that the outputs of the taps and the top do not change.
    """
    missing, unexpected = student.load_state_dict(weights, strict=False)
    if unexpected:
        raise ValueError(f"weights of another shape of student: {unexpected}")
    for name, block in student.named_modules():
        if isinstance(block, InvertedResidual) and block.adds_input and f"{name}.project.0.weight" in missing:
            nn.init.zeros_(block.get_submodule("project.1").get_parameter("weight"))
    return bool(missing)


@torch.no_grad()
def fold_batch_norm(model: nn.Module) -> nn.Module:
    """Replace each (conv, batch norm) pair by one convolution with bias, in place. Call in eval mode."""
    for module in model.modules():
        if isinstance(module, nn.Sequential) and len(module) >= 2:
            conv, norm = module[0], module[1]
            if isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
                module[0] = torch.nn.utils.fusion.fuse_conv_bn_eval(conv, norm)
                module[1] = nn.Identity()
    return model
