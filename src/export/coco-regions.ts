/** Where the regions of a picture are, for COCO: polygons and area from the mask. */
import type { AnomalyBox } from '../domain/inspection';
import type { MaskRaster } from '../domain/picture';
import { outlinesOf } from '../vision/outline';
import { findRegions, type Region } from '../vision/regions';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle in pixels: x, y, width, height. */
type Rectangle = readonly [x: number, y: number, width: number, height: number];

/** One region in pixels of the picture file. */
export interface CocoRegion {
  readonly bbox: Rectangle;
  readonly segmentation: readonly (readonly number[])[];
  readonly area: number;
}

/** What is needed of a picture. `inspected` is the size that the boxes refer to; the mask covers the whole picture. */
export interface RegionSource {
  readonly boxes: readonly AnomalyBox[];
  readonly inspected: Size;
  readonly file: Size;
  /** Undefined where it was not sent or does not fit its size: the box is then the polygon. */
  readonly mask: MaskRaster | undefined;
}

/** The region of each box: the one of the mask that fits it best. Each region of the mask belongs to one box. */
export function cocoRegions({ boxes, inspected, file, mask }: RegionSource): readonly CocoRegion[] {
  const free = mask === undefined ? [] : findRegions(mask).map((region) => toMarked(region, mask, file));
  return boxes.map((box) => {
    const bbox = toFile(box, file.width / inspected.width, file.height / inspected.height);
    const best = bestFit(free, bbox);
    if (best === undefined) return { bbox, segmentation: [cornersOf(bbox)], area: hundredths(bbox[2] * bbox[3]) };
    free.splice(free.indexOf(best), 1);
    return { bbox, segmentation: best.polygons(), area: best.area };
  });
}

/**
 * The mask that belongs to the boxes: of each box the region of the stored mask that fits it, or the box itself where a person drew
 * it or the mask is not here. Regions without a box, which a person has rejected, are left out.
 */
export function maskOfBoxes({ boxes, inspected, mask }: Omit<RegionSource, 'file'>): MaskRaster {
  const size = mask ?? reducedTo(inspected, boxMaskSidePx);
  const drawn = { width: size.width, height: size.height, data: new Uint8Array(size.width * size.height) };
  const free =
    mask === undefined ? [] : findRegions(mask).map((region) => ({ region, bounds: boundsOf(region.bounds) }));
  for (const box of boxes) {
    const rectangle = toFile(box, size.width / inspected.width, size.height / inspected.height);
    const best = bestFit(free, rectangle);
    if (best === undefined) fillBox(drawn, rectangle);
    else for (const cell of free.splice(free.indexOf(best), 1)[0]?.region.cells ?? []) drawn.data[cell] = 1;
  }
  return drawn;
}

/** Long side of a mask that is drawn from boxes alone. */
const boxMaskSidePx = 640;

function reducedTo({ width, height }: Size, longSide: number): Size {
  const scale = Math.min(1, longSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function boundsOf({ x, y, width, height }: Region['bounds']): Rectangle {
  return [x, y, width, height];
}

function fillBox({ width, height, data }: MaskRaster, [x, y, across, down]: Rectangle): void {
  const [left, right] = [Math.max(0, Math.floor(x)), Math.min(width, Math.ceil(x + across))];
  for (let row = Math.max(0, Math.floor(y)); row < Math.min(height, Math.ceil(y + down)); row++) {
    data.fill(1, row * width + left, row * width + right);
  }
}

/** A region of the mask in pixels of the file. */
interface MarkedRegion {
  readonly bounds: Rectangle;
  readonly area: number;
  readonly polygons: () => readonly (readonly number[])[];
}

function toMarked({ cells, bounds }: Region, mask: MaskRaster, file: Size): MarkedRegion {
  const across = file.width / mask.width;
  const down = file.height / mask.height;
  return {
    bounds: toFile(bounds, across, down),
    area: hundredths(cells.length * across * down),
    polygons: () =>
      outlinesOf(cells, mask.width).map((outline) =>
        outline.map((corner, at) => hundredths(corner * (at % 2 === 0 ? across : down))),
      ),
  };
}

/** The region whose rectangle overlaps the most with `bbox`, as a share of both together; undefined where none does. */
function bestFit<Found extends Pick<MarkedRegion, 'bounds'>>(
  regions: readonly Found[],
  bbox: Rectangle,
): Found | undefined {
  let best: Found | undefined;
  let most = 0;
  for (const region of regions) {
    const share = overlapShare(region.bounds, bbox);
    if (share > most) [best, most] = [region, share];
  }
  return best;
}

function overlapShare(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a[2] * a[3] + b[2] * b[3] - shared);
}

function toFile(
  { x, y, width, height }: Size & { readonly x: number; readonly y: number },
  across: number,
  down: number,
) {
  const rectangle: Rectangle = [
    hundredths(x * across),
    hundredths(y * down),
    hundredths(width * across),
    hundredths(height * down),
  ];
  return rectangle;
}

function cornersOf([x, y, width, height]: Rectangle): readonly number[] {
  return [x, y, x + width, y, x + width, y + height, x, y + height].map(hundredths);
}

function hundredths(px: number): number {
  return Math.round(px * 100) / 100;
}
