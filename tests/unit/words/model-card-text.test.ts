import { expect, test } from 'vitest';
import type { Pack } from '../../../src/domain/pack';
import { parsePackText } from '../../../src/domain/parse-pack';
import { english } from '../../../src/words/english';
import { modelCardText } from '../../../src/words/model-card-text';
import { createWords } from '../../../src/words/words';
import { colourAnomaly, gradePlan, makePack } from '../../support/make-pack';

const bytes = makePack(gradePlan('cracked', 'a | b'), 'nchw-logits');
const words = createWords({ tag: 'en', timeZone: 'UTC' }, english);
const taught = {
  ...{ basePackId: 'surface', baseVersion: '0.4.0', seed: 7, taughtAt: '2026-11-26T10:00:00Z' },
  pictures: { cracked: 60, 'a | b': 12 },
  measured: {
    ...{ head: 'lda', accuracy: 0.93, calibrationError: 0.04 },
    classes: [
      { label: 'cracked', pictures: 60, test: 12, precision: 0.95, recall: 0.9 },
      { label: 'a | b', pictures: 12, test: 3, precision: 0.81, recall: 1 },
    ],
    confusion: [
      [54, 6],
      [0, 12],
    ],
    calibration: [{ confidence: 0.88, accuracy: 0.93, count: 72 }],
    test: { pictures: 15, accuracy: 0.87 },
    learning: [{ pictures: 57, accuracy: 0.93 }],
  },
};

function parsed(edit: object): Pack {
  const stated = JSON.parse(new TextDecoder().decode(bytes.manifest)) as object;
  const pack = parsePackText(JSON.stringify({ ...stated, ...edit }));
  if (!pack.ok) throw new Error(JSON.stringify(pack.fault));
  return pack.value;
}

/** The card as lines: a fact as "name: value", a row of a table with its cells. */
function cardLines(pack: Pack): readonly string[] {
  const { why, facts, tables, limits } = modelCardText(words, pack, 'f'.repeat(64));
  const rows = tables.flatMap((table) => table.rows.map((cells) => cells.join(' | ')));
  return [why, ...facts.map(({ name, value }) => `${name}: ${value}`), ...rows, ...limits];
}

test('TCH-93 the model card states accuracy, each class, calibration, pictures, date, seed, network and limits', () => {
  const lines = cardLines(parsed({ taught }));
  const wanted = [
    '93 of 100 pictures',
    '87% of 15',
    'Wrong by 4% on average',
    'cracked | 60 | 12 | 95% | 90%',
    'a | b | 12 | 3 | 81% | 100%',
    '88% | 93% | 72',
    'Nov 26, 2026',
    'Seed: 7',
    'Learning method: Linear discriminants',
    'surface 0.4.0',
    'Network: ',
    'Few pictures of a | b',
    'With other light',
  ];
  expect(wanted.filter((text) => !lines.some((line) => line.includes(text)))).toEqual([]);
});

test('TCH-93 a classifier of an earlier version says that it was not measured', () => {
  const { measured, ...before } = taught;
  expect(measured.accuracy).toBe(0.93);
  const card = cardLines(parsed({ taught: before })).join(' ');
  expect(card).toContain('does not state how often it is right');
  expect(card).not.toContain('of 100 pictures');
});

test('TCH-93 a false-alarm rate of 1 is no limit, and is not stated as one', () => {
  const alarmsAt = (falseAlarmRate: number): string | undefined => {
    const calibration = { ...colourAnomaly.calibration, falseAlarmRate };
    return cardLines({ ...parsed({}), anomaly: { ...colourAnomaly, calibration } }).find((line) =>
      line.startsWith('False alarms'),
    );
  };
  expect(alarmsAt(1)).toBe('False alarms: No limit is stated');
  expect(alarmsAt(0.05)).toContain('At most 5%');
});
