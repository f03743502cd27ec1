/** Pictures of a teaching from which nothing can be learned. Earlier versions stored such files without checking them. */
import type { TeachingRepository } from '../storage/teachings';
import type { AddDependencies } from './add-teach-pictures';
import { orThrow } from './fault-error';

interface UnusableDependencies extends Pick<AddDependencies, 'checkPicture'> {
  readonly repository: Pick<TeachingRepository, 'byId' | 'readThumbnail' | 'readFile'>;
}

/** Their numbers. A picture with a thumbnail was decoded; only files without one are read. Rejects with a `FaultError`. */
export async function unusablePictures(
  id: string,
  { repository, checkPicture }: UnusableDependencies,
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (const picture of orThrow(await repository.byId(id))?.pictures ?? []) {
    if (orThrow(await repository.readThumbnail(picture)) !== undefined) continue;
    const bytes = orThrow(await repository.readFile(picture));
    if (bytes === undefined || (await checkPicture(bytes)) !== undefined) found.add(picture.order);
  }
  return found;
}
