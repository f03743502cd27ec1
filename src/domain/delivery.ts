/** Delivery of changes to the server: what waits and why, receipts, registration and choices. */
import type { BlobRef } from './blob-ref';
import type { InspectionRecord } from './record';
import type { SharedChangeKind, SharedItem } from './shared-item';

/** What happened to an inspection. */
export type RecordChangeKind = 'saved' | 'edited' | 'deleted';

/** What happened to an inspection, an asset or a job. */
export type ChangeKind = RecordChangeKind | SharedChangeKind;

/** Why a change is not sent again without the user. It stays in the outbox. */
export type AttentionReason =
  /** The server will never accept the change. `fault`: the kind of the intake's fault; `words`: its text. */
  | { readonly kind: 'refused'; readonly status: number; readonly fault: string; readonly words: string }
  /** A photo or raster on this device is missing or its hash has changed. */
  | { readonly kind: 'damaged-blob'; readonly sha256: string };

/** The state of a waiting change. `sentAt`: when it was first sent; it may have arrived since. */
type ChangeState =
  | { readonly phase: 'queued' }
  | { readonly phase: 'sent'; readonly sentAt: string }
  | { readonly phase: 'attention'; readonly reason: AttentionReason; readonly sentAt?: string };

/** Until when a change waits after a failure, because of our backoff or the server's `Retry-After`. */
export type RetryWait =
  | { readonly kind: 'none' }
  | { readonly kind: 'backoff'; readonly untilMs: number }
  | { readonly kind: 'server'; readonly untilMs: number };

/** A change as text. */
export interface WrittenChange {
  readonly changeId: string;
  /** The id of the inspection, asset or job. */
  readonly recordId: string;
  readonly kind: ChangeKind;
  /** When it was made, by the hybrid clock: changes are sent in this order. */
  readonly at: string;
  /** The exact text that is sent. It is written once. */
  readonly text: string;
  readonly blobs: readonly BlobRef[];
}

/** A change that waits for its receipt. */
export interface WaitingChange extends WrittenChange {
  /** Bytes of text and blobs together. */
  readonly bytes: number;
  readonly state: ChangeState;
  /** Failed attempts in a row. */
  readonly attempts: number;
  readonly wait: RetryWait;
}

/** The receipt for the last delivered change of a record. */
export interface StoredReceipt {
  readonly recordId: string;
  readonly changeId: string;
  readonly at: string;
  readonly contentHash: string;
  /** The server's sequence number. */
  readonly sequence: number;
  /** By this device's clock, ISO 8601 in UTC. */
  readonly confirmedAt: string;
}

/** Which photos are sent: the photo, or the thumbnail only. Applies to inspections saved after the choice. */
export type PhotoChoice = 'whole' | 'thumbnail';

/** The user's choices about delivery. */
export interface DeliveryChoices {
  readonly sending: 'on' | 'paused';
  /** `unmetered`: Wi-Fi or cable only, where the browser reports it. */
  readonly network: 'any' | 'unmetered';
  readonly photos: PhotoChoice;
  /** Whether packs that this device teaches are sent to the office. Applies to versions made after the choice. */
  readonly packs: 'send' | 'keep';
}

/** The choices until the user changes them. */
export const defaultChoices: DeliveryChoices = { sending: 'on', network: 'any', photos: 'whole', packs: 'send' };

/** The registration of this device. A refused token is deleted; name and location stay, to register again. */
export type Registration =
  | { readonly phase: 'none' }
  | { readonly phase: 'registered'; readonly name: string; readonly location: string; readonly token: string }
  | { readonly phase: 'refused'; readonly name: string; readonly location: string };

/** A registration that the user has asked for. It is sent until the server answers or the user cancels it. */
export interface RequestedRegistration {
  readonly name: string;
  readonly location: string;
  readonly code?: string;
  /** Why it is not sent any more: `cancelled` by the user, `not-admitted`, or the code of the server's refusal. */
  readonly stoppedBecause?: string;
}

/** The contents of the outbox in numbers. */
export interface OutboxSummary {
  /** Changes that will be sent without the user. */
  readonly waiting: number;
  readonly waitingBytes: number;
  /** Changes that need attention. */
  readonly attention: number;
  readonly lastReceipt?: StoredReceipt;
}

/** The waiting changes and the last receipt of one record. */
export interface RecordDelivery {
  readonly waiting: readonly WaitingChange[];
  readonly receipt?: StoredReceipt;
}

/**
 * Where a record stands: only on this device, waiting to be sent, sent without a receipt, delivered (every change of it
 * has its receipt), or with a change on which a person has to decide.
 */
export type DeliveryState = 'saved' | 'waiting' | 'sending' | 'delivered' | 'attention';

/** The state of a record, from its waiting changes and its last receipt. */
export function deliveryStateOf({
  waiting,
  receipt,
}: {
  readonly waiting: readonly Pick<WaitingChange, 'state'>[];
  readonly receipt?: StoredReceipt | undefined;
}): DeliveryState {
  const phases = new Set(waiting.map(({ state }) => state.phase));
  if (phases.has('attention')) return 'attention';
  if (phases.has('sent')) return 'sending';
  if (phases.has('queued')) return 'waiting';
  return receipt === undefined ? 'saved' : 'delivered';
}

/** A change of an inspection of another device, imported from a file. Its text and blobs were checked. */
export interface ImportedRecordChange extends WrittenChange {
  readonly kind: RecordChangeKind;
  /** Absent where the change is a deletion. */
  readonly record?: InspectionRecord;
}

/** A change of an asset or a job, from a file or from the office. Its text was checked. */
export interface ImportedSharedChange extends WrittenChange {
  readonly kind: SharedChangeKind;
  /** Absent where the change is a deletion. */
  readonly item?: SharedItem;
}

export type ImportedChange = ImportedRecordChange | ImportedSharedChange;

/** True for a change of an asset or a job. */
export function isSharedChange(change: ImportedChange): change is ImportedSharedChange {
  return change.kind !== 'saved' && change.kind !== 'edited' && change.kind !== 'deleted';
}
