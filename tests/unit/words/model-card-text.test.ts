import { expect, test } from 'vitest';
import { modelCardMarkdown } from '../../../src/archive/model-card-markdown';
import type { Pack } from '../../../src/domain/pack';
import { parsePackText } from '../../../src/domain/parse-pack';
import { fieldPackEntries } from '../../../src/archive/field-pack';
import { openArchive } from '../../../src/archive/read-archive';
import { packedFile, readPacked } from '../../support/field-pack-file';
import { gradePlan, makePack } from '../../support/make-pack';

const bytes = makePack(gradePlan('cracked', 'a | b'), 'nchw-logits');
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

test('TCH-93 the model card states accuracy, each class, calibration, pictures, date, seed, network and limits', () => {
  const card = modelCardMarkdown(parsed({ taught }), 'f'.repeat(64));
  const told = [
    '93 of 100 pictures',
    '87% of 15',
    'Wrong by 4% on average',
    '| cracked | 60 | 12 | 95% | 90% |',
    '| a \\| b | 12 | 3 | 81% | 100% |',
    '| 88% | 93% | 72 |',
    'Nov 26, 2026',
    '**Seed**: 7',
    'surface 0.4.0',
    '**Network**: ',
    'Few pictures of a \\| b',
    'With other light',
  ];
  expect(told.filter((text) => !card.includes(text))).toEqual([]);
});

test('TCH-93 a classifier of an earlier version says that it was not measured', () => {
  const { measured, ...before } = taught;
  expect(measured.accuracy).toBe(0.93);
  const card = modelCardMarkdown(parsed({ taught: before }), 'f'.repeat(64));
  expect(card).toContain('does not state how often it is right');
  expect(card).not.toContain('of 100 pictures');
});

test('PKF-14 a pack file has its model card as a text, which is not read back', async () => {
  const file = await packedFile(bytes);
  const source = {
    bytes: file.byteLength,
    read: (offset: number, length: number) => Promise.resolve(file.slice(offset, offset + length)),
  };
  const opened = await openArchive(source, { entries: 50, entryBytes: () => 1e6 });
  const card = opened.ok ? await opened.value.read(fieldPackEntries.card) : undefined;
  expect(card?.ok === true && new TextDecoder().decode(card.value)).toContain('SHA-256 of the manifest');
  const read = await readPacked(file);
  expect(read.ok && read.value.bytes).toEqual(bytes);
});
