/** The nearest normal patch of a region, computed when it is asked for. It is not stored, and nothing leaves the device. */
import type { InspectFault } from '../domain/inspection';
import { fractionsOf } from '../domain/example';
import type { KnownSource, NearestNormal } from '../domain/nearest-normal';
import type { PixelRect } from '../domain/picture';
import type { InspectionRecord } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import { teachPictureName, type Teaching } from '../domain/teaching';
import type { BaselineService } from './baseline-service';
import type { PackFetchFault } from './fetch-pack-file';
import type { InspectionService } from './inspection-service';
import type { Inspector } from './inspector';
import type { TeachingService } from './teaching-service';

export interface EvidenceDependencies {
  readonly inspector: Pick<Inspector, 'prepare' | 'nearest'>;
  readonly inspections: Pick<InspectionService, 'read' | 'linked' | 'byId'>;
  readonly baselines: Pick<BaselineService, 'withIds'>;
  readonly teachings: Pick<TeachingService, 'list' | 'byId' | 'file'>;
}

/** The nearest patch, and the version of the pack that found it, which may be newer than that of the verdict. */
export interface NearestEvidence {
  readonly packVersion: string;
  /** Absent where nothing normal is known for the region. */
  readonly found?: NearestNormal;
}

export type EvidenceFault = InspectFault | PackFetchFault;

/** `region` is in pixels of the picture. */
export async function findNearestNormal(
  { record, region }: { readonly record: InspectionRecord; readonly region: PixelRect },
  dependencies: EvidenceDependencies,
  signal: AbortSignal,
): Promise<Result<NearestEvidence, EvidenceFault>> {
  const { inspector, inspections, baselines } = dependencies;
  const { packId, baselines: used = [] } = record.provenance;
  const prepared = await inspector.prepare(packId);
  if (!prepared.ok) return prepared;
  const photo = await inspections.read(record.photo);
  if (!photo.ok) return fail({ kind: 'storage-fault', fault: photo.fault });
  const { id, version, taught } = prepared.value.pack;
  const packIds = [id, ...(taught === undefined ? [] : [taught.basePackId])];
  const request = {
    ...{ packId, bytes: photo.value, area: fractionsOf(region, record) },
    baselines: await baselines.withIds(used.map((each) => each.id)),
    readKnown: (source: KnownSource) => readKnown(source, packIds, dependencies),
  };
  const nearest = await inspector.nearest(request, signal);
  if (!nearest.ok) return nearest;
  return succeed({ packVersion: version, ...(nearest.value && { found: nearest.value }) });
}

/** The file of a picture that the pack learned from, if it is still on this device. */
async function readKnown(
  source: KnownSource,
  packIds: readonly string[],
  { inspections, teachings }: EvidenceDependencies,
): Promise<ArrayBuffer | undefined> {
  if (source.kind === 'correction') return correctedPhoto(source.pictureSha256, inspections);
  if (source.kind !== 'picture') return undefined;
  for (const { id } of inOrderOf(packIds, await teachings.list())) {
    const pictures = (await teachings.byId(id))?.pictures ?? [];
    const picture = pictures.find((each) => teachPictureName(each) === source.name);
    const file = picture && (await teachings.file(picture));
    if (file !== undefined) return file;
  }
  return undefined;
}

/** The teachings of these packs; those of the first pack first. */
function inOrderOf(packIds: readonly string[], teachings: readonly Teaching[]): readonly Teaching[] {
  return packIds.flatMap((packId) => teachings.filter((teaching) => teaching.packId === packId));
}

/** Examples are learned from the stored photo. */
async function correctedPhoto(
  sha256: string | undefined,
  inspections: EvidenceDependencies['inspections'],
): Promise<ArrayBuffer | undefined> {
  const [summary] = sha256 === undefined ? [] : await inspections.linked({ name: 'pictureSha256', value: sha256 }, 1);
  const record = summary && (await inspections.byId(summary.id));
  const photo = record && (await inspections.read(record.photo));
  return photo?.ok === true ? photo.value : undefined;
}
