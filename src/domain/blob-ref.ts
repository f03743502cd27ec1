/** Stored bytes and how they are named. Separate from the record, so that the service worker does not load the record's schema. */
import * as v from 'valibot';
import { sha256Schema, sizeSchema } from './common-schemas';
import type { TypeOf } from './schema-type';

/** The most bytes of one blob: a stored photo has a tenth of it. */
export const blobLimitBytes = 16 * 1024 * 1024;

/** Stored bytes, addressed by their SHA-256. */
export const blobRefSchema = v.object({
  sha256: sha256Schema,
  bytes: v.pipe(sizeSchema, v.maxValue(blobLimitBytes)),
  mime: v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z0-9.+-]+$/, 'a MIME type'), v.maxLength(100)),
});

export type BlobRef = TypeOf<typeof blobRefSchema>;
