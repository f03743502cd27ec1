/** Which corrections a pack has learned, read from its versions. */
import { exampleIdsOf } from './pack-parameters';
import type { OwnPack, PackVersion } from './pack-version';

/** The version in use; the newest where none is. */
export function activeVersion({ versions }: OwnPack): PackVersion | undefined {
  return versions.find(({ isActive }) => isActive) ?? versions[0];
}

/** The version and those whose knowledge it contains, the newest first, as far as they are on this device. */
function lineageOf({ versions }: OwnPack, version: PackVersion): readonly PackVersion[] {
  const lineage = [version];
  for (let next = before(versions, version); next !== undefined; next = before(versions, next)) {
    // A manifest that names itself, or one after it, is not followed.
    if (lineage.includes(next)) break;
    lineage.push(next);
  }
  return lineage;
}

/** The version before, if its knowledge is kept. A version that was taught again from pictures keeps none of it. */
function before(versions: readonly PackVersion[], version: PackVersion): PackVersion | undefined {
  if (version.origin.kind === 'taught' || version.origin.kind === 'model') return undefined;
  const previous = versions.find(({ sha256 }) => sha256 === version.pack.taught?.previousSha256);
  if (previous === undefined) return undefined;
  // A version from another device may have been taught again there.
  const kept = new Set(exampleIdsOf(version.pack));
  return exampleIdsOf(previous.pack).every((id) => kept.has(id)) ? previous : undefined;
}

/**
 * The version in which each example was learned, by the id of the example: of the version in use and those whose knowledge it contains. Where such a
 * version is not on this device, the manifest of the version in use still names its examples.
 */
export function learnedExamples(own: OwnPack): ReadonlyMap<string, string> {
  const active = activeVersion(own);
  if (active === undefined) return new Map();
  const versions = lineageOf(own, active);
  const learned = new Map(exampleIdsOf(active.pack).map((id) => [id, active.pack.version]));
  // The oldest last, so that each example maps to the version that learned it first.
  for (const { origin, pack } of versions) {
    if (origin.kind === 'learned') for (const { id } of origin.report.examples) learned.set(id, pack.version);
  }
  return learned;
}

/** The version that learned each example which the version in use does not contain, by the id of the example: it can be learned again. */
export function lostExamples(own: OwnPack): ReadonlyMap<string, string> {
  const kept = learnedExamples(own);
  const lost = new Map<string, string>();
  for (const { origin, pack } of own.versions) {
    const ids = origin.kind === 'learned' ? origin.report.examples.map(({ id }) => id) : exampleIdsOf(pack);
    for (const id of ids) if (!kept.has(id)) lost.set(id, pack.version);
  }
  return lost;
}

/** The pack that the corrections of a shipped pack were taught to; the one that learned last, where there are several. */
export function packTaughtFrom(basePackId: string, owned: readonly OwnPack[]): OwnPack | undefined {
  const learned = owned.filter(({ versions }) =>
    versions.some(({ origin }) => origin.kind === 'learned' && origin.basePackId === basePackId),
  );
  return learned.toSorted((a, b) => lastAdded(b).localeCompare(lastAdded(a)))[0];
}

function lastAdded({ versions }: OwnPack): string {
  return versions.reduce((latest, { addedAt }) => (addedAt > latest ? addedAt : latest), '');
}

/** The pack of the app whose corrections an own pack learns from too: the one that it was first taught from by corrections. */
export function learnedBase({ versions }: OwnPack): string | undefined {
  return versions.flatMap(({ origin }) => (origin.kind === 'learned' ? [origin.basePackId] : [])).at(-1);
}
