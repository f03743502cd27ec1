/** Stored records as pictures of a COCO document. */
import { captureTimeText } from '../domain/capture-time';
import { shownRecord } from '../domain/corrected-verdict';
import type { MaskRaster } from '../domain/picture';
import { bitsToMask } from '../domain/raster-bytes';
import type { InspectionRecord, RecordedAnomaly } from '../domain/record';
import type { CocoPicture, CocoSource } from './coco';
import { photoName, type ReadBlob, type RecordSource } from './exported-record';

/** What the records do not hold themselves. */
export interface RecordCocoSource {
  readonly records: RecordSource;
  /** Undefined for a blob that was not sent. */
  readonly readBlob: ReadBlob;
  /** The levels of the pack with this id, for records that do not name them; empty where it is not known here. */
  readonly levelsOf: (packId: string) => readonly string[];
}

/** The records with an anomaly verdict, in pixels of their stored photos. */
export function recordPictures({ records, readBlob, levelsOf }: RecordCocoSource): CocoSource {
  return async function* () {
    for await (const { record: stored } of records()) {
      const record = shownRecord(stored);
      const { anomaly } = record;
      if (anomaly !== undefined) yield pictureOf(stored, record, anomaly, { readBlob, levelsOf });
    }
  };
}

function pictureOf(
  stored: InspectionRecord,
  record: InspectionRecord,
  anomaly: RecordedAnomaly,
  { readBlob, levelsOf }: Omit<RecordCocoSource, 'records'>,
): CocoPicture {
  return {
    fileName: photoName(record),
    file: record.photo,
    inspected: record.picture,
    boxes: anomaly.boxes,
    levels: [...(anomaly.levels ?? levelsOf(record.provenance.packId)), anomaly.level],
    about: { ...datesOf(record), record_id: record.id, ...verdictsOf(stored, record) },
    readMask: () => readMask(anomaly.mask, readBlob),
  };
}

/** The verdict that counts; where a person changed it, also that of the pack. */
function verdictsOf({ anomaly: byPack }: InspectionRecord, { anomaly }: InspectionRecord): CocoPicture['about'] {
  if (anomaly === undefined || byPack === undefined) return {};
  return { severity: anomaly.level, ...(byPack.level !== anomaly.level && { severity_by_pack: byPack.level }) };
}

/** `date_captured` is the time by the camera's clock; without it only the moment of the inspection is known. */
function datesOf({ captured, takenAt }: InspectionRecord): CocoPicture['about'] {
  return { ...(captured && { date_captured: captureTimeText(captured) }), date_inspected: takenAt };
}

/** The engine's masks have at most 640 × 640 cells; a larger one is not worth the memory that tracing it takes. */
const maskLimitCells = 4_000_000;

export async function readMask(
  { sha256, width, height }: RecordedAnomaly['mask'],
  readBlob: ReadBlob,
): Promise<MaskRaster | undefined> {
  if (width * height > maskLimitCells) return undefined;
  const bits = await readBlob(sha256);
  return bits === undefined ? undefined : bitsToMask(new Uint8Array(bits).buffer, { width, height });
}
