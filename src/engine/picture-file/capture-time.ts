/** The capture time in Exif data. Source: Exif 2.32, section 4.6.5 F and H; CIPA DC-008. */
import type { CaptureTime } from '../../domain/capture-time';
import { directoryAt, type TiffDirectory } from './tiff-directory';

const tag = { exif: 0x8769, original: 0x9003, originalOffset: 0x9011, originalFraction: 0x9291 } as const;

/**
 * `DateTimeOriginal` with its fraction and offset. Not `DateTime`, which is when the file was changed. Undefined if there is none,
 * if it is no date ("0000:00:00 00:00:00"), or if the data is damaged: damaged metadata does not make the pixels unreadable.
 */
export function captureTimeIn(tiff: Uint8Array, first: TiffDirectory | undefined): CaptureTime | undefined {
  const exif = exifDirectory(tiff, first);
  const local = exif && localTime(textIn(exif, tag.original), textIn(exif, tag.originalFraction));
  if (exif === undefined || local === undefined) return undefined;
  const utcOffsetMinutes = offsetMinutes(textIn(exif, tag.originalOffset));
  return utcOffsetMinutes === undefined ? { local } : { local, utcOffsetMinutes };
}

function exifDirectory(tiff: Uint8Array, first: TiffDirectory | undefined): TiffDirectory | undefined {
  const at = first?.get(tag.exif)?.[0];
  try {
    return at === undefined ? undefined : directoryAt(tiff, at);
  } catch {
    return undefined;
  }
}

/** The characters before the first NUL. */
function textIn(directory: TiffDirectory, name: number): string {
  const codes = directory.get(name) ?? [];
  const end = codes.indexOf(0);
  return String.fromCharCode(...codes.slice(0, end < 0 ? 100 : Math.min(end, 100))).trim();
}

function localTime(text: string, fraction: string): string | undefined {
  const [, year = '', month = '', day = '', time = ''] = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(text) ?? [];
  const local = `${year}-${month}-${day}T${time}`;
  const ms = Date.parse(`${local}Z`);
  // `Date` accepts the 31st of April as the 1st of May.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(local)) return undefined;
  return /^\d{1,9}$/.test(fraction) ? `${local}.${fraction}` : local;
}

function offsetMinutes(text: string): number | undefined {
  const [, sign, hours = '', minutes = ''] = /^([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
  const size = 60 * Number(hours) + Number(minutes);
  if (sign === undefined || Number(minutes) > 59 || size > 14 * 60) return undefined;
  return sign === '-' ? -size || 0 : size;
}
