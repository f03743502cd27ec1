/** A picture without its marked regions: each is covered with a piece of its surroundings. */
import type { MaskRaster, Picture } from '../domain/picture';
import { outOfRange } from '../math/out-of-range';
import type { Extent, Size } from './fit';
import { findRegions, type Region } from './regions';
import { subjectShare } from './subject-share';

/** A covered picture, and the share of the picture that was covered. */
export interface Trimmed {
  readonly picture: Picture;
  readonly share: number;
}

/** The part that was covered: of the sheet where it stands out from its surroundings, else of the picture. */
export interface CoveredShare {
  readonly share: number;
  readonly shareOf: 'sheet' | 'picture';
}

/** A sheet that can be graded covers at least this share of the picture; a smaller area has only a colour of its surroundings. */
const smallestSheet = 0.1;

/** Converts the covered `share` of `picture` to a share of its sheet. */
export function shareOfSheet(share: number, picture: Picture): CoveredShare {
  const { width, height } = picture;
  const sheet = subjectShare(picture, { x: 0, y: 0, width, height });
  if (sheet === 1 || sheet < Math.max(smallestSheet, share)) return { share, shareOf: 'picture' };
  return { share: share / sheet, shareOf: 'sheet' };
}

/** The margin around a region, as a share of the long side: a mask ends inside the blurred edge of its spot. */
const marginShare = 0.012;
/** How far donors are tried, in sizes of the region, in each of sixteen directions. */
const donorDistances = [1.05, 1.4, 1.8, 2.4, 3.2, 4.5];
const directions = 16;

/**
 * Covers every region of `mask`, with a margin, by the pixels at that offset whose surroundings differ least from those of the
 * region (the principle of A. Criminisi et al., "Region filling and object removal by exemplar-based image inpainting", IEEE TIP 2004,
 * with one patch per region). Where every donor would leave the picture or touch a region, the mean of the surroundings is used.
 */
export function trimPicture(picture: Picture, mask: MaskRaster): Trimmed {
  const { width, height } = picture;
  const marks = grow(enlargeMask(mask, picture), picture, Math.ceil(marginShare * Math.max(width, height)));
  const out = { width, height, data: picture.data.slice() };
  const regions = findRegions({ width, height, data: marks });
  for (const region of regions) coverRegion(out, picture, marks, region);
  return { picture: out, share: regions.reduce((sum, { cells }) => sum + cells.length, 0) / (width * height) };
}

/** By the nearest cell. */
function enlargeMask(mask: MaskRaster, { width, height }: Size): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const column = Math.floor((((at % width) + 0.5) * mask.width) / width);
    const row = Math.floor(((Math.floor(at / width) + 0.5) * mask.height) / height);
    return mask.data[row * mask.width + column] ?? outOfRange();
  });
}

/** Marks every pixel within `reach` of a marked one, as a square: first along the rows, then along the columns. */
function grow(marks: Uint8Array, { width, height }: Size, reach: number): Uint8Array {
  const wide = growLines(marks, { lines: height, length: width, lineStep: width, step: 1 }, reach);
  return growLines(wide, { lines: width, length: height, lineStep: 1, step: width }, reach);
}

interface Lines {
  readonly lines: number;
  readonly length: number;
  readonly lineStep: number;
  readonly step: number;
}

function growLines(marks: Uint8Array, { lines, length, lineStep, step }: Lines, reach: number): Uint8Array {
  const grown = marks.slice();
  for (let line = 0; line < lines; line++) {
    let last = -Infinity;
    for (let at = 0; at < length + reach; at++) {
      if (at < length && marks[line * lineStep + at * step] === 1) last = at;
      const target = at - reach;
      if (target >= 0 && target < length && last >= target - reach) grown[line * lineStep + target * step] = 1;
    }
  }
  return grown;
}

function coverRegion(out: Picture, from: Picture, marks: Uint8Array, region: Region): void {
  const ring = ringOf(region, marks, from);
  const donor = bestDonor(from, marks, region, ring);
  const mean = donor === undefined ? meanColour(from, ring) : undefined;
  for (const cell of region.cells) {
    const source = donor === undefined ? 0 : 4 * (cell + donor);
    out.data.set(mean ?? from.data.subarray(source, source + 4), 4 * cell);
  }
}

/** Unmarked pixels around the region, every second one. */
function ringOf({ bounds }: Region, marks: Uint8Array, { width, height }: Size): readonly number[] {
  const [left, right] = [Math.max(0, bounds.x - 2), Math.min(width - 1, bounds.x + bounds.width + 1)];
  const [top, bottom] = [Math.max(0, bounds.y - 2), Math.min(height - 1, bounds.y + bounds.height + 1)];
  const ring: number[] = [];
  for (let x = left; x <= right; x += 2) ring.push(top * width + x, bottom * width + x);
  for (let y = top; y <= bottom; y += 2) ring.push(y * width + left, y * width + right);
  return ring.filter((cell) => marks[cell] === 0);
}

/** The offset of the best donor in cells of the picture. */
function bestDonor(picture: Picture, marks: Uint8Array, region: Region, ring: readonly number[]): number | undefined {
  let best: { readonly offset: number; readonly difference: number } | undefined;
  for (const { dx, dy } of offsetsFor(region.bounds)) {
    if (!isInside(region.bounds, picture, dx, dy)) continue;
    const offset = dy * picture.width + dx;
    if (region.cells.some((cell) => marks[cell + offset] === 1)) continue;
    const difference = differenceAt(picture, ring, offset);
    if (best === undefined || difference < best.difference) best = { offset, difference };
  }
  return best?.offset;
}

function* offsetsFor({ width, height }: Extent): Generator<{ readonly dx: number; readonly dy: number }> {
  for (const distance of donorDistances) {
    for (let direction = 0; direction < directions; direction++) {
      const angle = (2 * Math.PI * direction) / directions;
      yield {
        dx: Math.round(Math.cos(angle) * distance * (width + 4)),
        dy: Math.round(Math.sin(angle) * distance * (height + 4)),
      };
    }
  }
}

/** Whether the region with its ring stays in the picture. */
function isInside({ x, y, width, height }: Extent, picture: Size, dx: number, dy: number): boolean {
  const [left, top] = [x + dx - 2, y + dy - 2];
  return left >= 0 && top >= 0 && left + width + 4 <= picture.width && top + height + 4 <= picture.height;
}

/** The mean absolute difference of the channels between the ring and the ring of the donor. */
function differenceAt({ data }: Picture, ring: readonly number[], offset: number): number {
  let sum = 0;
  for (const cell of ring) {
    for (let channel = 0; channel < 3; channel++) {
      const here = data[4 * cell + channel] ?? outOfRange();
      sum += Math.abs(here - (data[4 * (cell + offset) + channel] ?? outOfRange()));
    }
  }
  return sum / ring.length;
}

function meanColour({ data }: Picture, ring: readonly number[]): readonly number[] {
  const mean = (channel: number): number =>
    ring.reduce((sum, cell) => sum + (data[4 * cell + channel] ?? outOfRange()), 0) / Math.max(1, ring.length);
  return [mean(0), mean(1), mean(2), 255];
}
