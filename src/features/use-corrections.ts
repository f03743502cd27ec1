import type { CorrectionEdit } from '../domain/correction-edit';
import type { CorrectionFault } from '../services/correction-service';
import { useDeliveryOverview } from './delivery-queries';
import { queryKeys } from './local-queries';
import { useFaultMutation } from './use-fault-mutation';
import { usePreferences } from './use-preferences';
import { useServices } from './use-services';

/** The name that corrections get: the one in the settings, else the one under which the device is registered. */
export function usePerson(): string | undefined {
  const [{ person = '' }] = usePreferences();
  const device = useDeliveryOverview().data?.device;
  if (person !== '') return person;
  return device === undefined || device.phase === 'none' ? undefined : device.name;
}

/** The corrections that a person makes. */
export interface Corrections {
  readonly correct: (id: string, edit: CorrectionEdit) => void;
  readonly undo: (id: string) => void;
  readonly confirmAll: (ids: readonly string[]) => void;
  readonly isPending: boolean;
  readonly fault: CorrectionFault | undefined;
}

type Act =
  | { readonly kind: 'correct'; readonly id: string; readonly edit: CorrectionEdit }
  | { readonly kind: 'undo'; readonly id: string }
  | { readonly kind: 'confirm'; readonly ids: readonly string[] };

/** Corrections under the name of the person. `onDone` is called after each that was stored. */
export function useCorrections(onDone?: () => void): Corrections {
  const { corrections } = useServices();
  const by = usePerson();
  const { mutate, isPending, error } = useFaultMutation<unknown, CorrectionFault, Act>({
    run: (act) => {
      switch (act.kind) {
        case 'correct':
          return corrections.correct(act.id, act.edit, by);
        case 'undo':
          return corrections.undo(act.id, by);
        case 'confirm':
          return corrections.confirmAll(act.ids, by);
      }
    },
    refresh: [queryKeys.inspections],
    // Keys may follow each other quickly: the second correction is made on the record as the first one changed it.
    inTurn: 'corrections',
    ...(onDone !== undefined && { onSuccess: onDone }),
  });
  return {
    correct: (id, edit) => mutate({ kind: 'correct', id, edit }),
    undo: (id) => mutate({ kind: 'undo', id }),
    confirmAll: (ids) => mutate({ kind: 'confirm', ids }),
    isPending,
    fault: error?.fault,
  };
}
