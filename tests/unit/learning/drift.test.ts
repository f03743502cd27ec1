import { expect, test } from 'vitest';
import type { SceneMeasures } from '../../../src/domain/drift';
import type { Picture } from '../../../src/domain/picture';
import { fewestKnown, fewestRecent, highScores, sceneChanges } from '../../../src/learning/drift';
import { measureScene } from '../../../src/vision/scene-measures';
import { flatPicture, paintRect } from '../../support/make-pack';
import { seededRandom } from '../../support/seeded-random';

const random = seededRandom(12);
/** A number around 0, as the sum of uniform ones. */
const noise = (): number => random() + random() + random() - 1.5;

test('LRN-49 usual pictures hardly ever give a warning, whatever the distribution of their scores', () => {
  const shapes = [noise, () => Math.exp(2 * noise()), () => (random() < 0.1 ? 5 : 0) + random()];
  for (const score of shapes) {
    let warnings = 0;
    for (let draw = 0; draw < 1000; draw++) {
      const [known, recent] = [Array.from({ length: 19 }, score), Array.from({ length: 20 }, score)];
      if (highScores(known, recent)?.hasDrifted === true) warnings += 1;
    }
    // Once in 1,200 draws on average.
    expect(warnings).toBeLessThanOrEqual(5);
  }
});

test('LRN-49 warns when more than half of the recent pictures score higher than nine tenths of the known ones', () => {
  const known = Array.from({ length: 19 }, (_, at) => at / 19);
  const recent = (high: number) => Array.from({ length: 20 }, (_, at) => (at < high ? 2 : 0.5));
  expect(highScores(known, recent(10))).toEqual({ high: 10, hasDrifted: false });
  expect(highScores(known, recent(11))).toEqual({ high: 11, hasDrifted: true });
});

test('LRN-49 says nothing with too few pictures', () => {
  const scores = (count: number) => Array.from({ length: count }, () => 1);
  expect(highScores(scores(fewestKnown - 1), scores(20))).toBeUndefined();
  expect(highScores(scores(19), scores(fewestRecent - 1))).toBeUndefined();
});

const usual: SceneMeasures = { light: 180, warmth: 5, contrast: 90, blur: 0.3, fill: 0.8, aspect: 1.33 };

/** Pictures with these measures, each a little different. */
function scenes(change: Partial<SceneMeasures>, count = 12): readonly SceneMeasures[] {
  const { light, warmth, contrast, blur, fill, aspect } = { ...usual, ...change };
  return Array.from({ length: count }, () => ({
    ...{ light: light + 8 * noise(), warmth: warmth + 3 * noise(), contrast: contrast + 6 * noise() },
    ...{ blur: blur + 0.02 * noise(), fill: fill + 0.03 * noise(), aspect },
  }));
}

test('LRN-50 names what changed, the largest change first', () => {
  const namesOf = (change: Partial<SceneMeasures>) =>
    sceneChanges(scenes({}), scenes(change)).map(
      ({ measure, now, before }) => `${measure} ${now > before ? '+' : '-'}`,
    );
  expect(namesOf({})).toEqual([]);
  expect(namesOf({ light: 90 })).toEqual(['light -']);
  expect(namesOf({ warmth: 60 })).toEqual(['warmth +']);
  expect(namesOf({ fill: 0.3, blur: 0.45 })).toEqual(['fill -', 'blur +']);
  expect(namesOf({ aspect: 0.75 })).toEqual(['aspect -']);
  expect(sceneChanges(scenes({}, 2), scenes({ light: 20 }))).toEqual([]);
});

test('LRN-50 a thumbnail is measured: a darker, warmer and smaller subject shows in its measures', () => {
  const sheet = (side: number, colour: readonly number[]): Picture =>
    paintRect(
      flatPicture(128, 96, [20, 20, 20]),
      { x: (128 - side) / 2, y: (96 - side) / 2, width: side, height: side },
      colour,
    );
  const near = measureScene(sheet(80, [200, 200, 200]));
  const far = measureScene(sheet(40, [120, 100, 60]));
  expect(near.light).toBeGreaterThan(far.light);
  expect(near.fill).toBeGreaterThan(far.fill);
  expect(near.warmth).toBe(0);
  expect(far.warmth).toBeGreaterThan(1);
  expect(near.aspect).toBeCloseTo(4 / 3);
});
