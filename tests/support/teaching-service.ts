/** What the tests of teachings give to the service, besides the worker and the packs that they watch. */
import type { PackBytes } from '../../src/domain/loaded-pack';
import type { Pack } from '../../src/domain/pack';
import { parsePackText } from '../../src/domain/parse-pack';
import { sha256 } from '../../src/platform/sha256';
import type { TeachingDependencies } from '../../src/services/teaching-service';
import { createPackVersionRepository } from '../../src/storage/pack-versions';
import type { openStorage } from '../contract/storage-fixture';
import { makePack, plainInput } from './make-pack';
import { memoryStorage } from './memory-storage';

export function teachingDependencies(storage: ReturnType<typeof openStorage>) {
  return {
    repository: storage.teachings,
    packRepository: storage.packs,
    packVersions: createPackVersionRepository(storage.connection),
    locks: { hold: () => Promise.resolve(() => undefined), holdIfFree: () => Promise.resolve(() => undefined) },
    makeThumbnail: (bytes) => Promise.resolve(bytes),
    checkPicture: () => Promise.resolve(undefined),
    storage: memoryStorage(),
    schedule: () => () => undefined,
    newId: () => crypto.randomUUID(),
    nowMs: () => Date.UTC(2026, 10, 26),
    sha256,
  } satisfies Omit<TeachingDependencies, 'client' | 'packs'>;
}

/** A pack that tells good from bad. */
export function gradingPack(named: Pick<Pack, 'id' | 'version'> & { readonly title: string }): PackBytes {
  const { id, version, title } = named;
  const labels = ['good', 'bad'].map((label) => ({ name: label, title: label }));
  const grade = {
    source: { kind: 'network' },
    activation: { kind: 'softmax', temperature: 1 },
    ...{ labels, reject: [], indicative: true },
  } as const;
  const network = { file: 'network', input: 'input', grade: 'logits' };
  return makePack({ id, version, title, input: plainInput(8, 'nchw'), network, grade }, 'nchw-logits', {});
}

export function packIn({ manifest }: PackBytes): Pack {
  const parsed = parsePackText(new TextDecoder().decode(manifest));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  return parsed.value;
}
