import { useSyncExternalStore, type ReactElement } from 'react';
import { useServices } from '../features/use-services';
import { Chip } from '../ui/chip';
import { useWords } from '../ui/words-context';

/** A chip that is shown while the device is offline. */
export function Connectivity(): ReactElement {
  const words = useWords();
  const { device } = useServices();
  const isOnline = useSyncExternalStore(
    (listener) => device.onConnectivity(listener),
    () => device.isOnline(),
  );
  return (
    <div role="status">
      {isOnline ? null : (
        <Chip tone="ok" icon="offline">
          {words.say('app.offline')}
        </Chip>
      )}
    </div>
  );
}
