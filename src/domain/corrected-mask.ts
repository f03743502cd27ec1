/** The mask of a corrected verdict: what the pack marked inside the remaining regions, and the regions that a person drew. */
import { shownBoxes } from './corrected-verdict';
import type { AnomalyVerdict } from './inspection';
import type { MaskRaster, PixelRect } from './picture';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Both masks cover the whole picture. */
export interface CorrectedMasks {
  /** Only what the pack marked: for the heat map, which shows what was measured. */
  readonly measured: MaskRaster;
  /** With every cell of the regions that a person drew: for mask and filtered picture. */
  readonly filled: MaskRaster;
}

/** `mask`: as the pack marked. `picture`: the size to which the boxes refer. */
export function correctedMasks(mask: MaskRaster, anomaly: AnomalyVerdict, picture: Size): CorrectedMasks {
  const boxes = anomaly.isAnomalous ? shownBoxes({ anomaly }) : [];
  const inside = fillRects(boxes, mask, picture);
  const drawn = fillRects(
    boxes.filter(({ from }) => from === 'person'),
    mask,
    picture,
  );
  const measured = mask.data.map((cell, at) => (inside[at] === 1 ? cell : 0));
  return {
    measured: { ...mask, data: measured },
    filled: { ...mask, data: measured.map((cell, at) => cell | (drawn[at] === 1 ? 1 : 0)) },
  };
}

/** 1 for each cell of a raster of `size` that one of the rectangles touches. */
function fillRects(rects: readonly PixelRect[], size: Size, picture: Size): Uint8Array {
  const filled = new Uint8Array(size.width * size.height);
  for (const rect of rects) {
    const left = Math.max(0, Math.floor((rect.x * size.width) / picture.width));
    const right = Math.min(size.width, Math.ceil(((rect.x + rect.width) * size.width) / picture.width));
    const top = Math.max(0, Math.floor((rect.y * size.height) / picture.height));
    const bottom = Math.min(size.height, Math.ceil(((rect.y + rect.height) * size.height) / picture.height));
    for (let y = top; y < bottom; y++) filled.fill(1, y * size.width + left, y * size.width + right);
  }
  return filled;
}
