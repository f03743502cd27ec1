"""Ribbed smoked sheets of natural rubber, with their defects as masks. Deterministic from (seed, style, requests)."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from trainer.render.backgrounds import BACKGROUNDS
from trainer.render.camera import photograph, warp
from trainer.render.defects import DefectLabel, DefectRequest
from trainer.render.scene import Placement, cast_shadow, lay_fingers, lay_pole, place_sheets
from trainer.render.sheet_texture import SHEET_BIT, SheetTexture, defect_bit, sheet_texture
from trainer.render.style import Style
from trainer.render.types import Bits, Field, Light, Mask, Picture, Random


@dataclass(frozen=True)
class SheetRender:
    """`picture` [H, W, 3] sRGB; `sheet` and every defect mask [H, W]; the masks lie inside `sheet`."""

    picture: Picture
    sheet: Mask
    defects: dict[DefectLabel, Mask]
    style: Style
    requests: tuple[DefectRequest, ...]
    seed: int

    def amounts(self) -> dict[DefectLabel, float]:
        """Percent of the visible sheet under each defect, times its degree (what `rubber.rules` reads)."""
        area = max(int(self.sheet.sum()), 1)
        degree = {request.label: request.degree for request in self.requests}
        return {label: 100.0 * int(mask.sum()) / area * degree[label] for label, mask in self.defects.items()}


def render_sheet(
    seed: int, style: Style, requests: tuple[DefectRequest, ...], *, width: int = 320, height: int = 320
) -> SheetRender:
    """One photo of one or more sheets that all carry the requested defects."""
    random = np.random.default_rng(seed)
    light = BACKGROUNDS[style.background](random, height, width).astype(np.float32)
    light *= np.float32(random.uniform(0.7, 1.1))
    bits = np.zeros((height, width), dtype=np.int32)
    placements = place_sheets(random, style, width, height)
    side = max(placement.texture_side() for placement in placements)
    texture = sheet_texture(random, style, requests, round(side), round(side))
    for placement in placements:
        light, bits = lay_sheet(light, bits, texture, placement)
    light, bits = _surroundings(random, style, light, bits, placements)
    return finished(random, light, bits, (style, requests, seed))


def finished(random: Random, light: Light, bits: Bits, of: tuple[Style, tuple[DefectRequest, ...], int]) -> SheetRender:
    """The photo of the scene, with the masks of its sheets and defects. `of`: style, requests and seed of the scene."""
    style, requests, seed = of
    height, width = bits.shape
    picture = photograph(
        random,
        light,
        warmth=style.warmth,
        contrast=style.contrast,
        blur_px=style.blur_px * min(width, height) / 320,
        noise=style.noise,
        jpeg_quality=style.jpeg_quality,
    )
    defects = {request.label: (bits & defect_bit(request.label)) > 0 for request in requests}
    return SheetRender(picture, (bits & SHEET_BIT) > 0, defects, style, requests, seed)


def lay_sheet(light: Light, bits: Bits, texture: SheetTexture, placement: Placement) -> tuple[Light, Bits]:
    """The texture over the picture at one placement."""
    size = (light.shape[1], light.shape[0])
    quad = placement.quad[[1, 0, 3, 2]] if placement.mirrored else placement.quad
    planes = [texture.cover, *np.moveaxis(texture.light * np.float32(placement.gain), 2, 0)]
    cover, *rgb = (
        np.asarray(warp(Image.fromarray(np.ascontiguousarray(plane)), quad, size, Image.Resampling.BILINEAR)) for plane in planes
    )
    labels = np.asarray(warp(Image.fromarray(texture.bits), quad, size, Image.Resampling.NEAREST))
    seen = (cover > 0.5) & (labels > 0)
    over = light + (np.stack(rgb, axis=2) - light) * cover[..., None]
    return over.astype(np.float32), np.where(seen, labels, bits)


def _surroundings(random: Random, style: Style, light: Light, bits: Bits, placements: list[Placement]) -> tuple[Light, Bits]:
    """Poles and fingers in front of the sheet (they hide its labels), and shadows over everything."""
    if style.has_pole and style.framing != "close-up":
        top = float(np.mean([placement.quad[:2, 1].mean() for placement in placements])) / light.shape[0]
        light, cover = lay_pole(random, light, top + 0.01)
        bits = _hide(bits, cover)
    if style.has_fingers:
        light, cover = lay_fingers(random, light)
        bits = _hide(bits, cover)
    behind_is_bright = style.background in ("sky", "dusk", "light-table", "leaves")
    shaded = (bits > 0) if behind_is_bright else np.ones_like(bits, dtype=np.bool_)
    for _ in range(style.shadows):
        light = np.where(shaded[..., None], cast_shadow(random, light), light)
    return light, bits


def _hide(bits: Bits, cover: Field) -> Bits:
    return np.where(cover > 0.5, 0, bits).astype(np.int32)
