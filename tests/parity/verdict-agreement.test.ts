/** The rule of docs/spec/verdict.md on rendered samples, and on real thermal pictures where this machine has them. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AnomalyVerdict, VerdictRasters, VerdictWithRasters } from '../../src/domain/inspection';
import { renderOverlay } from '../../src/vision/views';
import { flatPicture } from '../support/make-pack';
import { createNodePredictor, predictFile } from '../support/predict-node';

const thermal = 'models/transformer-thermal';
const samples = readdirSync('public/samples').map((name) => join('public/samples', name));
const realFolder = '../shared/data/transformer-thermal/original';
const realPictures = existsSync(realFolder)
  ? readdirSync(realFolder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(jpe?g|png)$/i.test(name))
      .map((name) => join(realFolder, name))
  : [];

test.each([thermal, 'models/rubber-sheet'])('VRD-4 %s contradicts itself on no sample', async (pack) => {
  await expectAgreement(pack, samples);
});

describe.skipIf(realPictures.length === 0)('with real thermal pictures (../shared/data)', () => {
  test('VRD-4 the thermal pack contradicts itself on no real picture', async () => {
    await expectAgreement(thermal, realPictures);
  });
});

async function expectAgreement(pack: string, paths: readonly string[]): Promise<void> {
  const predict = await createNodePredictor(pack);
  for (const path of paths) {
    const inspected = await predictFile(predict, path);
    if (inspected.ok) expect(contradictions(inspected.value), path).toEqual([]);
  }
}

function contradictions({ verdict: { anomaly }, rasters }: VerdictWithRasters): readonly string[] {
  if (anomaly === undefined || rasters === undefined) return [];
  const { isAnomalous, score, boxes, level } = anomaly;
  const marked = rasters.mask.data.filter((mark) => mark === 1).length;
  const checks: readonly (readonly [what: string, isRight: boolean])[] = [
    ['over the threshold means anomalous', isAnomalous === score >= 0.5],
    ['anomalous means marked', isAnomalous === marked > 0],
    ['anomalous means boxes', isAnomalous === boxes.length > 0],
    ['the strongest region has the score of the picture', !isAnomalous || boxes[0]?.score === score],
    ['the strongest region has the level of the picture', !isAnomalous || boxes[0]?.level === level],
    ['no region is above the picture', boxes.every((box) => box.score <= score)],
    ['the map does not exceed the score', Math.max(...rasters.map.data) <= Math.fround(score)],
    ['warm means marked', warmPixels(anomaly, rasters) === marked],
  ];
  return checks.flatMap(([what, isRight]) => (isRight ? [] : [what]));
}

/** The pixels of the overlay on a grey picture of the mask's size that are redder than they are blue. */
function warmPixels(anomaly: AnomalyVerdict, rasters: VerdictRasters): number {
  const { width, height } = rasters.mask;
  const timings = { decodeMs: 0, resizeMs: 0, networkMs: 0, judgeMs: 0, totalMs: 0 };
  const hash = 'a'.repeat(64);
  const provenance = {
    ...{ packId: 'any', packVersion: '1', packSha256: hash, networkSha256: hash },
    ...{ engineVersion: '1', backend: 'node-cpu' as const },
  };
  const verdict = { picture: { width, height }, anomaly, timings, provenance };
  const { data } = renderOverlay(flatPicture(width, height, [120, 120, 120]), { verdict, rasters });
  return data.filter((red, at) => at % 4 === 0 && red > (data[at + 2] ?? 0)).length;
}
