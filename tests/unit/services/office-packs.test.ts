import { expect, test } from 'vitest';
import { succeed } from '../../../src/domain/result';
import type { SharedPack } from '../../../src/domain/shared-pack';
import { createOfficePacks } from '../../../src/services/office-packs';

const offer = { releasedAt: '2026-11-26T10:00:00.000Z', by: 'Asha' };
const hash = 'a'.repeat(64);

function sharedPack(packId: string, version: string, more: Partial<SharedPack> = {}): SharedPack {
  return {
    ...{ id: crypto.randomUUID(), packId, version, title: packId, manifestSha256: hash, figures: {}, offer },
    signer: { name: '', fingerprint: 'a1b2', signedAt: offer.releasedAt },
    file: { sha256: hash, bytes: 1, parts: [{ sha256: hash, bytes: 1, mime: 'application/zip' }] },
    ...more,
  };
}

async function offersOf(...packs: readonly SharedPack[]): Promise<readonly string[]> {
  const unused = () => Promise.reject(new Error('no connection is needed for the list'));
  const officePacks = createOfficePacks({
    items: { list: () => Promise.resolve(succeed(packs.map((value) => ({ type: 'pack', value }) as const))) },
    settings: { read: unused },
    packs: { installed: unused, install: unused },
    ...{ fetch: unused, sha256: unused },
  });
  return (await officePacks.offers()).map(({ title, version }) => `${title} ${version}`);
}

test('PKF-20 of several offered versions of a pack a device lists the newest, and none that is not offered', async () => {
  const yard = 'taught-0000000b';
  const { offer: _, ...withdrawn } = sharedPack(yard, '2.0.0');
  const packs = [sharedPack(yard, '1.9.0'), sharedPack(yard, '1.10.0'), sharedPack('taught-0000000a', '1.0.0')];
  expect(await offersOf(...packs, withdrawn)).toEqual(['taught-0000000a 1.0.0', 'taught-0000000b 1.10.0']);
  const renamed = sharedPack(yard, '1.10.1', { title: 'Zinc yard' });
  expect(await offersOf(...packs, renamed)).toEqual(['taught-0000000a 1.0.0', 'Zinc yard 1.10.1']);
});
