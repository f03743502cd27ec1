/** The records of a run with their pictures, as the ZIP that the app restores and `fieldgrade export` reads. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { encodePhoto } from '../node-host/encode-photo';
import { sha256Hex } from '../node-host/sha256';
import { composeRecord } from '../src/domain/compose-record';
import type { VerdictWithRasters } from '../src/domain/inspection';
import type { Picture } from '../src/domain/picture';
import type { InspectionRecord, RasterRef } from '../src/domain/record';
import { keepLongSidePx, thumbnailLongSidePx } from '../src/domain/stored-picture';
import { readPictureFile } from '../src/engine/picture-file/read-picture-file';
import { recordArchive } from '../src/export/record-archive';
import { writeArchive } from './write-export';

/** One inspected file, with its picture in the original size. */
interface InspectedFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly picture: Picture;
  readonly inspected: VerdictWithRasters;
}

/** Collects records; `write` makes the ZIP of those that it has. Both reject with the error of the file system. */
export interface RecordFile {
  readonly add: (inspected: InspectedFile) => Promise<void>;
  readonly write: () => Promise<void>;
}

/** What every record of the command line names as the program that wrote it. */
const appBuild = 'command line';

/** Collects the records for `path`. Their pictures wait in a temporary folder, so that memory holds one. */
export async function openRecordFile(path: string, packTitle: string): Promise<RecordFile> {
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-records-'));
  const records: InspectionRecord[] = [];
  const addBlob = async (bytes: ArrayBuffer, as: Omit<RasterRef, 'sha256' | 'bytes'>): Promise<RasterRef> => {
    const sha256 = sha256Hex(new Uint8Array(bytes));
    await writeFile(join(folder, sha256), new Uint8Array(bytes));
    return { sha256, bytes: bytes.byteLength, mime: as.mime, width: as.width, height: as.height };
  };
  return {
    add: async ({ file, bytes, picture, inspected }) => {
      const read = readPictureFile(bytes, { alsoDecodes: ['tiff', 'avif'] });
      const pictures = {
        photo: await encodePhoto(picture, keepLongSidePx),
        thumbnail: await encodePhoto(picture, thumbnailLongSidePx),
        ...(read.ok && read.value.captured && { captured: read.value.captured }),
      };
      const origin = { fileName: basename(file), source: 'file', packTitle, pictureSha256: sha256Hex(bytes) } as const;
      records.push(await composeRecord(origin, { ...inspected, ...pictures }, factsNow(), addBlob));
    },
    write: async () => {
      try {
        await writeArchive(path, recordArchive(planOf(records, folder)));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

function factsNow() {
  const now = new Date();
  return { id: randomUUID(), takenAt: now.toISOString(), utcOffsetMinutes: -now.getTimezoneOffset() || 0, appBuild };
}

function planOf(records: readonly InspectionRecord[], folder: string) {
  return {
    records: async function* () {
      for (const record of records) yield await Promise.resolve({ record, isDeleted: false });
    },
    readBlob: async (sha256: string) => new Uint8Array(await readFile(join(folder, sha256))),
    levelsOf: () => [],
    madeAt: new Date(),
    items: [],
  };
}
