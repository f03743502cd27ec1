import 'fake-indexeddb/auto';
import { expect, onTestFinished, test } from 'vitest';
import { verifyEd25519 } from '../../../node-host/ed25519';
import type { PackBytes } from '../../../src/domain/loaded-pack';
import type { OwnPack } from '../../../src/domain/pack-version';
import { succeed } from '../../../src/domain/result';
import { sha256 } from '../../../src/platform/sha256';
import { createStoredKey, signerOf } from '../../../src/platform/ed25519';
import { readVersionPack, versionPackId } from '../../../src/services/pack-comparison';
import { createPackLibrary, type PackLibrary } from '../../../src/services/pack-library';
import { openKnownPacks } from '../../../src/services/known-packs';
import { createPackService } from '../../../src/services/pack-service';
import { createPackVersionRepository, type PackVersionRepository } from '../../../src/storage/pack-versions';
import { openSigningKey } from '../../../src/storage/signing-key';
import versionEight from '../../fixtures/database/version-8.json';
import { openStorage } from '../../contract/storage-fixture';
import { packedFile } from '../../support/field-pack-file';
import { restoreDatabase } from '../../support/old-database';
import { memoryStorage } from '../../support/memory-storage';
import { gradePlan, makePack } from '../../support/make-pack';

const id = 'taught-0a1b2c3d';

interface Device {
  readonly library: PackLibrary;
  readonly versions: PackVersionRepository;
  readonly packs: ReturnType<typeof createPackService>;
  /** The bytes of all files of packs. */
  readonly storedBytes: () => Promise<number>;
}

test('PKF-8 earlier versions are kept, and one of them can be used again', async () => {
  const { library, packs } = newDevice();
  await packs.add(pack('1.0.0'));
  await packs.add(pack('1.1.0'));
  expect(shortly(await own(library))).toEqual(['1.1.0 in use', '1.0.0']);
  await library.activate(id, '1.0.0');
  expect(shortly(await own(library))).toEqual(['1.1.0', '1.0.0 in use']);
  expect((await packs.installed(id))?.version).toBe('1.0.0');
});

test('PKF-8 another name is a new version with the same knowledge and its predecessor', async () => {
  const { library, packs, versions } = newDevice();
  await packs.add(pack('1.0.0'));
  await packs.add(pack('1.1.0'));
  await library.activate(id, '1.0.0');
  expect((await library.rename(id, 'Smoked sheets')).ok).toBe(true);
  const [newest] = (await own(library))?.versions ?? [];
  expect([newest?.pack.version, newest?.pack.title, newest?.isActive]).toEqual(['1.1.1', 'Smoked sheets', true]);
  const read = await versions.read(id, '1.1.1');
  expect(read.ok && read.value?.files).toEqual(pack('1.0.0').files);
});

test('PKF-8 deleting a version frees what is stated, and the newest remaining one is used', async () => {
  const { library, packs, storedBytes } = newDevice();
  await packs.add(pack('1.0.0'));
  await packs.add(pack('1.1.0'));
  const before = await storedBytes();
  const [newest] = (await own(library))?.versions ?? [];
  await library.remove(id, ['1.1.0']);
  expect(before - (await storedBytes())).toBe(newest?.freesBytes);
  expect(shortly(await own(library))).toEqual(['1.0.0 in use']);
  await library.remove(id, ['1.0.0']);
  expect([await own(library), await storedBytes(), await packs.installed(id)]).toEqual([undefined, 0, undefined]);
});

test('PKF-8 a database of version 8 opens and takes versions', async () => {
  const name = `library-${crypto.randomUUID()}`;
  await restoreDatabase(name, versionEight);
  const { library, packs } = newDevice(name);
  await packs.add(pack('1.0.0'));
  expect(shortly(await own(library))).toEqual(['1.0.0 in use']);
});

test('PKF-9 an exported pack is installed on another device, which asks first', async () => {
  const [sender, receiver] = [newDevice(), newDevice()];
  await sender.packs.add(pack('1.0.0'));
  const file = await sender.library.exportFile({ id, version: '1.0.0', withNetwork: true, signerName: 'Ravi' });
  const opened = await receiver.library.open(file.ok ? file.value : new Blob());
  expect(opened.ok && opened.value.file.signer).toMatchObject({ name: 'Ravi', signedAt: '2026-11-26T10:00:00.000Z' });
  expect(await sender.library.fingerprint()).toEqual({
    ok: true,
    value: opened.ok && opened.value.file.signer.fingerprint,
  });
  expect(await own(receiver.library)).toBeUndefined();
  expect(opened.ok && (await receiver.library.install(opened.value)).ok).toBe(true);
  const [installed] = (await own(receiver.library))?.versions ?? [];
  expect(installed?.origin).toMatchObject({ kind: 'imported', signer: { name: 'Ravi' } });
});

test('PKF-9 without its network the file needs a receiver that has it', async () => {
  const [sender, receiver] = [newDevice(), newDevice()];
  await sender.packs.add(pack('1.0.0'));
  const file = await sender.library.exportFile({ id, version: '1.0.0', withNetwork: false, signerName: '' });
  const bytes = file.ok ? file.value : new Blob();
  expect(await receiver.library.open(bytes)).toMatchObject({
    fault: { kind: 'absent-files', files: [{ name: 'network' }] },
  });
  await receiver.packs.add(pack('1.0.0', 'taught-99999999'));
  expect((await receiver.library.open(bytes)).ok).toBe(true);
});

test('PKF-9 a file with the id of a pack of the app, or with another pack under a known version, is refused', async () => {
  const { library, packs } = newDevice();
  const shipped = await packedFile(pack('9.0.0', 'rubber-sheet'));
  expect(await library.open(new Blob([new Uint8Array(shipped)]))).toEqual({
    ok: false,
    fault: { kind: 'not-a-taught-pack', packId: 'rubber-sheet' },
  });
  await packs.add(pack('1.0.0'));
  const other = await packedFile(pack('1.0.0', id, 'other bytes'));
  const opened = await library.open(new Blob([new Uint8Array(other)]));
  expect(opened).toEqual({ ok: false, fault: { kind: 'version-taken', version: '1.0.0' } });
});

test('PKF-10 two versions of a pack are loaded beside each other to be compared', async () => {
  const { packs, versions } = newDevice();
  await packs.add(pack('1.0.0'));
  await packs.add(pack('1.1.0'));
  const read = await readVersionPack(versions, versionPackId(id, '1.0.0'));
  const manifest = JSON.parse(new TextDecoder().decode(read?.manifest)) as { id: string; version: string };
  expect([manifest.id, manifest.version, read?.files]).toEqual([`${id}-v1-0-0`, '1.0.0', pack('1.0.0').files]);
  expect(await readVersionPack(versions, 'rubber-sheet')).toBeUndefined();
  expect(await readVersionPack(versions, versionPackId(id, '7.0.0'))).toBeUndefined();
});

function pack(version: string, packId = id, own = `bytes of ${version}`): PackBytes {
  const plan = { ...gradePlan('a', 'b', 'c'), id: packId, version };
  return makePack(plan, 'nchw-logits', { own: new TextEncoder().encode(own) });
}

function newDevice(name = `library-${crypto.randomUUID()}`): Device {
  const storage = openStorage(name);
  onTestFinished(() => storage.connection.close());
  const versions = createPackVersionRepository(storage.connection);
  const now = () => '2026-11-26T10:00:00.000Z';
  const packs = createPackService({
    ...{ repository: storage.packs, onInstalled: () => undefined, now, sha256, modelsPath: '/models/' },
    knownPacks: openKnownPacks(memoryStorage()),
    fetch: () => Promise.reject(new TypeError('Failed to fetch')),
  });
  const library = createPackLibrary({
    ...{ versions, packs, sha256, now, verify: verifyEd25519, onChanged: () => undefined },
    openSigner: async () => {
      const key = await openSigningKey(storage.connection, createStoredKey);
      return key.ok ? succeed(signerOf(key.value)) : key;
    },
  });
  const storedBytes = async (): Promise<number> => {
    const sum = await storage.connection.use(async (database) => {
      const files = (await database.getAll('packFiles')).map(({ bytes }) => bytes.byteLength);
      const manifests = (await database.getAll('packVersions')).map(({ manifest }) => manifest.byteLength);
      return [...files, ...manifests].reduce((total, bytes) => total + bytes, 0);
    });
    return sum.ok ? sum.value : Number.NaN;
  };
  return { library, versions, packs, storedBytes };
}

async function own(library: PackLibrary): Promise<OwnPack | undefined> {
  const listed = await library.list();
  return listed.ok ? listed.value.find((candidate) => candidate.id === id) : undefined;
}

function shortly(pack: OwnPack | undefined): readonly string[] | undefined {
  return pack?.versions.map(({ pack: { version }, isActive }) => (isActive ? `${version} in use` : version));
}
