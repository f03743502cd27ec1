/** Why a pack gives no verdict on a picture: it has no grade and no severity then. Plain JSON, part of the verdict. */
import * as v from 'valibot';
import { finiteSchema, nameSchema, shareSchema, textSchema } from './common-schemas';
import type { TypeOf } from './schema-type';

/** What was measured, and the limit that it did not meet: it is under `atLeast`, or over `atMost`. */
const evidenceSchema = v.looseObject({
  measure: nameSchema,
  value: finiteSchema,
  atLeast: v.exactOptional(finiteSchema),
  atMost: v.exactOptional(finiteSchema),
});

/** The most probable grade of a picture that was not graded. */
const nearestGradeSchema = v.looseObject({
  label: nameSchema,
  title: nameSchema,
  group: v.exactOptional(nameSchema),
  confidence: shareSchema,
});

/** One of the classes between which a pack was not certain, with its share of the whole. */
const likelyClassSchema = v.looseObject({ label: nameSchema, title: nameSchema, share: shareSchema });

export const refusalSchema = v.looseObject({
  /** Selects the text in `src/words`; a pack may have reasons that only it knows. */
  code: textSchema,
  /** What to do next in the pack's words, in place of the text of the code. */
  advice: v.exactOptional(textSchema),
  evidence: v.exactOptional(evidenceSchema),
  nearest: v.exactOptional(nearestGradeSchema),
  /** Where the pack was not certain: the most probable classes, the most probable first. Absent in records of earlier versions. */
  likeliest: v.exactOptional(v.pipe(v.array(likelyClassSchema), v.maxLength(100))),
});

export type Refusal = TypeOf<typeof refusalSchema>;
export type LikelyClass = TypeOf<typeof likelyClassSchema>;
export type RefusalEvidence = TypeOf<typeof evidenceSchema>;

/** The two places where a verdict may say that it was refused. */
interface MaybeRefused {
  readonly refused?: Refusal | undefined;
  readonly grade?:
    | {
        readonly label?: string;
        readonly title: string;
        readonly group?: string;
        readonly confidence: number;
        readonly refused?: string | undefined;
      }
    | undefined;
}

/** The refusal of a verdict. Records of earlier versions have its code, and the nearest grade, in their grade. */
export function refusalOf({ refused, grade }: MaybeRefused): Refusal | undefined {
  if (refused !== undefined) return refused;
  if (grade?.refused === undefined) return undefined;
  const { label, title, group, confidence, refused: code } = grade;
  return { code, nearest: { label: label ?? title, title, ...(group === undefined ? {} : { group }), confidence } };
}

/** The codes of a pack that was not certain between its classes. */
const uncertainCodes: readonly string[] = ['not-sure', 'uncertain'];

/** The classes between which the pack was not certain. Records of earlier versions have only the most probable one. */
export function likelyClassesOf({
  code,
  likeliest,
  nearest,
}: Pick<Refusal, 'code' | 'likeliest' | 'nearest'>): readonly LikelyClass[] {
  if (likeliest !== undefined) return likeliest;
  if (nearest === undefined || !uncertainCodes.includes(code)) return [];
  return [{ label: nearest.label, title: nearest.title, share: nearest.confidence }];
}
