import type { MaskRaster } from '../../src/domain/picture';

/**
 * The marked cells of a mask as the `d` attribute of an SVG path, in cells: one rectangle per horizontal run. Empty if no cell is
 * marked.
 */
export function maskToPath(mask: MaskRaster): string {
  const runs: string[] = [];
  for (let row = 0; row < mask.height; row++) runs.push(...runsOfRow(mask, row));
  return runs.join('');
}

function runsOfRow({ width, data }: MaskRaster, row: number): readonly string[] {
  const runs: string[] = [];
  let start = -1;
  for (let column = 0; column <= width; column++) {
    const isMarked = column < width && data[row * width + column] === 1;
    if (isMarked && start < 0) start = column;
    if (isMarked || start < 0) continue;
    runs.push(`M${start} ${row}h${column - start}v1h-${column - start}z`);
    start = -1;
  }
  return runs;
}
