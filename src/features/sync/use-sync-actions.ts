import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FaultText } from '../../words/fault-text';
import { deliveryKeys } from '../delivery-queries';
import { describeImportFault, describeRegisterFault } from '../delivery-text';
import type { ImportReport, RegistrationInput } from '../../services/delivery';
import type { DeliveryService } from '../../services/delivery-service';
import { describeStorageFault } from '../../words/fault-text';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';
import { useWords } from '../../ui/words-context';

/** How something a person asked for goes. */
export type Doing<Done> =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running' }
  | { readonly phase: 'done'; readonly value: Done }
  | { readonly phase: 'failed'; readonly fault: FaultText };

/** Runs one of the desk's actions and reads the queue again afterwards. */
export function useDesk(): (work: (desk: DeliveryService) => Promise<unknown>) => void {
  const { delivery } = useServices();
  const queryClient = useQueryClient();
  return (work) => void work(delivery).then(() => queryClient.invalidateQueries({ queryKey: deliveryKeys.all }));
}

/** Registers the device. */
export function useRegister(): readonly [Doing<undefined>, (device: RegistrationInput) => void] {
  const words = useWords();
  const { delivery } = useServices();
  const queryClient = useQueryClient();
  const [doing, setDoing] = useState<Doing<undefined>>({ phase: 'idle' });
  const register = async (device: RegistrationInput): Promise<void> => {
    setDoing({ phase: 'running' });
    const registered = await delivery.register(device);
    await queryClient.invalidateQueries({ queryKey: deliveryKeys.all });
    setDoing(
      registered.ok
        ? { phase: 'done', value: undefined }
        : { phase: 'failed', fault: describeRegisterFault(words, registered.fault) },
    );
  };
  return [doing, (device) => void register(device)];
}

/** Packs the queue, or one change of it, and hands it to the person; the value is the file's name. */
export function useExport(): readonly [Doing<string>, (only?: string) => void] {
  const words = useWords();
  const { delivery, device } = useServices();
  const [doing, setDoing] = useState<Doing<string>>({ phase: 'idle' });
  const run = async (only?: string): Promise<void> => {
    setDoing({ phase: 'running' });
    const packed = await delivery.exportOutbox(only);
    const name = `fieldgrade-queue-${new Date().toISOString().slice(0, 10)}.zip`;
    if (packed.ok) device.saveFile(packed.value, name);
    setDoing(
      packed.ok
        ? { phase: 'done', value: name }
        : { phase: 'failed', fault: describeStorageFault(words, packed.fault) },
    );
  };
  return [doing, (only) => void run(only)];
}

/** Takes over a queue ZIP of another device. */
export function useImport(): readonly [Doing<ImportReport>, (file: Blob) => void] {
  const words = useWords();
  const { delivery } = useServices();
  const queryClient = useQueryClient();
  const [doing, setDoing] = useState<Doing<ImportReport>>({ phase: 'idle' });
  const run = async (file: Blob): Promise<void> => {
    setDoing({ phase: 'running' });
    const imported = await delivery.importOutbox(file);
    await queryClient.invalidateQueries({ queryKey: queryKeys.inspections });
    setDoing(
      imported.ok
        ? { phase: 'done', value: imported.value }
        : { phase: 'failed', fault: describeImportFault(words, imported.fault) },
    );
  };
  return [doing, (file) => void run(file)];
}
