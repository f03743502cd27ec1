import * as v from 'valibot';
import { count, plainObject, text } from './field-schemas';

/** Where a pack that a user taught comes from. Meaning of the fields: `models/README.md`. */
export const taughtSchema = v.looseObject({
  basePackId: text,
  baseVersion: text,
  /** Of the random numbers of the teaching: the same seed and pictures give the same pack. */
  seed: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** ISO 8601. */
  taughtAt: v.pipe(
    v.string(),
    v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/, 'a time such as 2026-11-26T10:00:00Z'),
  ),
  /** How many pictures of each role (`normal`, `faulty`) or class. */
  pictures: v.pipe(plainObject, v.record(v.string(), count)),
  /** What the training of a classifier measured (`class-measures.ts`). Absent in packs of earlier versions. */
  measured: v.exactOptional(v.looseObject({})),
  /** Examples about severities that this pack or an earlier version of it learned. Other examples are named by the sources of the banks. */
  levelExamples: v.exactOptional(v.pipe(v.array(text), v.maxLength(10_000))),
  /** The name of `levelExamples` in packs written before database version 12. */
  levelLessons: v.exactOptional(v.pipe(v.array(text), v.maxLength(10_000))),
  /** SHA-256 of the manifest of the version before this one. */
  previousSha256: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, '64 lower-case hexadecimal digits'))),
});
