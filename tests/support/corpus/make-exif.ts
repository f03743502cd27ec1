/** Exif data with an orientation, in the layouts that cameras and programs write. */

export interface ExifLayout {
  readonly order?: 'II' | 'MM';
  readonly type?: 'short' | 'long';
  /** Where the directory begins, from the start of the TIFF header; at least 8. */
  readonly firstAt?: number;
}

/** Begins with `Exif\0\0`, as in a JPEG. */
export function exifWith(orientation: number, { order = 'II', type = 'short', firstAt = 8 }: ExifLayout): Buffer {
  const tiff = Buffer.alloc(firstAt + 18, 0x11);
  const write = (value: number, at: number, bytes: 2 | 4): void => {
    if (order === 'II') tiff.writeUIntLE(value, at, bytes);
    else tiff.writeUIntBE(value, at, bytes);
  };
  tiff.write(order, 0, 'latin1');
  write(42, 2, 2);
  write(firstAt, 4, 4);
  write(1, firstAt, 2);
  write(0x0112, firstAt + 2, 2);
  write(type === 'short' ? 3 : 4, firstAt + 4, 2);
  write(1, firstAt + 6, 4);
  write(0, firstAt + 10, 4);
  write(orientation, firstAt + 10, type === 'short' ? 2 : 4);
  write(0, firstAt + 14, 4);
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}
