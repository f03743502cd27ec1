import { list, matching, object, passes, text, whole } from './check';
import { parseJson } from './json';
import type { PackFault } from './pack';
import { fail, succeed, type Result } from './result';

/** One pack that ships: where its manifest is (relative to `models/`), its size and its SHA-256. */
export interface PackIndexEntry {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly manifest: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** `models/index.json`: the packs that ship, in the order they are offered. */
export interface PackIndex {
  readonly packs: readonly PackIndexEntry[];
}

const packIndexShape = object<PackIndex>({
  packs: list(
    object<PackIndexEntry>({
      id: matching(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a pack id'),
      version: matching(/^\d+\.\d+\.\d+$/, 'a semantic version'),
      title: text,
      manifest: matching(/^[a-z0-9-]+\/pack\.json$/, 'the path of a pack.json in a folder'),
      bytes: whole({ min: 1 }),
      sha256: matching(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex'),
    }),
  ),
});

/** The text of `models/index.json`, or the first fault in it. */
export function parsePackIndex(json: string): Result<PackIndex, PackFault> {
  const parsed = parseJson(json);
  if (!parsed.ok) return fail({ kind: 'not-json' });
  if (passes(packIndexShape, parsed.value)) return succeed(parsed.value);
  const misfit = packIndexShape(parsed.value, '');
  return fail({ kind: 'bad-field', at: misfit?.at ?? '', wanted: misfit?.wanted ?? '' });
}
