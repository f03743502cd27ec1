import { existsSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { CaptureTime } from '../../../src/domain/capture-time';
import { captureTimeText } from '../../../src/domain/capture-time';
import { readPictureFile } from '../../../src/engine/picture-file/read-picture-file';
import { scenePng } from '../../support/make-pictures';

const formats = ['jpeg', 'png', 'webp'] as const;
const original = { DateTimeOriginal: '2024:03:01 10:20:30' };

test.each(formats)('REC-5 the capture time is read from the Exif data of a %s file', async (format) => {
  expect(await captured(original, format)).toEqual({ local: '2024-03-01T10:20:30' });
});

test('REC-5 fraction and offset are kept where the camera wrote them', async () => {
  const exact = { ...original, SubSecTimeOriginal: '25', OffsetTimeOriginal: '-03:30' };
  const found = await captured(exact);
  expect(found).toEqual({ local: '2024-03-01T10:20:30.25', utcOffsetMinutes: -210 });
  expect(found && captureTimeText(found)).toBe('2024-03-01T10:20:30.25-03:30');
});

test('REC-5 an impossible date, an impossible offset and the time of a change are not capture times', async () => {
  for (const text of ['0000:00:00 00:00:00', '2024:02:31 10:20:30', '2024:03:01 25:00:00', 'yesterday'])
    expect([text, await captured({ DateTimeOriginal: text })]).toEqual([text, undefined]);
  expect(await captured({ ...original, OffsetTimeOriginal: '+99:00' })).toEqual({ local: '2024-03-01T10:20:30' });
  expect(await captured({ DateTimeDigitized: '2024:03:01 10:20:30' })).toBeUndefined();
});

const given = '../shared/data/cases/taken-2024-03-01.jpg';

test.skipIf(!existsSync(given))('REC-5 the given picture was taken on 1 March 2024 (../shared/data)', () => {
  expect(capturedOf(readFileSync(given))).toEqual({ local: '2024-03-01T10:20:30' });
});

async function captured(
  exif: Readonly<Record<string, string>>,
  format: (typeof formats)[number] = 'jpeg',
): Promise<CaptureTime | undefined> {
  const picture = sharp(await scenePng(1)).withExif({ IFD0: { DateTime: '2025:01:01 00:00:00' }, IFD2: { ...exif } });
  return capturedOf(await picture.toFormat(format).toBuffer());
}

function capturedOf(bytes: Uint8Array): CaptureTime | undefined {
  const file = readPictureFile(bytes);
  if (!file.ok) throw new Error(JSON.stringify(file.fault));
  return file.value.captured;
}
