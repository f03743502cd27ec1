/** Parts of a record for tests that look at other parts. */
import type { GradeVerdict, StageTimings } from '../../src/domain/inspection';
import type { InspectionRecord } from '../../src/domain/record';

export const madeTimings: StageTimings = { decodeMs: 1, resizeMs: 2, networkMs: 3, judgeMs: 4, totalMs: 10 };

export const madeProvenance: InspectionRecord['provenance'] = {
  packId: 'rubber-sheet',
  packVersion: '1.0.0',
  packSha256: 'a'.repeat(64),
  networkSha256: 'b'.repeat(64),
  engineVersion: '1.0.0',
  backend: 'wasm',
  appBuild: 'test',
};

/** A grade; its label is the only one of the pack. */
export function makeGrade(
  plan: Pick<GradeVerdict, 'label' | 'title' | 'confidence'> & Partial<GradeVerdict>,
): GradeVerdict {
  const { label, title, confidence: probability } = plan;
  return { probabilities: [{ label, title, probability }], indicative: true, ...plan };
}
