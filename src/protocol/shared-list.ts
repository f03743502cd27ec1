/** The office's list of assets and jobs, as devices read it: the texts of the changes that count, by sequence number. */
import * as v from 'valibot';
import { changeLimitBytes } from '../domain/change';
import { parserOf } from './intake';

const sequence = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The most changes of one page. */
export const sharedPageLimit = 200;

/** A page ends after this many characters of text, but has at least one change. */
export const sharedPageChars = 1024 * 1024;

/** Texts inside JSON: each character may be escaped. */
export const sharedPageBytes = 2 * (sharedPageChars + changeLimitBytes) + 64 * 1024;

export const sharedListSchema = v.object({
  /** The exact text of the current change of an asset or job, also of a deletion. */
  changes: v.array(v.object({ sequence, text: v.string() })),
  /** The newest sequence number of the office. Smaller than `after` where the office was set up again. */
  latest: sequence,
  /** True where another page follows. */
  hasMore: v.boolean(),
});

export type SharedList = v.InferOutput<typeof sharedListSchema>;

/** The list, or undefined if the value has another form. */
export const parseSharedList = parserOf(sharedListSchema);
