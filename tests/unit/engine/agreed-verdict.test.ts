import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreeMap, agreeRasters, agreeVerdict, displayedValue } from '../../../src/domain/agreed-verdict';
import type { AnomalyBox, AnomalyVerdict } from '../../../src/domain/inspection';
import type { Pack, PackAnomaly } from '../../../src/domain/pack';
import type { FloatRaster, MaskRaster } from '../../../src/domain/picture';
import { judgeAnomaly, type JudgedAnomaly } from '../../../src/engine/judge-anomaly';
import type { AnomalyNumbers } from '../../../src/engine/measure';
import { planFit } from '../../../src/vision/fit';
import { renderOverlay } from '../../../src/vision/views';
import { fullPack } from '../../support/full-pack';
import { flatPicture } from '../../support/make-pack';

const side = 6;
const input = { width: 48, height: 48 };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const raw = fc.double({ min: -6, max: 6, noNaN: true });
/** Scores and values near the limit are drawn often: there the parts of a verdict used to contradict each other. */
const score = fc.oneof(share, fc.constantFrom(0.5, 0.4999999999, 0.5000000001, 0.83, 0.03));
const limit = fc.oneof({ weight: 4, arbitrary: fc.constant(0.5) }, fc.double({ min: 0.01, max: 0.99, noNaN: true }));

const numbers: fc.Arbitrary<AnomalyNumbers> = fc
  .tuple(raw, fc.array(raw, { minLength: side * side, maxLength: side * side }), fc.boolean())
  .map(([rawScore, values, isMap]) => {
    const cells = Float32Array.from(values);
    return { rawScore, distances: cells, ...(isMap && { map: cells }) };
  });

const calibrated: fc.Arbitrary<PackAnomaly> = fc
  .record({
    threshold: fc.double({ min: -2, max: 2, noNaN: true }),
    // Steeper calibrations bring the whole map to 0, which is the case of the second test.
    softness: fc.double({ min: 0.6, max: 3, noNaN: true }),
    mapThreshold: fc.double({ min: -4, max: 4, noNaN: true }),
    minBoxShare: fc.constantFrom(0, 0.0005, 0.05, 0.5),
  })
  .map(({ threshold, softness, mapThreshold, minBoxShare }) => {
    const { anomaly } = fullPack;
    if (anomaly === undefined) throw new Error('the full pack has an anomaly part');
    const { map, categories, ...rest } = anomaly;
    return {
      ...rest,
      ...(categories && { categories }),
      ...(map && { map: { ...map, threshold: mapThreshold, softness } }),
      patches: { ...anomaly.patches, grid: { width: side, height: side } },
      calibration: { ...anomaly.calibration, threshold, softness, mapThreshold },
      minBoxShare,
    };
  });

test('VRD-1 mask and boxes exist exactly in anomalous pictures', () => {
  fc.assert(
    fc.property(numbers, calibrated, limit, (found, anomaly, at) => {
      const { verdict, rasters } = judged(found, anomaly, at);
      expect(verdict.isAnomalous).toBe(verdict.score >= at);
      expect(isMarked(rasters.mask)).toBe(verdict.isAnomalous);
      expect(verdict.boxes.length > 0).toBe(verdict.isAnomalous);
    }),
  );
});

test('VRD-1 a map without any value above its floor marks nothing', () => {
  const nowhere = { rawScore: 9, distances: new Float32Array(36), map: new Float32Array(36).fill(-Infinity) };
  fc.assert(
    fc.property(calibrated, (anomaly) => {
      const { verdict, rasters } = judged(nowhere, anomaly, 0.5);
      expect(verdict).toMatchObject({ isAnomalous: true, boxes: [] });
      expect(isMarked(rasters.mask)).toBe(false);
    }),
  );
});

test('VRD-2 the strongest region has the score and level of its picture, and nothing is above the score', () => {
  fc.assert(
    fc.property(numbers, calibrated, limit, (found, anomaly, at) => {
      const { verdict, rasters } = judged(found, anomaly, at);
      for (const box of verdict.boxes) expect(box.score).toBeLessThanOrEqual(verdict.score);
      if (verdict.isAnomalous) {
        const { score, level, levelTitle, action } = verdict;
        expect(verdict.boxes[0]).toMatchObject({ score, level, levelTitle, action });
      }
      const highest = Math.fround(displayedValue(verdict.score, at));
      expect(highestIn(rasters.map)).toBeLessThanOrEqual(highest);
    }),
  );
});

test('VRD-3 mask and boxes are the same regions', () => {
  fc.assert(
    fc.property(numbers, calibrated, (found, anomaly) => {
      const { verdict, rasters } = judged(found, anomaly, 0.5);
      const marked = markedCells(rasters.mask);
      for (const cell of marked) expect(verdict.boxes.some((box) => isInside(cell, box))).toBe(true);
      for (const box of verdict.boxes) expect(marked.some((cell) => isInside(cell, box))).toBe(true);
    }),
  );
});

test('VRD-4 the overlay is warm exactly where the mask is marked, whatever the map says', () => {
  fc.assert(
    fc.property(numbers, calibrated, limit, (found, anomaly, at) => {
      const { verdict, rasters } = judged(found, anomaly, at);
      expect(warmPixels(verdict, rasters)).toEqual([...rasters.mask.data]);
    }),
    { numRuns: 50 },
  );
});

test('VRD-5 the rule keeps the order of the values', () => {
  fc.assert(
    fc.property(score, limit, share, fc.array(share, { minLength: 2 }), (found, at, highest, values) => {
      const sorted = [...values].map((value) => value * highest).sort((a, b) => a - b);
      const terms = { score: found, limit: at, isAnomalous: found >= at, peak: sorted.at(-1) ?? 0 };
      const agreed = sorted.map(agreeMap(terms).scoreOf);
      for (const [index, value] of agreed.entries()) {
        expect(value).toBeGreaterThanOrEqual((agreed[index - 1] ?? 0) - 1e-12);
      }
    }),
  );
});

test('VRD-5 applying the rule to what it returned changes nothing', () => {
  fc.assert(
    fc.property(numbers, calibrated, (found, anomaly) => {
      const { verdict, rasters } = judged(found, anomaly, 0.5);
      expect(agreeVerdict(verdict)).toEqual(verdict);
      const again = agreeRasters(verdict, rasters);
      expect(again.mask).toEqual(rasters.mask);
      rasters.map.data.forEach((value, cell) => expect(again.map.data[cell]).toBeCloseTo(value, 5));
    }),
  );
});

const storedBox = fc.record({
  x: fc.nat(40),
  y: fc.nat(40),
  width: fc.constant(5),
  height: fc.constant(5),
  score: share,
});

test('VRD-6 a stored verdict that contradicts itself is shown without the contradiction', () => {
  fc.assert(
    fc.property(
      score,
      fc.array(storedBox),
      fc.array(share, { minLength: 36, maxLength: 36 }),
      (found, boxes, values) => {
        const stored = storedVerdict(found, boxes);
        const shown = agreeVerdict(stored);
        const map = { width: side, height: side, data: Float32Array.from(values) };
        const mask = { ...input, data: new Uint8Array(input.width * input.height).fill(1) };
        const rasters = agreeRasters(stored, { map, mask });
        expect(shown.boxes).toHaveLength(stored.isAnomalous ? boxes.length : 0);
        for (const box of shown.boxes) expect(box.score).toBeLessThanOrEqual(found);
        expect(highestIn(rasters.map)).toBeLessThanOrEqual(Math.fround(found));
        expect(isMarked(rasters.mask)).toBe(stored.isAnomalous);
        expect(warmPixels(shown, rasters)).toEqual([...rasters.mask.data]);
      },
    ),
    { numRuns: 50 },
  );
});

test('VRD-6 a region stored as more severe than its picture is shown with the level of its picture', () => {
  const [region] = agreeVerdict(storedVerdict(0.57, [{ x: 1, y: 1, width: 5, height: 5, score: 0.83 }])).boxes;
  expect(region).toMatchObject({ score: 0.57, level: 'Overloway', levelTitle: 'Serious', action: 'inspect' });
});

function judged(found: AnomalyNumbers, anomaly: PackAnomaly, at: number): JudgedAnomaly {
  const { map, ...withoutMap } = anomaly;
  const part: PackAnomaly = found.map === undefined ? withoutMap : { ...withoutMap, ...(map && { map }) };
  const pack: Pack = { ...fullPack, anomaly: part, input: { ...fullPack.input, widthPx: 48, heightPx: 48 } };
  const placement = { plan: planFit(input, input, { kind: 'stretch' }), picture: input };
  return judgeAnomaly(found, part, { pack, placement, limit: at });
}

type Box = Pick<AnomalyBox, 'x' | 'y' | 'width' | 'height' | 'score'>;

/** As a version before this rule stored it: boxes with the level of their score, kept below the threshold. */
function storedVerdict(found: number, boxes: readonly Box[]): AnomalyVerdict {
  const faulty = { level: 'Faulty', levelTitle: 'Faulty', action: 'critical' };
  const level = { level: 'Overloway', levelTitle: 'Overload', action: 'inspect' };
  const all = boxes.map((box) => ({ ...box, ...faulty }));
  return { rawScore: 1, score: found, isAnomalous: found >= 0.5, ...level, boxes: all };
}

function isMarked({ data }: MaskRaster): boolean {
  return data.includes(1);
}

function highestIn({ data }: FloatRaster): number {
  return Math.max(...data);
}

interface Cell {
  readonly x: number;
  readonly y: number;
}

function markedCells({ width, data }: MaskRaster): readonly Cell[] {
  return [...data].flatMap((mark, cell) => (mark === 1 ? [{ x: cell % width, y: Math.floor(cell / width) }] : []));
}

function isInside({ x, y }: Cell, box: Pick<AnomalyBox, 'x' | 'y' | 'width' | 'height'>): boolean {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

/** 1 for each pixel of the overlay on a grey picture that is redder than it is blue. */
function warmPixels(anomaly: AnomalyVerdict, rasters: JudgedAnomaly['rasters']): readonly number[] {
  const timings = { decodeMs: 0, resizeMs: 0, networkMs: 0, judgeMs: 0, totalMs: 0 };
  const provenance = {
    ...{ packId: 'full-pack', packVersion: '1', packSha256: 'a'.repeat(64), networkSha256: 'a'.repeat(64) },
    ...{ engineVersion: '1', backend: 'node-cpu' as const },
  };
  const picture = flatPicture(input.width, input.height, [120, 120, 120]);
  const verdict = { picture: input, anomaly, timings, provenance };
  const { data } = renderOverlay(picture, { verdict, rasters });
  return Array.from({ length: input.width * input.height }, (_, at) =>
    (data[4 * at] ?? 0) > (data[4 * at + 2] ?? 0) ? 1 : 0,
  );
}
