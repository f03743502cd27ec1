/** Judges a photo once more without its marked regions. */
import type { Verdict } from '../../domain/inspection';
import type { MaskRaster, Picture } from '../../domain/picture';
import { succeed, type Result } from '../../domain/result';
import type { QueueFault } from '../../services/inspect-queue-state';
import type { Inspector } from '../../services/inspector';
import { shareOfSheet, trimPicture, type CoveredShare } from '../../vision/trim';

/** Long side of the copy that is judged, px: more than twice the network's input. */
const longSidePx = 768;

/** The verdicts on the same copy of the photo, before and after its marked regions were covered. */
export interface TrimOutcome extends CoveredShare {
  readonly before: Verdict;
  readonly after: Verdict;
  /** What was judged, as PNG. */
  readonly covered: ArrayBuffer;
}

/** Covers the regions of `mask` and lets the worker judge the photo before and after. Nothing is saved. */
export async function trimPhoto(
  photo: { readonly bytes: ArrayBuffer; readonly mime: string },
  mask: MaskRaster,
  { inspector, packId }: { readonly inspector: Inspector; readonly packId: string },
): Promise<Result<TrimOutcome, QueueFault>> {
  const prepared = await inspector.prepare(packId);
  if (!prepared.ok) return prepared;
  const picture = await decodeSmall(photo);
  const { picture: trimmed, share } = trimPicture(picture, mask);
  const before = await inspector.inspect({ packId, file: await encode(picture) });
  if (!before.ok) return before;
  const covered = await encode(trimmed);
  const after = await inspector.inspect({ packId, file: covered });
  if (!after.ok) return after;
  return succeed({
    ...shareOfSheet(share, picture),
    before: before.value.verdict,
    after: after.value.verdict,
    covered: await covered.arrayBuffer(),
  });
}

async function decodeSmall({ bytes, mime }: { readonly bytes: ArrayBuffer; readonly mime: string }): Promise<Picture> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: mime }));
  try {
    const scale = Math.min(1, longSidePx / Math.max(bitmap.width, bitmap.height));
    const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
    const context = contextOf(new OffscreenCanvas(width, height));
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  } finally {
    bitmap.close();
  }
}

function encode({ width, height, data }: Picture): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  contextOf(canvas).putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('No 2D canvas');
  return context;
}
