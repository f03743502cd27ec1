import sharp from 'sharp';

/** A picture as PNG, upright; undefined where it cannot be decoded. */
export async function toPng(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return await sharp(bytes).rotate().png().toBuffer();
  } catch {
    // Damaged, or a format that `sharp` lacks: the library has no typed errors.
    return undefined;
  }
}
