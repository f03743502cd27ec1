/** Teachings: what a user collects waits in the database, with the bytes of the pictures, until it is removed. */
import type { TeachPicture, Teaching } from '../../src/domain/teaching';
import type { NewTeachPicture } from '../../src/storage/teachings';
import versionEight from '../fixtures/database/version-8.json';
import { expectEqual, scenario, type ContractCase } from './contract-case';
import { withOldStorage } from './old-database.contract';
import { valueOf, type StorageFixture, type StorageHost } from './storage-fixture';
import { expectSummaries } from './summary-migration.contract';

const teaching: Teaching = {
  ...{ id: 'teaching', startedAt: '2026-11-26T11:30:00.000Z', kind: 'anomaly', title: 'My sheets' },
  packId: 'taught-0a1b2c3d',
  base: { id: 'surface', title: 'Surface' },
  options: { closeLook: 'auto' },
  state: { phase: 'collecting' },
};

export function teachingsContract(host: StorageHost): readonly ContractCase[] {
  return [
    scenario('TCH-40 a teaching is read back with its pictures, their bytes and their thumbnails, in their order', () =>
      host.withStorage(async (storage) => {
        await fill(storage);
        const { teachings } = storage;
        const stored = { teaching, pictures: [picture(0), picture(1), picture(2)] };
        expectEqual(valueOf(await teachings.byId('teaching')), stored);
        expectEqual(valueOf(await teachings.readFile(picture(1))), bytes(1));
        expectEqual(valueOf(await teachings.readThumbnail(picture(1))), bytes(101));
        expectEqual(valueOf(await teachings.list()), [teaching]);
      }),
    ),
    scenario('TCH-40 a removed picture leaves no bytes, and its number is not used again', () =>
      host.withStorage(async (storage) => {
        await fill(storage);
        const { teachings } = storage;
        valueOf(await teachings.removePictures('teaching', [0]));
        valueOf(await teachings.addPictures('teaching', [given(3)]));
        expectEqual(await orders(storage), [1, 2, 3]);
        expectEqual(valueOf(await teachings.readFile(picture(0))), undefined);
      }),
    ),
    scenario('TCH-40 a removed teaching leaves nothing, and takes no pictures any more', () =>
      host.withStorage(async (storage) => {
        await fill(storage);
        const { teachings } = storage;
        valueOf(await teachings.remove('teaching'));
        valueOf(await teachings.put(teaching));
        valueOf(await teachings.addPictures('teaching', [given(3)]));
        expectEqual(valueOf(await teachings.byId('teaching')), undefined);
        expectEqual(valueOf(await teachings.readFile(picture(1))), undefined);
        expectEqual(valueOf(await teachings.readFile(picture(3))), undefined);
      }),
    ),
    scenario('TCH-40 pictures get another label, and the teaching another state', () =>
      host.withStorage(async (storage) => {
        await fill(storage);
        const { teachings } = storage;
        valueOf(await teachings.relabel('teaching', [0, 2, 9], 'faulty'));
        const teachingNow: Teaching = { ...teaching, title: 'Smoked sheets', state: { phase: 'teaching' } };
        valueOf(await teachings.put(teachingNow));
        const stored = valueOf(await teachings.byId('teaching'));
        expectEqual(stored?.teaching, teachingNow);
        expectEqual(
          stored?.pictures.map(({ label }) => label),
          ['faulty', 'normal', 'faulty'],
        );
        expectEqual(valueOf(await teachings.readThumbnail(picture(0))), bytes(100));
      }),
    ),
    scenario('TCH-40 a database of version 8 opens with every summary, and takes a teaching', () =>
      withOldStorage(host, versionEight, async (storage) => {
        await expectSummaries(storage);
        await fill(storage);
        expectEqual(await orders(storage), [0, 1, 2]);
      }),
    ),
  ];
}

async function fill({ teachings }: StorageFixture): Promise<void> {
  valueOf(await teachings.add(teaching));
  valueOf(await teachings.addPictures('teaching', [given(0), given(1)]));
  valueOf(await teachings.addPictures('teaching', [given(2)]));
}

async function orders({ teachings }: StorageFixture): Promise<readonly number[] | undefined> {
  return valueOf(await teachings.byId('teaching'))?.pictures.map(({ order }) => order);
}

function picture(order: number): TeachPicture {
  const { picture: content } = given(order);
  return { teachingId: 'teaching', order, ...content };
}

function given(number: number): NewTeachPicture {
  return {
    picture: {
      ...{ label: 'normal', fileName: `sheet-${number}.jpg`, source: 'file', sha256: String(number).repeat(64) },
      bytes: 4,
    },
    bytes: bytes(number),
    thumbnail: bytes(100 + number),
  };
}

function bytes(value: number): ArrayBuffer {
  return new Uint8Array(4).fill(value).buffer;
}
