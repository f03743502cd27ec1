import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StorageFault } from '../../domain/record';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';

/** Saves the note of one inspection; `edited` once that went well, `fault` while it did not. */
export function useEditNote(id: string): {
  readonly edited: boolean;
  readonly fault: StorageFault | undefined;
  readonly save: (note: string) => void;
} {
  const { inspections } = useServices();
  const queryClient = useQueryClient();
  const [outcome, setOutcome] = useState<{ readonly fault?: StorageFault }>();
  const save = async (note: string): Promise<void> => {
    const edited = await inspections.edit(id, { note });
    setOutcome(edited.ok ? {} : { fault: edited.fault });
    await queryClient.invalidateQueries({ queryKey: queryKeys.inspections });
  };
  const isEdited = outcome !== undefined && outcome.fault === undefined;
  return { edited: isEdited, fault: outcome?.fault, save: (note) => void save(note) };
}
