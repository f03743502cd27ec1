/** The types of delivery that features show. */
import type { DeliveryChoices, OutboxSummary } from '../domain/delivery';
import type { FileFault } from '../domain/file-fault';
import type { Blocker } from '../sync/blocker';
import type { ImportFault as QueueZipFault } from '../sync/read-queue-zip';
import type { DeviceName } from '../sync/register-device';

export type { Blocker } from '../sync/blocker';
export type { DeliveryFault } from '../sync/delivery-fault';
export type { ImportReport } from '../sync/read-queue-zip';
export type { RegistrationInput } from '../sync/register-device';
export type { SyncStatus } from '../sync/sync-engine-state';

/** Why the file of another device could not be imported. */
export type ImportFault = QueueZipFault | FileFault;

/** How the server knows this device, without the token. */
export type KnownAs =
  | { readonly phase: 'none' }
  | ({ readonly phase: 'registered' } & DeviceName)
  | ({ readonly phase: 'refused' } & DeviceName);

/** The state of delivery as a whole. */
export interface DeliveryOverview {
  readonly device: KnownAs;
  readonly choices: DeliveryChoices;
  /** A registration that the user has asked for: it waits for the server, or was stopped for this reason. */
  readonly requested?: DeviceName & { readonly stoppedBecause?: string };
  readonly summary: OutboxSummary;
  /** When the office's list of assets and jobs was read last, ISO 8601 in UTC. */
  readonly listReadAt?: string;
  /** Why nothing is sent at all. */
  readonly blocker?: Blocker;
  /** False where the browser cannot tell Wi-Fi from mobile data. */
  readonly knowsMetered: boolean;
  readonly hasBackgroundSync: boolean;
}
