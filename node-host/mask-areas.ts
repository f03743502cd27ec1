/** The marked areas of a mask picture. */
import type { FractionRect } from '../src/domain/pack';
import type { PictureFault } from '../src/domain/picture';
import { succeed, type Result } from '../src/domain/result';
import { findRegions } from '../src/vision/regions';
import { decodePicture } from './decode-picture';

/** One rectangle for each connected light area, in fractions of the picture. Empty: nothing is marked. */
export async function readMaskAreas(bytes: Uint8Array): Promise<Result<readonly FractionRect[], PictureFault>> {
  const decoded = await decodePicture(bytes);
  if (!decoded.ok) return decoded;
  const { width, height, data } = decoded.value;
  const marked = Uint8Array.from({ length: width * height }, (_, pixel) => (isLight(data[4 * pixel]) ? 1 : 0));
  const regions = findRegions({ width, height, data: marked });
  return succeed(
    regions.map(({ bounds }) => ({
      x: bounds.x / width,
      y: bounds.y / height,
      width: bounds.width / width,
      height: bounds.height / height,
    })),
  );
}

function isLight(red: number | undefined): boolean {
  return red !== undefined && red >= 128;
}
