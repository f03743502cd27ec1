"""The cover of the cells of a render equals the area of its masks."""

import numpy as np
import pytest

from trainer.render.defects import DEFECT_LABELS, DefectRequest
from trainer.render.sheet import render_sheet
from trainer.render.style import TRAINING, draw_style
from trainer.rubber.cells import GRID, cells_of

REQUESTS = (DefectRequest("rust", 0.2, degree=0.5), DefectRequest("bark", 0.03))


@pytest.mark.parametrize(("width", "height"), [(256, 256), (300, 128)])
def test_cells_add_up_to_the_amounts_that_the_rules_read(width: int, height: int) -> None:
    style = draw_style(np.random.default_rng(2), TRAINING)
    render = render_sheet(1, style, REQUESTS, width=width, height=height)
    cover = cells_of(render).astype(np.float64).mean(axis=(0, 1))
    assert cover[0] / 255 == pytest.approx(render.sheet.mean(), abs=0.005)
    for label, amount in render.amounts().items():
        assert 100 * cover[1 + DEFECT_LABELS.index(label)] / cover[0] == pytest.approx(amount, rel=0.05)


def test_cells_lie_where_the_masks_lie() -> None:
    render = render_sheet(1, draw_style(np.random.default_rng(2), TRAINING), REQUESTS, width=4 * GRID, height=4 * GRID)
    blocks = render.defects["bark"].reshape(GRID, 4, GRID, 4).mean(axis=(1, 3))
    assert np.abs(cells_of(render)[..., 1 + DEFECT_LABELS.index("bark")] / 255 - blocks).max() < 0.01
