import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Teaching } from '../../../src/domain/teaching';
import { unusablePictures } from '../../../src/services/unusable-pictures';
import { openStorage, valueOf } from '../../contract/storage-fixture';

const teaching: Teaching = {
  ...{
    id: 'sheets',
    startedAt: '2026-11-26T10:00:00.000Z',
    kind: 'anomaly',
    title: 'Sheets',
    packId: 'taught-0a1b2c3d',
  },
  ...{ base: { id: 'surface', title: 'Surface' }, options: { closeLook: 'auto' }, state: { phase: 'collecting' } },
};

function stored(text: string) {
  const bytes = new TextEncoder().encode(text).buffer;
  const picture = {
    label: 'normal',
    fileName: `${text}.jpg`,
    source: 'file',
    sha256: text,
    bytes: bytes.byteLength,
  } as const;
  return { picture, bytes };
}

test('TCH-54 a file that an earlier version stored and that is not a picture does not count', async () => {
  const { connection, teachings } = openStorage(`unusable-${crypto.randomUUID()}`);
  valueOf(await teachings.add(teaching));
  const thumbnail = new ArrayBuffer(3);
  await teachings.addPictures('sheets', [stored('good'), stored('notes'), { ...stored('seen'), thumbnail }]);
  const checked: string[] = [];
  const found = await unusablePictures('sheets', {
    repository: teachings,
    checkPicture: (bytes) => {
      const text = new TextDecoder().decode(bytes);
      checked.push(text);
      return Promise.resolve(text === 'notes' ? { kind: 'not-a-picture' } : undefined);
    },
  });
  expect([...found]).toEqual([1]);
  expect(checked).toEqual(['good', 'notes']);
  await connection.close();
});
