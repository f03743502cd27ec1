/** The geometry of the close look: overlapping tiles of one picture. Definition: `models/README.md`, "Tiles". */
import { without } from './without';
import type { Pack, PackInput, Tiles } from './pack';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** One tile along an axis: where it starts, and which of its cells it gives to the joined grid. In cells. */
export interface TileSpan {
  /** Of the tile's first cell, on the joined grid. */
  readonly start: number;
  /** The first cell that it gives, counted from its own start. */
  readonly firstGiven: number;
  /** One after the last cell that it gives, counted from its own start. */
  readonly endGiven: number;
}

/** The spans of `count` tiles of `cells` cells of which neighbours share `overlap`. */
export function tileSpans(count: number, cells: number, overlap: number): readonly TileSpan[] {
  return Array.from({ length: count }, (_, tile) => ({
    start: tile * (cells - overlap),
    firstGiven: tile === 0 ? 0 : overlap / 2,
    endGiven: tile === count - 1 ? cells : cells - overlap / 2,
  }));
}

/** The cells of all tiles together. */
export function joinedGrid(grid: Size, { columns, rows, overlap }: Tiles): Size {
  return {
    width: columns * grid.width - (columns - 1) * overlap,
    height: rows * grid.height - (rows - 1) * overlap,
  };
}

/** The input block of the extent, of which the tiles are parts. */
export function extentInput({ tiles, ...input }: PackInput, grid: Size): PackInput {
  if (tiles === undefined) return input;
  const joined = joinedGrid(grid, tiles);
  return {
    ...input,
    widthPx: (joined.width * input.widthPx) / grid.width,
    heightPx: (joined.height * input.heightPx) / grid.height,
  };
}

/** The pack as if the network's input had the size of the extent: what happens after the cells are joined needs no tiles. */
export function packOfExtent(pack: Pack): Pack {
  const { input, anomaly } = pack;
  if (input.tiles === undefined || anomaly === undefined) return pack;
  const { patches } = anomaly;
  const grid = joinedGrid(patches.grid, input.tiles);
  return {
    ...pack,
    input: extentInput(input, patches.grid),
    anomaly: { ...anomaly, patches: { ...patches, grid } },
  };
}

/** The pack with another look; `undefined` is the whole picture. */
export function withTiles(pack: Pack, tiles: Tiles | undefined): Pack {
  const input = without(pack.input, 'tiles');
  return { ...pack, input: tiles === undefined ? input : { ...input, tiles } };
}
