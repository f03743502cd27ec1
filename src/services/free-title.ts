/** Unique names for new packs, so that a user can distinguish them where a pack is chosen. */
import { isOwnPackId } from '../domain/teaching';
import type { PackRepository } from '../storage/packs';
import type { TeachingRepository } from '../storage/teachings';
import { parseManifest } from './pack-source';

interface TitleSources {
  readonly repository: Pick<TeachingRepository, 'list'>;
  readonly packRepository: Pick<PackRepository, 'manifests'>;
}

/** The title, or with the first number that no teaching and no own pack of this device has: "My classes 2". */
export async function freeTitle(title: string, sources: TitleSources): Promise<string> {
  const taken = new Set((await titlesOf(sources)).map(asCompared));
  let [free, number] = [title, 1];
  while (taken.has(asCompared(free))) free = `${title} ${(number += 1)}`;
  return free;
}

async function titlesOf({ repository, packRepository }: TitleSources): Promise<readonly string[]> {
  const [teachings, manifests] = await Promise.all([repository.list(), packRepository.manifests()]);
  const packs = (manifests.ok ? manifests.value : []).map(parseManifest);
  return [
    ...(teachings.ok ? teachings.value : []).map(({ title }) => title),
    ...packs.flatMap((pack) => (pack.ok && isOwnPackId(pack.value.id) ? titlesIn(pack.value.title) : [])),
  ];
}

function titlesIn(title: string | Readonly<Record<string, string>>): readonly string[] {
  return typeof title === 'string' ? [title] : Object.values(title);
}

function asCompared(title: string): string {
  return title.trim().toLowerCase();
}
