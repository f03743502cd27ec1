/** One change as it is sent. Apart from the other messages: only the server and the import of a queue ZIP read changes. */
import * as v from 'valibot';
import { assetSchema } from '../domain/asset';
import { blobRefSchema } from '../domain/blob-ref';
import { idSchema } from '../domain/common-schemas';
import { jobSchema } from '../domain/job';
import { recordSchema } from '../domain/record';
import type { TypeOf } from '../domain/schema-type';
import type { SharedItem } from '../domain/shared-item';
import { sharedPackSchema } from '../domain/shared-pack';
import { parserOf, readingSchema } from './intake';

const changeEntries = {
  format: v.literal(1),
  changeId: idSchema,
  recordId: idSchema,
  at: readingSchema,
  /** The device on which the change was made. */
  author: idSchema,
  /** The blobs that are sent with it: those of the record, by the user's choice without the photo. */
  blobs: v.pipe(v.array(blobRefSchema), v.maxLength(20)),
};

const recordChanges = [
  v.object({ kind: v.literal('saved'), ...changeEntries, record: recordSchema }),
  v.object({ kind: v.literal('edited'), ...changeEntries, record: recordSchema }),
  v.object({ kind: v.literal('deleted'), ...changeEntries }),
] as const;

/** `recordId` is the id of the asset or job. */
const sharedEntries = { ...changeEntries, blobs: v.pipe(v.array(blobRefSchema), v.maxLength(0)) };

const sharedChanges = [
  v.object({ kind: v.literal('asset-saved'), ...sharedEntries, asset: assetSchema }),
  v.object({ kind: v.literal('asset-deleted'), ...sharedEntries }),
  v.object({ kind: v.literal('job-saved'), ...sharedEntries, job: jobSchema }),
  v.object({ kind: v.literal('job-deleted'), ...sharedEntries }),
  // The blobs are the parts of the pack's file.
  v.object({ kind: v.literal('pack-saved'), ...changeEntries, pack: sharedPackSchema }),
  v.object({ kind: v.literal('pack-deleted'), ...sharedEntries }),
] as const;

/** One change of one record. */
export const changeSchema = v.variant('kind', recordChanges);

/** One change of one asset or job. */
export const sharedChangeSchema = v.variant('kind', sharedChanges);

/** Everything that a device sends to `/changes`. */
export const sentChangeSchema = v.variant('kind', [...recordChanges, ...sharedChanges]);

export type Change = TypeOf<typeof changeSchema>;
export type SharedChange = TypeOf<typeof sharedChangeSchema>;
export type SentChange = TypeOf<typeof sentChangeSchema>;

/** The change, or undefined if the value has another form. */
export const parseChange = parserOf(changeSchema);
export const parseSentChange = parserOf(sentChangeSchema);
export const parseSharedChange = parserOf(sharedChangeSchema);

/** True for a change of an asset or a job. */
export function isShared(change: SentChange): change is SharedChange {
  return change.kind !== 'saved' && change.kind !== 'edited' && change.kind !== 'deleted';
}

/** The asset or job after the change; undefined where it was deleted. */
export function sharedItemOf(change: SharedChange): SharedItem | undefined {
  switch (change.kind) {
    case 'asset-saved':
      return { type: 'asset', value: change.asset };
    case 'job-saved':
      return { type: 'job', value: change.job };
    case 'pack-saved':
      return { type: 'pack', value: change.pack };
    case 'asset-deleted':
    case 'job-deleted':
    case 'pack-deleted':
      return undefined;
  }
}
