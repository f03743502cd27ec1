/** The actions of the user on delivery, as mutations. */
import type { UseMutationResult } from '@tanstack/react-query';
import type { DeliveryChoices } from '../../domain/delivery';
import type { StorageFault } from '../../domain/record';
import { succeed, type Result } from '../../domain/result';
import type { ImportFault, ImportReport, RegistrationInput } from '../../services/delivery';
import type { FaultError } from '../../services/fault-error';
import { deliveryKeys } from '../delivery-queries';
import { queryKeys } from '../local-queries';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';

type Mutation<Value, Fault extends { readonly kind: string }, Input> = UseMutationResult<
  Value,
  FaultError<Fault>,
  Input
>;

const refresh = [deliveryKeys.all];

/** Asks for the registration of the device. It is sent until the server has answered. */
export function useRegister(): Mutation<void, StorageFault, RegistrationInput> {
  const { delivery } = useServices();
  return useFaultMutation({ run: (device: RegistrationInput) => delivery.register(device), refresh });
}

/** Stops a registration that waits for the server. */
export function useCancelRegistration(): Mutation<void, StorageFault, void> {
  const { delivery } = useServices();
  return useFaultMutation({ run: () => delivery.cancelRegistration(), refresh });
}

/** Changes some of the delivery choices. */
export function useChoose(): Mutation<void, StorageFault, Partial<DeliveryChoices>> {
  const { delivery } = useServices();
  return useFaultMutation({ run: (choices: Partial<DeliveryChoices>) => delivery.choose(choices), refresh });
}

/** Sends a change that needs attention again. */
export function useRetry(changeId: string): Mutation<void, StorageFault, void> {
  const { delivery } = useServices();
  return useFaultMutation({ run: () => delivery.retry(changeId), refresh });
}

/** Removes a change from the outbox without sending it. */
export function useDiscard(changeId: string): Mutation<void, StorageFault, void> {
  const { delivery } = useServices();
  return useFaultMutation({ run: () => delivery.discard(changeId), refresh });
}

/** Exports the outbox, or only the change `only`, to a file. The value is the name of the file. */
export function useExportOutbox(only?: string): Mutation<string, StorageFault, void> {
  const { delivery, device } = useServices();
  const run = async (): Promise<Result<string, StorageFault>> => {
    const exported = await delivery.exportOutbox(only);
    if (!exported.ok) return exported;
    const name = `fieldgrade-queue-${new Date().toISOString().slice(0, 10)}.zip`;
    device.saveFile(exported.value, name);
    return succeed(name);
  };
  return useFaultMutation({ run, refresh: [] });
}

/** Imports the outbox file of another device. */
export function useImportOutbox(): Mutation<ImportReport, ImportFault, Blob> {
  const { delivery } = useServices();
  return useFaultMutation({
    run: (file: Blob) => delivery.importOutbox(file),
    refresh: [deliveryKeys.all, queryKeys.inspections],
  });
}
