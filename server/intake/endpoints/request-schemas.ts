/** Parameters, queries and headers that several endpoints have. */
import * as v from 'valibot';
import { idSchema } from '../../../src/domain/common-schemas';
import { blobLimitBytes } from '../../../src/domain/blob-ref';

export const nothing = v.object({});

/** An id in lower case, as the database compares it. */
export const lowerId = v.pipe(idSchema, v.toLowerCase());

const wholeText = (max: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'a whole number'), v.transform(Number), v.maxValue(max, `at most ${max}`));

export const pageSchema = v.object({
  after: v.optional(wholeText(Number.MAX_SAFE_INTEGER), '0'),
  limit: v.optional(v.pipe(wholeText(1000), v.minValue(1, 'at least 1')), '100'),
});

export const partHeaders = v.object({
  'upload-offset': wholeText(blobLimitBytes),
  'upload-length': v.pipe(wholeText(blobLimitBytes), v.minValue(1, 'at least 1')),
  'content-type': v.optional(v.string()),
});
