"""The student, its training batches, its export."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper
from torch.nn import functional

from trainer.backbone import export
from trainer.backbone.config import DistilConfig, learning_rate_at, load_config
from trainer.backbone.crops import training_batch
from trainer.backbone.distil import (
    Scales,
    TrainingBatch,
    load_run,
    matching_losses,
    new_run,
    save_run,
    teacher_statistics,
    train_step,
)
from trainer.backbone.export import (
    OUTPUTS,
    TOLERANCE,
    ExportDisagreesError,
    Layers,
    compact_weights,
    export_student,
    quantise_rows,
    rounded,
    run_bytes,
    worst,
)
from trainer.backbone.model import StageConfig, Student, StudentConfig
from trainer.backbone.probe import probe_batch
from trainer.rubber.words import TextureWords, WordsSize
from trainer.spots.finder import SpotFinder


def one_block(channels: int) -> tuple[StageConfig, ...]:
    return (StageConfig(channels, 1, 2, 2),)


SMALL = StudentConfig(8, one_block(24), one_block(32), one_block(96), one_block(96), 32, 16)


def lively_student() -> Student:
    """A small student whose batch norms have statistics, so that folding them matters."""
    torch.manual_seed(0)
    student = Student(SMALL).train()
    for _ in range(3):
        student(torch.randn(4, 3, 64, 64))
    return student.eval()


def test_taps_have_their_strides_and_the_teachers_widths() -> None:
    out = lively_student()(torch.zeros(2, 3, 64, 96))
    assert [tuple(t.shape) for t in out] == [(2, 24, 16, 24), (2, 32, 8, 12), (2, 96, 4, 6), (2, 32), (2, 16)]


def test_the_embedding_is_the_root_of_the_top_the_side_and_the_mean_of_each_tap() -> None:
    out = lively_student()(torch.randn(2, 3, 64, 96))
    assert out.embedding.shape == (2, 32 + 16 + 96 + 32 + 24)
    assert torch.allclose(out.embedding[:, :32] ** 2, out.top, atol=1e-6)
    assert torch.equal(out.embedding[:, 32:48], out.side)
    assert torch.allclose(out.embedding[0, 48 + 96 + 5], out.s8[0, 5].mean(), atol=1e-6)


def test_export_equals_the_network_with_the_rounded_weights(tmp_path: Path) -> None:
    report = export_student(
        lively_student(),
        Layers(TextureWords((24, 32, 96), WordsSize(5, 4, 3)).eval(), SpotFinder(4).eval()),
        tmp_path / "b.onnx",
        probe_batch(0, 2, 64),
    )
    assert set(report.disagreement) == set(OUTPUTS)
    assert max(report.disagreement.values()) <= TOLERANCE
    wide = run_bytes((tmp_path / "b.onnx").read_bytes(), np.zeros((1, 3, 96, 32), np.float32))
    assert wide["s4"].shape == (1, 24, 24, 8)


@pytest.mark.parametrize("factor", [1.01, float("nan")])
def test_export_refuses_to_write_a_file_that_disagrees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, factor: float) -> None:
    def spoilt(model: onnx.ModelProto) -> onnx.ModelProto:
        """One convolution's scales off by `factor`."""
        made = compact_weights(model)
        scale = next(weight for weight in made.graph.initializer if weight.name.endswith("_scale"))
        scale.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(scale) * np.float32(factor), scale.name))
        return made

    monkeypatch.setattr(export, "compact_weights", spoilt)
    layers = Layers(TextureWords((24, 32, 96), WordsSize(5, 4, 3)).eval(), SpotFinder(4).eval())
    with pytest.raises(ExportDisagreesError):
        export_student(lively_student(), layers, tmp_path / "b.onnx", probe_batch(0, 2, 64))
    assert not (tmp_path / "b.onnx").exists()


def test_disagreement_is_relative_to_the_largest_number() -> None:
    wanted = np.array([0, -4, 2], np.float32)
    assert worst(wanted + np.array([0, 0, 1], np.float32), wanted) == pytest.approx(0.25)
    assert worst(np.zeros(3, np.float32), np.zeros(3, np.float32)) == 0


def test_quantised_rows_are_within_half_a_step() -> None:
    weights = np.random.default_rng(2).normal(size=(5, 3, 3, 3)).astype(np.float32)
    codes, scales = quantise_rows(weights)
    assert np.abs(codes * scales.reshape(-1, 1, 1, 1) - weights).max() <= scales.max() / 2 + 1e-6


def test_small_kernels_are_kept_to_half_a_thousandth_and_large_ones_as_codes() -> None:
    random = np.random.default_rng(2)
    small, large = (random.normal(size=shape).astype(np.float32) for shape in ((16, 1, 3, 3), (96, 64, 1, 1)))
    assert np.abs(rounded(small) - small).max() <= np.abs(small).max() / 2048
    codes, scales = quantise_rows(large)
    assert np.array_equal(rounded(large), codes * scales.reshape(-1, 1, 1, 1))


def test_the_schedule_warms_up_holds_and_decays() -> None:
    config = DistilConfig(learning_rate=1.0, warmup_steps=10, decay_steps=10)
    rates = [learning_rate_at(step, 30, config) for step in (0, 9, 29, 30, 35, 40)]
    assert rates == pytest.approx([0.1, 1, 1, 1, 0.5, 0], abs=1e-5)


def test_a_toml_file_replaces_fields(tmp_path: Path) -> None:
    (tmp_path / "gpu.toml").write_text('device = "cuda"\nbatch = 256\n')
    assert load_config(tmp_path / "gpu.toml") == DistilConfig(device="cuda", batch=256)
    (tmp_path / "small.toml").write_text("[student]\ntail = [[96, 1, 2, 2]]\nside_channels = 0\n")
    assert load_config(tmp_path / "small.toml").student == StudentConfig(tail=(StageConfig(96, 1, 2, 2),), side_channels=0)


def test_training_batches_depend_on_the_seed_alone() -> None:
    photos = np.random.default_rng(0).integers(0, 256, (3, 256, 256, 3), dtype=np.uint8)
    config = DistilConfig(batch=4, crop_px=48)
    first, again = (training_batch(photos, config, np.random.default_rng(9)) for _ in range(2))
    assert np.array_equal(first, again)
    assert first.shape == (4, 3, 48, 48)


TAUGHT = [torch.randn(2, 24, 8, 8), torch.randn(2, 32, 4, 4), torch.randn(2, 96, 2, 2), torch.randn(2, 1280)]
SECOND = torch.randn(2, 1024)
SCALES = Scales(teacher_statistics(iter([TAUGHT])), teacher_statistics(iter([[SECOND]])))
TINY = DistilConfig(student=SMALL, batch=2, crop_px=32)


def batch(second: torch.Tensor | None = SECOND) -> TrainingBatch:
    images = np.random.default_rng(0).normal(size=(2, 3, 32, 32)).astype(np.float32)
    return TrainingBatch(images, TAUGHT, second)


def test_a_run_continues_from_its_checkpoint(tmp_path: Path) -> None:
    torch.manual_seed(0)
    run = new_run(TINY)
    train_step(run, TINY, batch(), SCALES)
    save_run(run, tmp_path / "c.pt")
    losses = [train_step(r, TINY, batch(), SCALES) for r in (run, load_run(tmp_path / "c.pt", TINY))]
    assert losses[0] == pytest.approx(losses[1], rel=1e-4)


def test_the_second_teacher_is_used_in_its_batches_only() -> None:
    torch.manual_seed(0)
    run = new_run(TINY)
    losses = [train_step(run, TINY, batch(), SCALES) for _ in range(30)]
    assert losses[-1][4] < 0.7 * losses[0][4]
    assert len(train_step(run, TINY, batch(None), SCALES)) == 4


def test_a_smaller_run_is_taken_over_with_equal_outputs(tmp_path: Path) -> None:
    torch.manual_seed(0)
    old = new_run(TINY)
    save_run(old, tmp_path / "c.pt")
    saved = torch.load(tmp_path / "c.pt", weights_only=True)
    small = {name: value for name, value in saved["net"].items() if not name.startswith("side.")}
    pool = {"weight": saved["pool"]["weight"][:, :32], "bias": saved["pool"]["bias"]}
    torch.save({"net": small, "ema": small, "pool": pool, "step": 7}, tmp_path / "c.pt")
    longer = replace(SMALL, tail=(StageConfig(96, 2, 2, 2),))
    run = load_run(tmp_path / "c.pt", replace(TINY, student=longer))
    image = torch.randn(2, 3, 32, 32)
    was, now = old.net.eval()(image).pooled[:, :32], run.net.eval()(image).pooled
    assert (run.step, run.warm_from) == (7, 7)
    assert torch.allclose(was, now[:, :32], atol=1e-5)
    assert torch.allclose(functional.linear(was, pool["weight"], pool["bias"]), run.pool(now), atol=1e-4)


def test_the_loss_of_the_teachers_own_features_is_zero() -> None:
    out = lively_student()(torch.randn(2, 3, 32, 32))
    teacher = [out.s4.detach(), out.s8.detach(), out.s16.detach(), torch.randn(2, 1280)]
    statistics = teacher_statistics(iter([teacher]))
    mean, std = statistics[3]
    losses = matching_losses(out, (teacher[3] - mean) / std, teacher, statistics)
    assert [float(loss.detach()) for loss in losses] == pytest.approx([0, 0, 0, 0], abs=1e-9)
