import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { SceneChange } from '../../../src/domain/drift';
import type { InspectionRecord } from '../../../src/domain/record';
import { succeed } from '../../../src/domain/result';
import { adviceText, changeText } from '../../../src/features/drift/drift-text';
import { driftWarning, type ThumbnailSources } from '../../../src/features/drift/drift-warning';
import { english } from '../../../src/words/english';
import { createWords } from '../../../src/words/words';
import { corrected, levelAt } from '../../support/corrected-record';
import { learningDevice, pictureRecord, thermalId } from '../../support/learning-device';
import { flatPicture } from '../../support/make-pack';

const words = createWords({ tag: 'en' }, english);
const [dayThumbnail, nightThumbnail] = ['d'.repeat(64), 'e'.repeat(64)];

/** A picture in the light of the day or of the night. */
function picture(at: number, score: number, thumbnail: string): InspectionRecord {
  const record = pictureRecord(at);
  const { anomaly } = record;
  if (anomaly === undefined) throw new RangeError('the record has an anomaly verdict');
  return {
    ...record,
    takenAt: new Date(Date.UTC(2026, 10, 21, 6, at)).toISOString(),
    thumbnail: { ...record.thumbnail, sha256: thumbnail },
    anomaly: { ...anomaly, score, isAnomalous: score >= 0.5 },
  };
}

const usual = Array.from({ length: 25 }, (_, at) => picture(at, 0.2 + at / 400, dayThumbnail));
const unusual = Array.from({ length: 20 }, (_, at) => picture(30 + at, 0.9, nightThumbnail));

/** Thumbnails by their hash: dark ones of the night, light ones of the day. */
const sources: ThumbnailSources = {
  inspections: { read: ({ sha256 }) => Promise.resolve(succeed(new TextEncoder().encode(sha256).buffer)) },
  teachings: { byId: () => Promise.resolve(undefined), thumbnail: () => Promise.resolve(null) },
  device: {
    readPixels: (bytes) => {
      const isNight = new TextDecoder().decode(bytes) === nightThumbnail;
      return Promise.resolve(flatPicture(64, 48, isNight ? [40, 40, 40] : [190, 190, 190]));
    },
  },
};

async function warningFor(...records: readonly InspectionRecord[]) {
  const device = await learningDevice();
  await device.save(...records);
  const evidence = await device.learning.drift(thermalId);
  return evidence && driftWarning(evidence, sources);
}

test('LRN-49 recent pictures that score high are counted, and what changed is measured of their thumbnails', async () => {
  const warning = await warningFor(...usual, ...unusual);
  expect(warning).toMatchObject({ packId: thermalId, recent: 20, high: 20 });
  expect(warning?.changes.map(({ measure }) => measure)).toEqual(['light']);
});

test('LRN-49 says nothing while pictures are usual, and does not count faults that a person has seen', async () => {
  expect(await warningFor(...usual)).toBeUndefined();
  const seen = unusual.map((record) => corrected(record, { kind: 'level-changed', level: levelAt(3) }));
  expect(await warningFor(...usual, ...seen)).toBeUndefined();
});

test('LRN-51 the warning says what changed and which photos would help, in the terms of the camera', () => {
  const darker: SceneChange = { measure: 'light', before: 180, now: 90 };
  expect(changeText(words, darker, 'camera')).toBe('It is darker than before.');
  expect(adviceText(words, [darker], 'camera')).toContain('in the light of today');
  expect(changeText(words, darker, 'files')).toContain('another palette or temperature range');
  expect(adviceText(words, [{ measure: 'fill', before: 0.8, now: 0.3 }, darker], 'camera')).toContain('distance');
  expect(adviceText(words, [], 'camera')).toContain('mark the good ones as normal');
});
