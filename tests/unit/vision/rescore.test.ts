import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreeMap, agreeRasters, highestOf, usualLimit } from '../../../src/domain/agreed-verdict';
import { correctedMasks } from '../../../src/domain/corrected-mask';
import { shownRecord } from '../../../src/domain/corrected-verdict';
import type { AnomalyVerdict, VerdictRasters } from '../../../src/domain/inspection';
import { enlarge } from '../../../src/math/bilinear';
import { emptyMask, maskFrom } from '../../../src/vision/regions';
import { rescore, type LevelBand } from '../../../src/vision/rescore';
import { corrected, madeLevels, regionAt, thermalRecord } from '../../support/corrected-record';

const bands: readonly LevelBand[] = madeLevels.map((level, rank) => ({
  ...level,
  upTo: [0.3, 0.5, 0.8, 1][rank] ?? 1,
}));
const picture = { width: 80, height: 80 };
const fine = { width: 32, height: 32 };

/** A stored verdict whose map, mask and score agree, as the judge makes them. */
function storedVerdict(values: readonly number[], score: number) {
  const isAnomalous = score >= usualLimit;
  const map = { width: 8, height: 8, data: Float32Array.from(values) };
  const anomaly: AnomalyVerdict = {
    ...{ rawScore: 1, score, isAnomalous, level: 'Normal', levelTitle: 'Normal', action: 'pass', boxes: [] },
  };
  const agreed = agreeRasters(anomaly, { map, mask: emptyMask(fine) });
  const enlarged = enlarge(agreed.map, fine);
  const { markedFrom } = agreeMap({ score, isAnomalous, limit: usualLimit, peak: highestOf(enlarged) });
  const mask = markedFrom === undefined ? emptyMask(fine) : maskFrom(enlarged, markedFrom);
  return { anomaly, rasters: { map: agreed.map, mask } };
}

const values = fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 64, maxLength: 64 });
const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });

function terms(limit: number) {
  return { limit, picture, bands, minBoxShare: 0 };
}

test('COR-20 the threshold decides alone whether the picture is anomalous, and map, mask and regions follow', () => {
  fc.assert(
    fc.property(values, share, share, (numbers, score, limit) => {
      const { anomaly, rasters } = storedVerdict(numbers, score);
      const found = rescore(anomaly, rasters, terms(limit));
      expect(found.isAnomalous).toBe(score >= limit);
      expect(found.score >= 0.5).toBe(found.isAnomalous);
      expect(found.level.isAnomalous && found.score > 0.5).toBe(found.score > 0.5);
      expect(found.regions.length > 0).toBe(found.isAnomalous);
      expect(found.rasters.mask.data.some((cell) => cell === 1)).toBe(found.isAnomalous);
      expect(highestOf(found.rasters.map)).toBeLessThanOrEqual(found.score + 1e-6);
      for (const { x, y, width, height, score: own } of found.regions) {
        expect(own).toBeLessThanOrEqual(found.score + 1e-6);
        expect(x + width <= picture.width && y + height <= picture.height).toBe(true);
      }
    }),
  );
});

test('COR-20 the threshold of the pack gives the stored mask again, and a higher one never marks more', () => {
  fc.assert(
    fc.property(values, share, share, (numbers, score, limit) => {
      const { anomaly, rasters } = storedVerdict(numbers, score);
      const same = rescore(anomaly, rasters, terms(0.5));
      expect(differing(same.rasters.mask.data, rasters)).toBeLessThanOrEqual(mostTies);
      if (limit <= 0.5 || !anomaly.isAnomalous || score < limit) return;
      const higher = rescore(anomaly, rasters, terms(limit));
      const more = higher.rasters.mask.data.filter((cell, at) => cell === 1 && rasters.mask.data[at] === 0);
      expect(more.length).toBeLessThanOrEqual(mostTies);
    }),
    { examples: [[onePeak, 0.6, 0.59]] },
  );
});

/** Enlarged, the peak is lower: it stays under a limit that the score reaches. */
const onePeak = Array.from({ length: 64 }, (_, at) => (at === 27 ? 0.99 : 0.48));

/** Cells exactly at the limit may fall on either side by rounding to float32: around a peak eight have the same value. */
const mostTies = 8;

function differing(mask: Uint8Array, { mask: stored }: VerdictRasters): number {
  return mask.filter((cell, at) => cell !== stored.data[at]).length;
}

test('COR-21 the mask of a corrected verdict has what the pack marked in its regions, and the regions that a person drew', () => {
  const mask = { width: 40, height: 30, data: new Uint8Array(1200).fill(1) };
  const rejected = corrected(
    thermalRecord,
    { kind: 'region-rejected', region: 'pack-1' },
    { kind: 'region-added', region: regionAt(300, 2) },
  );
  const { anomaly } = shownRecord(rejected);
  if (anomaly === undefined) throw new Error('the verdict is gone');
  const empty = { ...mask, data: new Uint8Array(1200) };
  const cell = (x: number, y: number): number => y * 40 + x;
  const { measured, filled } = correctedMasks(mask, anomaly, thermalRecord.picture);
  expect([measured.data[cell(1, 2)], measured.data[cell(10, 2)], measured.data[cell(30, 2)]]).toEqual([0, 1, 1]);
  expect(filled.data).toEqual(measured.data);
  const drawn = correctedMasks(empty, anomaly, thermalRecord.picture);
  expect([drawn.measured.data[cell(30, 2)], drawn.filled.data[cell(30, 2)]]).toEqual([0, 1]);
});
