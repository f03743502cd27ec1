import { useSyncExternalStore, type ReactElement } from 'react';
import { useServices } from '../features/use-services';
import { Chip } from '../ui/chip';
import { useWords } from '../ui/words-context';

/** A chip that is shown while the server cannot be reached. */
export function Connectivity(): ReactElement {
  const words = useWords();
  const { device } = useServices();
  const disconnection = useSyncExternalStore(
    (listener) => device.onConnectivity(listener),
    () => device.disconnection(),
  );
  return (
    <div role="status">
      {disconnection === undefined ? null : (
        <Chip tone="info" icon="offline">
          {words.say(`app.${disconnection}`)}
        </Chip>
      )}
    </div>
  );
}
