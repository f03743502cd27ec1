"""The thermal pictures in the data folder."""

from dataclasses import dataclass
from pathlib import Path

from trainer.arrays import ByteArray
from trainer.preprocess import read_picture


@dataclass(frozen=True)
class ThermalPicture:
    """One picture of the set: which transformer, whether faulty, its pixels."""

    transformer: str
    faulty: bool
    path: Path

    def pixels(self) -> ByteArray:
        return read_picture(self.path)


def thermal_pictures(data: Path) -> list[ThermalPicture]:
    """The original pictures in a fixed order. Raises FileNotFoundError where the data folder is absent."""
    root = data / "transformer-thermal" / "original"
    if not root.is_dir():
        raise FileNotFoundError(f"{root} is absent: set FIELDGRADE_DATA to the folder with the data")
    paths = sorted(path for path in root.glob("T*/*/*") if path.suffix.lower() in {".jpg", ".jpeg", ".png"})
    return [ThermalPicture(path.parts[-3], path.parts[-2] == "faulty", path) for path in paths]
