/** Sending, as the screens see it. A port: `app/ports/delivery-desk.ts` joins it with storage and the outbox engine. */
import type { DeliveryChoices, QueueSummary, RecordDelivery, WaitingChange } from '../domain/delivery';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Blocker } from '../sync/drain';
import type { EngineStatus } from '../sync/outbox-engine';
import type { ImportFault, ImportReport } from '../sync/read-queue-zip';
import type { DeviceName, RegisterFault, RegistrationWish } from '../sync/register-device';

export type { Blocker } from '../sync/drain';
export type { DeliveryFault } from '../sync/delivery-fault';
export type { EngineStatus } from '../sync/outbox-engine';
export type { ImportFault, ImportReport } from '../sync/read-queue-zip';
export type { RegisterFault, RegistrationWish } from '../sync/register-device';

/** How the server knows this device; the token is nobody's business here. */
export type KnownAs =
  | { readonly phase: 'none' }
  | ({ readonly phase: 'registered' } & DeviceName)
  | ({ readonly phase: 'refused' } & DeviceName);

/** Everything the screens say about sending as a whole. */
export interface DeliveryOverview {
  readonly device: KnownAs;
  readonly choices: DeliveryChoices;
  readonly summary: QueueSummary;
  /** What keeps everything waiting, whatever is tried. */
  readonly blocker?: Blocker;
  /** False where the browser does not tell Wi-Fi from mobile data. */
  readonly knowsMetered: boolean;
  readonly hasBackgroundSync: boolean;
}

/** Sending: what waits, why, and what a person can do about it. */
export interface DeliveryService {
  /** What the engine of this tab is doing. */
  readonly status: () => EngineStatus;
  readonly subscribe: (listener: () => void) => () => void;
  /** Calls back, not too often, when anything about the outbox has changed, in whichever tab. */
  readonly onChanged: (listener: () => void) => () => void;
  overview(): Promise<DeliveryOverview>;
  needingAttention(): Promise<readonly WaitingChange[]>;
  ofRecord(recordId: string): Promise<RecordDelivery>;
  sendNow(): void;
  register(device: RegistrationWish): Promise<Result<void, RegisterFault>>;
  choose(change: Partial<DeliveryChoices>): Promise<void>;
  /** Puts a change that needs attention back into the queue. */
  retry(changeId: string): Promise<void>;
  /** Never sends this change; the inspection stays on the device. */
  discard(changeId: string): Promise<void>;
  /** The waiting changes, or one of them, as a ZIP. */
  exportQueue(only?: string): Promise<Result<Blob, StorageFault>>;
  importQueue(file: Blob): Promise<Result<ImportReport, ImportFault>>;
}
