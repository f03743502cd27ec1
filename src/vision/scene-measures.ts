import type { SceneMeasures } from '../domain/drift';
import type { Picture } from '../domain/picture';
import { outOfRange } from '../math/out-of-range';
import { measureFrame } from './frame-measures';

/** Measures a thumbnail: at most `frameLongSidePx` pixels on its long side. */
export function measureScene(thumbnail: Picture): SceneMeasures {
  const { light, contrast, blur, fill } = measureFrame(thumbnail);
  return { light, contrast, blur, fill, warmth: warmthOf(thumbnail), aspect: thumbnail.width / thumbnail.height };
}

/** Mean red minus mean blue. */
function warmthOf({ width, height, data }: Picture): number {
  let sum = 0;
  for (let at = 0; at < 4 * width * height; at += 4) {
    sum += (data[at] ?? outOfRange()) - (data[at + 2] ?? outOfRange());
  }
  return sum / (width * height);
}
