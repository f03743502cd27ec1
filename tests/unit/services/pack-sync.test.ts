import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { verifyEd25519 } from '../../../node-host/ed25519';
import { sharedPackId } from '../../../src/domain/shared-pack';
import { succeed } from '../../../src/domain/result';
import { parseSentChange } from '../../../src/protocol/change';
import { createStoredKey, signerOf } from '../../../src/platform/ed25519';
import { sha256 } from '../../../src/platform/sha256';
import { createPackLibrary } from '../../../src/services/pack-library';
import { openKnownPacks } from '../../../src/services/known-packs';
import { createPackService } from '../../../src/services/pack-service';
import { queuePacks, type PackSyncDependencies } from '../../../src/services/pack-sync';
import { createPackVersionRepository } from '../../../src/storage/pack-versions';
import { openSigningKey } from '../../../src/storage/signing-key';
import { openStorage, valueOf } from '../../contract/storage-fixture';
import { readPacked } from '../../support/field-pack-file';
import { memoryStorage } from '../../support/memory-storage';
import { gradePlan, makePack } from '../../support/make-pack';

const id = 'taught-0a1b2c3d';

function newDevice() {
  const storage = openStorage(`pack-sync-${crypto.randomUUID()}`);
  const versions = createPackVersionRepository(storage.connection);
  const now = () => '2026-11-26T10:00:00.000Z';
  const packs = createPackService({
    ...{ repository: storage.packs, sha256, now, modelsPath: '/models/', onInstalled: () => undefined },
    knownPacks: openKnownPacks(memoryStorage()),
    fetch: () => Promise.reject(new TypeError('offline')),
  });
  const openSigner = async () => {
    const key = await openSigningKey(storage.connection, createStoredKey);
    return key.ok ? succeed(signerOf(key.value)) : key;
  };
  const library = createPackLibrary({
    ...{ versions, packs, sha256, verify: verifyEd25519, openSigner, now, onChanged: () => undefined },
  });
  const dependencies: PackSyncDependencies = {
    ...{ versions, packs: storage.packs, library, items: storage.shared, settings: storage.settings, sha256, now },
    teachings: { list: () => Promise.resolve([]) },
    signerName: () => 'Ravi',
  };
  const waiting = async () => valueOf(await storage.outbox.page({ limit: 100 }));
  return { storage, packs, library, dependencies, waiting, queue: () => queuePacks(dependencies) };
}

function pack(version: string, packId = id) {
  const plan = { ...gradePlan('a', 'b', 'c'), id: packId, version };
  return makePack(plan, 'nchw-logits', { own: new TextEncoder().encode(`bytes of ${version}`) });
}

test('SYN-26 each version made here is queued once with its signed file, whose bytes go with the receipt', async () => {
  const { storage, packs, library, waiting, queue } = newDevice();
  await packs.add(pack('1.0.0'));
  await library.rename(id, 'Smoked sheets');
  expect(valueOf(await queue())).toBe(2);
  expect(valueOf(await queue())).toBe(0);
  const [first] = await waiting();
  const change = parseSentChange(JSON.parse(first?.text ?? ''));
  if (first === undefined || change?.kind !== 'pack-saved') throw new Error('no change of a pack');
  expect(change.pack).toMatchObject({ packId: id, version: '1.0.0', signer: { name: 'Ravi' } });
  expect(change.pack.id).toBe(sharedPackId(change.pack.manifestSha256));
  const read = await openBlobs(storage, change.blobs);
  const opened = await readPacked(read);
  expect(opened).toMatchObject({ ok: true, value: { signer: { fingerprint: change.pack.signer.fingerprint } } });
  const receipt = { contentHash: '', sequence: 1, serverClock: first.at, confirmedAt: '2026-11-26T11:00:00.000Z' };
  for (const { changeId } of await waiting()) valueOf(await storage.outbox.markDelivered(changeId, receipt));
  const left = await storage.connection.use((database) => database.count('blobs'));
  expect(left).toEqual({ ok: true, value: 0 });
  expect(valueOf(await queue())).toBe(0);
});

test('SYN-26 two tabs at once queue a version once', async () => {
  const { packs, queue, waiting } = newDevice();
  await packs.add(pack('1.0.0'));
  const counts = await Promise.all([queue(), queue()]);
  expect(counts.map(valueOf).reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await waiting()).toHaveLength(1);
});

test('SYN-26 a pack that came from a file is not sent', async () => {
  const { packs, queue } = newDevice();
  const signer = { name: 'Asha', fingerprint: '0000', signedAt: '2026-11-26T10:00:00.000Z' };
  await packs.add(pack('1.0.0'), { kind: 'imported', signer });
  expect(valueOf(await queue())).toBe(0);
});

test('SYN-27 the network of a pack of the app is left out, another one is sent', async () => {
  const { packs, queue, waiting, storage } = newDevice();
  await packs.add(pack('1.0.0'));
  await queue();
  const [whole] = await waiting();
  await packs.add(pack('0.1.0', 'rubber-sheet'));
  await packs.add(pack('1.1.0'));
  await queue();
  const [, small] = await waiting();
  const names = await Promise.all(
    [whole, small].map(async (change) => namesIn(await openBlobs(storage, change?.blobs ?? []))),
  );
  expect(names).toEqual([true, false]);
});

test('SYN-28 with the choice to keep packs here, none is queued until it is changed', async () => {
  const { packs, queue, storage, waiting } = newDevice();
  valueOf(await storage.settings.choose({ packs: 'keep' }));
  await packs.add(pack('1.0.0'));
  expect([valueOf(await queue()), await waiting()]).toEqual([0, []]);
  valueOf(await storage.settings.choose({ packs: 'send' }));
  expect(valueOf(await queue())).toBe(1);
});

/** Whether the file has the network. */
async function namesIn(file: Uint8Array): Promise<boolean> {
  const opened = await readPacked(file);
  return opened.ok && !opened.value.present.includes('network');
}

async function openBlobs(
  { connection }: ReturnType<typeof openStorage>,
  refs: readonly { readonly sha256: string }[],
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const { sha256: hash } of refs) {
    const row = valueOf(await connection.use((database) => database.get('blobs', hash)));
    if (row !== undefined) parts.push(new Uint8Array(await connection.sealer.open(row.bytes)));
  }
  return new Uint8Array(Buffer.concat(parts));
}
