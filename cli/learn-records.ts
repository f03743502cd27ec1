/** Corrected records of an export, as examples. The app learns the same from the same records: it has the same photos. */
import { decodePicture } from '../node-host/decode-picture';
import { sha256Hex } from '../node-host/sha256';
import type { Archive } from '../src/archive/read-archive';
import { usedBaselines } from '../src/domain/baseline';
import {
  examplesOf,
  isNormalAsBaseline,
  isToLearn,
  saidOf,
  type Example,
  type SaidOfPicture,
} from '../src/domain/example';
import { comparedFirst, othersCompared } from '../src/domain/example-pictures';
import type { Pack } from '../src/domain/pack';
import type { InspectionRecord } from '../src/domain/record';
import { fail } from '../src/domain/result';
import type { BaselinePhoto, ExamplePhoto } from '../src/engine/learn/learn-pictures';
import { readLines, readMark, readRecordBlob, recordOfLine } from '../src/export/read-record-archive';

/** The examples of an export, and what is left out. */
interface RecordsInput {
  readonly examples: readonly Example[];
  readonly photos: readonly ExamplePhoto[];
  readonly baselines: readonly BaselinePhoto[];
  /** Records that another pack judged. */
  readonly notOwn: number;
  readonly lost: number;
}

/** Undefined for a ZIP that is not an export of records. */
export async function recordsInput(archive: Archive, pack: Pack): Promise<RecordsInput | undefined> {
  const mark = await readMark(archive, decodeText);
  if (mark === undefined) return undefined;
  const lines = await readLines(archive, decodeText);
  const records = lines.map(recordOfLine).filter((record) => record !== undefined);
  const own = records.filter(({ provenance }) => sourcesOf(pack).includes(provenance.packId));
  const newest = newestOfEachPicture(own);
  const said = newest.flatMap((record) => {
    const found = saidOf(record);
    const isLeftOut = found === undefined || (!found.isAnomalous && isNormalAsBaseline(record));
    return isLeftOut ? [] : [{ record, said: found }];
  });
  const examples = said.flatMap(({ record }) => examplesOf(record).filter((example) => isToLearn(example, record)));
  const compared = comparedFirst(said, new Set(examples.map(({ recordId }) => recordId)));
  const others = newest.filter((record) => record.anomaly !== undefined && saidOf(record) === undefined);
  const photos = [
    ...compared.map(({ record, said: own }) => photoOf(archive, record, own)),
    ...others.slice(0, othersCompared).map((record) => photoOf(archive, record)),
  ];
  const used = new Set(photos.flatMap(({ baselines = [] }) => baselines));
  return {
    ...{ examples, photos },
    baselines: records
      .filter(({ id }) => used.has(id))
      .map((record) => ({ id: record.id, open: opener(archive, record) })),
    notOwn: records.length - own.length,
    lost: lines.length - records.length,
  };
}

const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The packs whose corrections the pack learns from. */
function sourcesOf({ id, taught }: Pack): readonly string[] {
  return taught === undefined ? [id] : [id, taught.basePackId];
}

/** Of a picture that was inspected several times, the newest result that a person looked at, or the newest of all. */
function newestOfEachPicture(records: readonly InspectionRecord[]): readonly InspectionRecord[] {
  const newestFirst = records.toSorted((a, b) => (a.takenAt < b.takenAt ? 1 : -1));
  const isSaid = (record: InspectionRecord): number => (saidOf(record) === undefined ? 1 : 0);
  const byPicture = new Map<string, InspectionRecord>();
  for (const record of newestFirst.toSorted((a, b) => isSaid(a) - isSaid(b))) {
    const picture = record.pictureSha256 ?? record.photo.sha256;
    if (!byPicture.has(picture)) byPicture.set(picture, record);
  }
  return [...byPicture.values()];
}

function photoOf(archive: Archive, record: InspectionRecord, said?: SaidOfPicture): ExamplePhoto {
  const { id, fileName, provenance } = record;
  const baselines = usedBaselines(provenance);
  return { recordId: id, name: fileName, ...(said && { said }), baselines, open: opener(archive, record) };
}

function opener(archive: Archive, record: InspectionRecord): ExamplePhoto['open'] {
  const hash = (bytes: ArrayBuffer): Promise<string> => Promise.resolve(sha256Hex(new Uint8Array(bytes)));
  return async (needed) => {
    const bytes = await readRecordBlob(archive, record, record.photo, hash);
    return bytes === undefined ? fail({ kind: 'empty-file' }) : decodePicture(bytes, needed);
  };
}
