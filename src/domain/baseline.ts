/** The part of a verdict about the baseline pictures against which it was judged. Plain JSON, part of the verdict; unknown fields are kept. */
import * as v from 'valibot';
import { finiteSchema, nameSchema } from './common-schemas';
import type { TypeOf } from './schema-type';

/**
 * How a picture lies on a baseline: a place, in units of the longer side of the picture from its centre, is turned by `rotationDeg`,
 * multiplied by `scale` and moved by the shift, in the same units of the baseline.
 */
const alignmentSchema = v.looseObject({
  /** False where the two show different parts, or from too different distances: then cells are compared without regard to their place. */
  isAligned: v.boolean(),
  /** Correlation of the two pictures, −1 to 1. */
  agreement: finiteSchema,
  scale: finiteSchema,
  rotationDeg: finiteSchema,
  shiftX: finiteSchema,
  shiftY: finiteSchema,
});

/** A baseline by the id of its record, or by its file name where it has no record. */
export const usedBaselineSchema = v.looseObject({ id: nameSchema, alignment: alignmentSchema });

const rectangle = { x: finiteSchema, y: finiteSchema, width: finiteSchema, height: finiteSchema };

/** A region that differs from the baseline at the same place. */
export const changedRegionSchema = v.looseObject({
  /** Pixels of the picture. */
  ...rectangle,
  /** Distance in feature space, the pack's own unit. */
  distance: finiteSchema,
  /** The same region on the baseline, in its pixels. */
  baseline: v.looseObject({ id: nameSchema, ...rectangle }),
});

export type UsedBaseline = TypeOf<typeof usedBaselineSchema>;
export type ChangedRegion = TypeOf<typeof changedRegionSchema>;

/** Baselines that a picture is judged against, the newest first. */
export const mostBaselines = 3;

/** The ids of the baselines that a verdict used. */
export function usedBaselines({ baselines = [] }: { readonly baselines?: readonly UsedBaseline[] }): readonly string[] {
  return baselines.map(({ id }) => id);
}

/** Whether a pack has refused the picture because it is unlike everything that it knows. */
export function isUnknownScene({ refused }: { readonly refused?: { readonly code: string } | undefined }): boolean {
  return refused?.code === 'unlike-known';
}
