"""The location of the pictures for training and evaluation."""

import os
from pathlib import Path

DEFAULT_ROOT = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def data_root() -> Path:
    """`FIELDGRADE_DATA`; without it `shared/data` beside the repository."""
    return Path(os.environ.get("FIELDGRADE_DATA", DEFAULT_ROOT)).resolve()
