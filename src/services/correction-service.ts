/** Corrections of saved verdicts by people. Each is appended to its record, which sends it like any change. */
import { lastEffective, mostCorrections, type Correction } from '../domain/correction';
import { toCorrection, type CorrectionEdit } from '../domain/correction-edit';
import type { InspectionRecord, RecordPatch, StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';

/** Why a correction was not stored. Nothing of it was written. */
export type CorrectionFault = StorageFault | { readonly kind: 'too-many-corrections'; readonly limit: number };

export interface CorrectionServiceDependencies {
  readonly byId: (id: string) => Promise<InspectionRecord | undefined>;
  readonly edit: (id: string, patch: RecordPatch) => Promise<Result<InspectionRecord | undefined, StorageFault>>;
  readonly newId: () => string;
  /** ISO 8601 in UTC. */
  readonly now: () => string;
}

/** The result of a correction: the changed record; undefined where it was deleted or where there was nothing to correct. */
export type Corrected = Promise<Result<InspectionRecord | undefined, CorrectionFault>>;

export type CorrectionService = ReturnType<typeof createCorrectionService>;

/** `by`: the name of the person; without one the correction has none. */
export function createCorrectionService({ byId, edit, newId, now }: CorrectionServiceDependencies) {
  async function append(id: string, make: (record: InspectionRecord) => readonly Correction[]): Corrected {
    const record = await byId(id);
    if (record === undefined) return succeed(undefined);
    const added = make(record);
    if (added.length === 0) return succeed(undefined);
    const count = (record.corrections ?? []).length + added.length;
    if (count > mostCorrections) return fail({ kind: 'too-many-corrections', limit: mostCorrections });
    return edit(id, { addCorrections: added });
  }

  const stamped = (record: InspectionRecord, change: CorrectionEdit, by: string | undefined): readonly Correction[] => {
    const correction = toCorrection(record, change, { id: newId(), at: now(), ...(by !== undefined && { by }) });
    return correction === undefined ? [] : [correction];
  };

  return {
    /** Appends one correction. */
    correct: (id: string, change: CorrectionEdit, by?: string): Corrected =>
      append(id, (record) => stamped(record, change, by)),
    /** Undoes the last correction that has effect. */
    undo: (id: string, by?: string): Corrected =>
      append(id, (record) => {
        const last = lastEffective(record.corrections ?? []);
        return last === undefined ? [] : stamped(record, { kind: 'undone', undoes: last.id }, by);
      }),
    /** Confirms several inspections; stops at the first that cannot be stored. Resolves to the ids that were confirmed. */
    async confirmAll(ids: readonly string[], by?: string): Promise<Result<readonly string[], CorrectionFault>> {
      const confirmed: string[] = [];
      for (const id of ids) {
        const written = await append(id, (record) => stamped(record, { kind: 'confirmed' }, by));
        if (!written.ok) return written;
        if (written.value !== undefined) confirmed.push(id);
      }
      return succeed(confirmed);
    },
  };
}
