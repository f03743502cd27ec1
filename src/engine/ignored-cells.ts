import type { FractionRect, PackAnomaly } from '../domain/pack';
import type { FitPlan, Size } from '../vision/fit';

/** 1 for each cell of the grid whose centre lies in a rectangle that the pack ignores. */
export function ignoredCells(
  { patches, ignore }: PackAnomaly,
  input: Size,
  { plan, picture }: { readonly plan: FitPlan; readonly picture: Size },
): Uint8Array {
  const { width, height } = patches.grid;
  const ignored = new Uint8Array(width * height);
  if (ignore.length === 0) return ignored;
  const { source, target } = plan;
  return ignored.map((_, cell) => {
    const column = (((cell % width) + 0.5) * input.width) / width;
    const row = ((Math.floor(cell / width) + 0.5) * input.height) / height;
    const x = (source.x + ((column - target.x) * source.width) / target.width) / picture.width;
    const y = (source.y + ((row - target.y) * source.height) / target.height) / picture.height;
    return ignore.some((rect) => contains(rect, x, y)) ? 1 : 0;
  });
}

function contains(rect: FractionRect, x: number, y: number): boolean {
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}
