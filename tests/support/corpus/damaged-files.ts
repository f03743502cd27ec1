/** Files of the scene that are cut off, damaged, of other kinds, or contain more than a picture. */
import type { Sharp } from 'sharp';
import { damaged, fault, incomplete, cameraScene, sameScene, type CorpusFile } from './corpus-file';
import { cutScan, holedScan, withBytesBefore, withMarker, withoutBytes } from './edit-jpeg';
import { withChangedByte } from './edit-png';

type Open = () => Sharp;

const marker = { frame: 0xc0, tables: 0xdb, scan: 0xda, comment: 0xfe, lossless: 0xc3, arithmetic: 0xc9 } as const;

export async function cutFiles(open: Open): Promise<readonly CorpusFile[]> {
  const whole = {
    jpg: await open().jpeg({ quality: 95 }).toBuffer(),
    png: await open().png().toBuffer(),
    webp: await open().webp({ quality: 95 }).toBuffer(),
    gif: await open().gif().toBuffer(),
    avif: await open().avif({ effort: 0 }).toBuffer(),
    tif: await open().tiff({ compression: 'lzw' }).toBuffer(),
  };
  const progressive = await open().jpeg({ quality: 95, progressive: true }).toBuffer();
  return [
    ...Object.entries(whole).map(([extension, bytes]) => halfOf(bytes, extension)),
    { name: 'cut-in-scan.jpg', bytes: cutScan(whole.jpg, 0.5), expected: incomplete },
    { name: 'last-bytes-missing.jpg', bytes: cutScan(whole.jpg, 0.99), expected: incomplete },
    { name: 'cut-in-scan-progressive.jpg', bytes: cutScan(progressive, 0.5), expected: incomplete },
    { name: 'zeros-in-scan.jpg', bytes: holedScan(whole.jpg), expected: incomplete },
    { name: 'hole-in-scan.jpg', bytes: withoutBytes(whole.jpg, 0.4, 0.5), expected: incomplete },
    { name: 'hole-in-scan-progressive.jpg', bytes: withoutBytes(progressive, 0.4, 0.5), expected: incomplete },
    { name: 'changed-byte.png', bytes: withChangedByte(whole.png, 0.5), expected: damaged },
    { name: 'no-frame.jpg', bytes: withMarker(whole.jpg, marker.frame, marker.comment), expected: damaged },
    {
      name: 'header-only.png',
      bytes: Buffer.concat([whole.png.subarray(0, 33), whole.png.subarray(-12)]),
      expected: damaged,
    },
  ];
}

function halfOf(bytes: Buffer, extension: string): CorpusFile {
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const file = { name: `half.${extension}`, bytes: half, expected: incomplete };
  return extension === 'tif' ? { ...file, lackedBy: 'browser' } : file;
}

export async function junkFiles(open: Open): Promise<readonly CorpusFile[]> {
  const jpeg = await open().jpeg({ quality: 95 }).toBuffer();
  const png = await open().png().toBuffer();
  const before = (where: number, bytes: Buffer): Buffer => withBytesBefore(jpeg, where, bytes);
  const more = Buffer.from('appended by a camera');
  return [
    { name: 'fill-bytes.jpg', bytes: before(marker.tables, Buffer.alloc(7, 0xff)), expected: cameraScene },
    { name: 'fill-bytes-before-frame.jpg', bytes: before(marker.frame, Buffer.alloc(2, 0xff)), expected: cameraScene },
    { name: 'stray-bytes.jpg', bytes: before(marker.tables, Buffer.alloc(18, 0x11)), expected: cameraScene },
    { name: 'stray-zeros.jpg', bytes: before(marker.scan, Buffer.alloc(5)), expected: cameraScene },
    { name: 'bytes-after.jpg', bytes: Buffer.concat([jpeg, more]), expected: cameraScene },
    { name: 'bytes-after.png', bytes: Buffer.concat([png, more]), expected: sameScene },
    { name: 'arithmetic.jpg', bytes: withMarker(jpeg, marker.frame, marker.arithmetic), expected: fault(/arithmetic/) },
    { name: 'lossless.jpg', bytes: withMarker(jpeg, marker.frame, marker.lossless), expected: fault(/lossless JPEG/) },
    { name: 'phone.heic', bytes: heicHead, expected: fault(/HEIC pictures cannot be opened here/) },
    {
      name: 'drawing.svg',
      bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      expected: fault(/drawing/),
    },
    { name: 'words.jpg', bytes: Buffer.from('only words'), expected: fault(/not a picture/) },
    { name: 'empty.jpg', bytes: Buffer.alloc(0), expected: fault(/0 bytes/) },
  ];
}

const heicHead = Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1');
