import sharp from 'sharp';
import type { Picture } from '../src/domain/picture';
import { fitLongSide, jpegQuality, type EncodedPicture } from '../src/domain/stored-picture';

/** The picture as a JPEG of at most `longSidePx`, transparent parts over white, without metadata. */
export async function encodePhoto(picture: Picture, longSidePx: number): Promise<EncodedPicture> {
  const { width, height } = fitLongSide(picture, longSidePx);
  const raw = { width: picture.width, height: picture.height, channels: 4 as const };
  const encoded = await sharp(picture.data, { raw })
    .flatten({ background: '#fff' })
    .resize(width, height)
    .jpeg({ quality: 100 * jpegQuality })
    .toBuffer();
  return { bytes: new Uint8Array(encoded).buffer, mime: 'image/jpeg', width, height };
}
