import type { StorageFault } from '../../domain/record';
import { queryKeys } from '../local-queries';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';

/** Saves the note of one inspection. `edited` after a success; `fault` after a failure. */
export function useEditNote(id: string): {
  readonly edited: boolean;
  readonly isPending: boolean;
  readonly fault: StorageFault | undefined;
  readonly save: (note: string) => void;
} {
  const { inspections } = useServices();
  const edit = useFaultMutation({
    run: (note: string) => inspections.edit(id, { note }),
    refresh: [queryKeys.inspections],
  });
  return { edited: edit.isSuccess, isPending: edit.isPending, fault: edit.error?.fault, save: edit.mutate };
}
