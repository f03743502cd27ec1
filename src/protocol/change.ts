/** One change as it is sent. Apart from the other messages: only the server and the import of a queue ZIP read changes. */
import * as v from 'valibot';
import { blobRefSchema } from '../domain/blob-ref';
import { idSchema } from '../domain/common-schemas';
import { recordSchema } from '../domain/record';
import type { TypeOf } from '../domain/schema-type';
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

/** One change of one record. */
export const changeSchema = v.variant('kind', [
  v.object({ kind: v.literal('saved'), ...changeEntries, record: recordSchema }),
  v.object({ kind: v.literal('edited'), ...changeEntries, record: recordSchema }),
  v.object({ kind: v.literal('deleted'), ...changeEntries }),
]);

export type Change = TypeOf<typeof changeSchema>;

/** The change, or undefined if the value has another form. */
export const parseChange = parserOf(changeSchema);
