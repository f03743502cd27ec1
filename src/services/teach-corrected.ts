/** Begins to teach a pack that knows nothing yet with the pictures that people corrected. */
import type { TaughtRole } from '../domain/anomaly-teaching';
import { saidOf } from '../domain/example';
import type { InspectionRecord, StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Teaching } from '../domain/teaching';
import type { InspectionService } from './inspection-service';
import { storedPicture } from './stored-picture';
import type { TeachingService } from './teaching-service';

interface TeachCorrectedDependencies {
  readonly teachings: Pick<TeachingService, 'create' | 'add'>;
  readonly inspections: Pick<InspectionService, 'byId' | 'read'>;
}

/** Returns the id of the teaching, which has the pictures as people called them: normal or faulty. Nothing is taught yet. */
export async function teachCorrected(
  base: Teaching['base'],
  records: readonly InspectionRecord[],
  { teachings, inspections }: TeachCorrectedDependencies,
): Promise<Result<string, StorageFault>> {
  const begun = await teachings.create({ kind: 'anomaly', title: base.title, base });
  if (!begun.ok) return begun;
  const pictures = records.map((record) => ({ ...storedPicture(record, inspections), label: roleOf(record) }));
  const added = await teachings.add(begun.value, pictures);
  return added.ok ? begun : added;
}

function roleOf(record: InspectionRecord): TaughtRole {
  return saidOf(record)?.isAnomalous === true ? 'faulty' : 'normal';
}
