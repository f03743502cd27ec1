/**
 * A whole inspection record from a foreign hand, as far as the screens rely on it: a record of another device that is
 * to be shown in this one's history. Unknown fields stay as they came.
 */
import * as v from 'valibot';
import type { InspectionRecord } from '../domain/record';
import { blobRefSchema, idSchema } from './intake';

const line = v.pipe(v.string(), v.maxLength(1000));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const lengthPx = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const milliseconds = v.pipe(v.number(), v.minValue(0));

const rasterSchema = v.looseObject({ ...blobRefSchema.entries, width: lengthPx, height: lengthPx });

const boxSchema = v.looseObject({
  x: v.number(),
  y: v.number(),
  width: v.number(),
  height: v.number(),
  score: share,
  level: line,
  levelTitle: line,
  action: line,
  category: v.exactOptional(v.looseObject({ name: line, title: line, confidence: share })),
});

const gradeSchema = v.looseObject({
  label: line,
  title: line,
  group: v.exactOptional(line),
  confidence: share,
  probabilities: v.pipe(v.array(v.looseObject({ label: line, title: line, probability: share })), v.maxLength(1000)),
  refused: v.exactOptional(line),
  indicative: v.boolean(),
});

const anomalySchema = v.looseObject({
  rawScore: v.number(),
  score: share,
  isAnomalous: v.boolean(),
  level: line,
  levelTitle: line,
  action: line,
  boxes: v.pipe(v.array(boxSchema), v.maxLength(1000)),
  map: rasterSchema,
  mask: rasterSchema,
});

const provenanceSchema = v.looseObject({
  packId: line,
  packVersion: line,
  packSha256: line,
  networkSha256: line,
  engineVersion: line,
  packNotice: v.exactOptional(v.pipe(v.string(), v.maxLength(4000))),
  threshold: v.exactOptional(v.number()),
  backend: v.picklist(['wasm', 'webgpu', 'node-cpu']),
  fallbackReason: v.exactOptional(line),
  appBuild: line,
});

const recordSchema = v.looseObject({
  id: idSchema,
  takenAt: v.pipe(v.string(), v.isoTimestamp()),
  utcOffsetMinutes: v.pipe(v.number(), v.integer()),
  fileName: line,
  source: v.picklist(['camera', 'file', 'drop', 'paste', 'sample']),
  packTitle: line,
  note: v.exactOptional(v.pipe(v.string(), v.maxLength(4000))),
  picture: v.looseObject({ width: lengthPx, height: lengthPx }),
  grade: v.exactOptional(gradeSchema),
  anomaly: v.exactOptional(anomalySchema),
  photo: rasterSchema,
  thumbnail: rasterSchema,
  timings: v.looseObject({
    decodeMs: milliseconds,
    resizeMs: milliseconds,
    networkMs: milliseconds,
    judgeMs: milliseconds,
    totalMs: milliseconds,
  }),
  provenance: provenanceSchema,
});

/** The record, or undefined where the screens could not show it. */
export function parseInspectionRecord(value: unknown): InspectionRecord | undefined {
  const parsed = v.safeParse(recordSchema, value);
  return parsed.success ? parsed.output : undefined;
}
