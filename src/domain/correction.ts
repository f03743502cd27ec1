/** Corrections of a verdict by people. A record keeps all of them in order; the verdict of the pack is never changed. */
import * as v from 'valibot';
import { idSchema, nameSchema, shareSchema, textSchema } from './common-schemas';
import { anomalyBoxSchema } from './inspection';
import type { TypeOf } from './schema-type';

/** A severity level of the pack. */
const levelSchema = v.looseObject({
  level: nameSchema,
  levelTitle: nameSchema,
  action: textSchema,
  /** True where pictures of this level are above the threshold. */
  isAnomalous: v.boolean(),
  /** Its place among the levels of the pack, 0 is the mildest. */
  rank: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** A grade of the pack. */
const gradeLabelSchema = v.looseObject({ label: nameSchema, title: nameSchema, group: v.exactOptional(nameSchema) });

/** A region is known by a name that stays the same when it is moved: see `corrected-verdict.ts`. */
const namedRegionSchema = v.looseObject({ ...anomalyBoxSchema.entries, id: nameSchema });

/** What a correction changes, before or after it. Only the fields that it concerns are there. */
const correctionStateSchema = v.looseObject({
  grade: v.exactOptional(gradeLabelSchema),
  level: v.exactOptional(levelSchema),
  region: v.exactOptional(anomalyBoxSchema),
  /** Of `threshold-changed`: all regions of the picture under that threshold. */
  regions: v.exactOptional(v.pipe(v.array(namedRegionSchema), v.maxLength(1000))),
  /** Of `threshold-changed`: the score from which the picture is anomalous, on the scale where the threshold of the pack is 0.5. */
  limit: v.exactOptional(shareSchema),
  /** Of `threshold-changed`: the score on the scale where that limit is 0.5. */
  score: v.exactOptional(shareSchema),
});

const correctionSchema = v.looseObject({
  id: idSchema,
  /** When it was made, by the clock of the device: ISO 8601 in UTC. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** Who made it; absent where no name was given. */
  by: v.exactOptional(nameSchema),
  /** One of `CorrectionKind`. A kind that only a later version knows is kept and has no effect. */
  kind: nameSchema,
  /** The region that it concerns. */
  region: v.exactOptional(nameSchema),
  before: v.exactOptional(correctionStateSchema),
  after: v.exactOptional(correctionStateSchema),
  /** The level of the picture where no region is left by this correction and those before it. */
  withoutRegions: v.exactOptional(levelSchema),
  /** Of `undone`: the id of the correction that has no effect any more. */
  undoes: v.exactOptional(idSchema),
});

/** More would not fit into the text of one change, which has 256 KiB. */
export const mostCorrections = 200;

export const correctionsSchema = v.pipe(v.array(correctionSchema), v.maxLength(mostCorrections));

export const correctionKinds = [
  'confirmed',
  'grade-changed',
  'level-changed',
  'region-added',
  'region-moved',
  'region-relabelled',
  'region-rejected',
  'threshold-changed',
  'undone',
] as const;

export type Level = TypeOf<typeof levelSchema>;
export type GradeLabel = TypeOf<typeof gradeLabelSchema>;
export type NamedRegion = TypeOf<typeof namedRegionSchema>;
export type CorrectionState = TypeOf<typeof correctionStateSchema>;
export type Correction = TypeOf<typeof correctionSchema>;

/**
 * The corrections that have effect, in order: those that no later, effective `undone` names. An undone `undone` gives its
 * correction back. `undone` itself changes nothing else and is left out.
 */
export function effectiveCorrections(corrections: readonly Correction[]): readonly Correction[] {
  const undone = new Set<string>();
  const effective: Correction[] = [];
  for (const correction of corrections.toReversed()) {
    if (undone.has(correction.id)) continue;
    if (correction.undoes === undefined) effective.push(correction);
    else undone.add(correction.undoes);
  }
  return effective.reverse();
}

/** The newest correction that can be undone. */
export function lastEffective(corrections: readonly Correction[]): Correction | undefined {
  return effectiveCorrections(corrections).at(-1);
}

/** `corrections` with those of `added` that are not in it. */
export function appendCorrections(
  corrections: readonly Correction[],
  added: readonly Correction[],
): readonly Correction[] {
  const known = new Set(corrections.map(({ id }) => id));
  const fresh = added.filter(({ id }) => !known.has(id));
  return fresh.length === 0 ? corrections : [...corrections, ...fresh];
}
