import type { TileSpan } from '../domain/close-look';
import type { Vectors } from './memory-bank';

interface Grid {
  readonly width: number;
  readonly height: number;
}

/** Vectors of the joined grid, to be filled tile by tile. */
export function emptyVectors({ width, height }: Grid, columns: number): Vectors {
  return { rows: width * height, columns, data: new Float32Array(width * height * columns) };
}

/** Where a tile lies. */
interface TilePlace {
  readonly across: TileSpan;
  readonly down: TileSpan;
  readonly tileGrid: Grid;
  readonly joinedGrid: Grid;
}

/** Writes the cells that one tile gives into the joined grid. */
export function writeTile(joined: Vectors, tile: Vectors, { across, down, tileGrid, joinedGrid }: TilePlace): void {
  const { columns } = joined;
  for (let row = down.firstGiven; row < down.endGiven; row++) {
    const from = row * tileGrid.width + across.firstGiven;
    const to = (down.start + row) * joinedGrid.width + across.start + across.firstGiven;
    const count = across.endGiven - across.firstGiven;
    joined.data.set(tile.data.subarray(from * columns, (from + count) * columns), to * columns);
  }
}
