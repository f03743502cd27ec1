/** Rectangles that a person draws, moves and resizes on a picture: whole pixels, inside it. */
import { sampleAt } from '../math/bilinear';
import type { FloatRaster, PixelRect } from '../domain/picture';
import type { Size } from './fit';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A corner by which a rectangle is resized. */
export type Corner = 'north-west' | 'north-east' | 'south-west' | 'south-east';

/** The shorter side of the smallest rectangle, as a share of the picture's longer side. */
const leastShare = 0.01;

/** The least width and height of a rectangle on this picture, px. */
export function leastSide({ width, height }: Size): number {
  return Math.min(width, height, Math.max(1, Math.round(leastShare * Math.max(width, height))));
}

/** The rectangle between two points, at least the smallest one. */
export function rectBetween(from: Point, to: Point, picture: Size): PixelRect {
  const least = leastSide(picture);
  const across = span(Math.min(from.x, to.x), Math.max(from.x, to.x), picture.width, least);
  const down = span(Math.min(from.y, to.y), Math.max(from.y, to.y), picture.height, least);
  return { x: across.from, y: down.from, width: across.extent, height: down.extent };
}

/** A rectangle of this size around `centre`. */
export function rectAround(centre: Point, size: Size, picture: Size): PixelRect {
  const rect = { x: centre.x - size.width / 2, y: centre.y - size.height / 2, ...size };
  return moveRect({ ...rect, ...wholeSize(size, picture) }, { x: 0, y: 0 }, picture);
}

/** The rectangle moved by this much; it stops at the edges. */
export function moveRect(rect: PixelRect, by: Point, picture: Size): PixelRect {
  return {
    x: clamp(Math.round(rect.x + by.x), 0, picture.width - rect.width),
    y: clamp(Math.round(rect.y + by.y), 0, picture.height - rect.height),
    width: rect.width,
    height: rect.height,
  };
}

/** The rectangle with one corner moved by this much. It does not turn over: it stops at the smallest size. */
export function resizeRect(rect: PixelRect, corner: Corner, by: Point, picture: Size): PixelRect {
  const least = leastSide(picture);
  const right = rect.x + rect.width;
  const bottom = rect.y + rect.height;
  const isWest = corner.endsWith('west');
  const isNorth = corner.startsWith('north');
  const x = isWest ? clamp(Math.round(rect.x + by.x), 0, right - least) : rect.x;
  const y = isNorth ? clamp(Math.round(rect.y + by.y), 0, bottom - least) : rect.y;
  const toX = isWest ? right : clamp(Math.round(right + by.x), rect.x + least, picture.width);
  const toY = isNorth ? bottom : clamp(Math.round(bottom + by.y), rect.y + least, picture.height);
  return { x, y, width: toX - x, height: toY - y };
}

/** The highest value of a map inside a rectangle of the picture that it covers, 0–1. */
export function peakInRect(map: FloatRaster, { x, y, width, height }: PixelRect, picture: Size): number {
  const across = map.width / picture.width;
  const down = map.height / picture.height;
  const columns = steps(x * across, (x + width) * across);
  const rows = steps(y * down, (y + height) * down);
  return rows.reduce((peak, v) => columns.reduce((most, u) => Math.max(most, sampleAt(map, u, v)), peak), 0);
}

/** Positions from `from` to `to`, at most half a cell apart: between cell centres a bilinear map has no peak. */
function steps(from: number, to: number): readonly number[] {
  const count = Math.max(1, Math.ceil(2 * (to - from)));
  return Array.from({ length: count + 1 }, (_, at) => from + ((to - from) * at) / count);
}

function wholeSize(size: Size, picture: Size): Size {
  const least = leastSide(picture);
  return {
    width: clamp(Math.round(size.width), least, picture.width),
    height: clamp(Math.round(size.height), least, picture.height),
  };
}

function span(
  from: number,
  to: number,
  limit: number,
  least: number,
): { readonly from: number; readonly extent: number } {
  const extent = clamp(Math.round(to) - Math.round(from), least, limit);
  return { from: clamp(Math.round(from), 0, limit - extent), extent: Math.min(extent, limit) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
