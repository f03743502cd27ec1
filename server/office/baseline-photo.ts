/** The baseline with which a record was compared, if the office has it. */
import { shownRecord } from '../../src/domain/corrected-verdict';
import type { ChangedRegion } from '../../src/domain/baseline';
import type { InspectionRecord } from '../../src/domain/record';
import * as v from 'valibot';
import { idSchema } from '../../src/domain/common-schemas';
import type { ServerDependencies } from '../dependencies';
import { readRecords } from './queries/read-record';
import { storedBlobs } from './queries/stored-blobs';

/** The changed regions of a record, and the record of the baseline where the office has it with its photo. */
export interface BaselineComparison {
  readonly changed: readonly ChangedRegion[];
  readonly baseline: InspectionRecord | undefined;
}

/** Undefined where the record was not compared place by place. */
export async function readComparison(
  { db }: Pick<ServerDependencies, 'db'>,
  { changed }: InspectionRecord,
): Promise<BaselineComparison | undefined> {
  if (changed === undefined) return undefined;
  const [first] = changed;
  // The command line names baselines by their files.
  const id = first !== undefined && v.is(idSchema, first.baseline.id) ? first.baseline.id.toLowerCase() : undefined;
  const [history] = id === undefined ? [] : await readRecords(db, [id]);
  if (history?.record === undefined) return { changed, baseline: undefined };
  const baseline = shownRecord(history.record);
  const stored = await storedBlobs(db, [baseline.photo.sha256]);
  return { changed, baseline: stored.has(baseline.photo.sha256) ? baseline : undefined };
}
