import type { InspectionRecord } from '../domain/record';
import { fail, succeed } from '../domain/result';
import type { NewPicture } from './inspect-queue-state';
import type { InspectionService } from './inspection-service';

/** The stored photo of an inspection as a picture to add. */
export function storedPicture(
  { id, fileName }: Pick<InspectionRecord, 'id' | 'fileName'>,
  inspections: Pick<InspectionService, 'byId' | 'read'>,
): NewPicture {
  const read = async () => {
    const record = await inspections.byId(id);
    if (record === undefined) return fail({ kind: 'file-missing' } as const);
    const photo = await inspections.read(record.photo);
    return photo.ok ? succeed(photo.value) : fail({ kind: 'file-unreadable', detail: photo.fault.kind } as const);
  };
  return { file: { read }, fileName, source: 'file' };
}
