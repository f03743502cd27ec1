/** What was known of a photo when the viewfinder took it. One schema for storage, wire and server; unknown fields are kept. */
import * as v from 'valibot';
import { idSchema, nameSchema } from './common-schemas';
import type { TypeOf } from './schema-type';

/** What the quality gate can find wrong, the worst first: the first one decides what to change next. */
export const captureProblems = ['too-dark', 'too-bright', 'nothing-visible', 'too-far', 'glare', 'blurred'] as const;

export type CaptureProblem = (typeof captureProblems)[number];

const mostProblems = 20;

export const captureSchema = v.looseObject({
  /** What was wrong with the photo when it was taken, as `captureProblems` names it. Later versions may know more. */
  problems: v.pipe(v.array(nameSchema), v.maxLength(mostProblems)),
  /** True where the photo was taken although a problem was shown. */
  overruled: v.boolean(),
  /** The piece that several photos show, which together give one verdict. Absent for a single photo. */
  pieceId: v.exactOptional(idSchema),
});

export type Capture = TypeOf<typeof captureSchema>;
