/** The words of sending: changes that wait, why they wait, and what the server has confirmed. */
import type { BlobRef, InspectionRecord } from './record';

/** What happened to an inspection. */
export type ChangeKind = 'saved' | 'edited' | 'deleted';

/** Why a change is not sent again by itself. Nothing of it is lost; a person decides. */
export type AttentionReason =
  /** The server will never take it as it is. `fault` is the intake's word, `words` its sentence. */
  | { readonly kind: 'refused'; readonly status: number; readonly fault: string; readonly words: string }
  /** A photo or raster on this device is missing or no longer what was kept. */
  | { readonly kind: 'damaged-blob'; readonly sha256: string };

/** Where a waiting change stands. `sentAt`: when the server was first asked to keep it, so that it may have arrived. */
type ChangeState =
  | { readonly phase: 'queued' }
  | { readonly phase: 'sent'; readonly sentAt: string }
  | { readonly phase: 'attention'; readonly reason: AttentionReason; readonly sentAt?: string };

/** Until when a change rests after a failure, and who asked for it: our own backoff, or the server by `Retry-After`. */
export type RetryWait =
  | { readonly kind: 'none' }
  | { readonly kind: 'backoff'; readonly untilMs: number }
  | { readonly kind: 'server'; readonly untilMs: number };

/** A change that waits for its receipt. */
export interface WaitingChange {
  readonly changeId: string;
  readonly recordId: string;
  readonly kind: ChangeKind;
  /** When it was made, by the hybrid clock: changes are sent in this order. */
  readonly at: string;
  /** The exact text; never composed again. */
  readonly text: string;
  readonly blobs: readonly BlobRef[];
  /** Bytes of text and blobs together: the most that is to be sent. */
  readonly bytes: number;
  readonly state: ChangeState;
  /** Failed attempts in a row. */
  readonly attempts: number;
  readonly wait: RetryWait;
}

/** The last change of a record that the server has confirmed. */
export interface ConfirmedChange {
  readonly recordId: string;
  readonly changeId: string;
  readonly at: string;
  readonly contentHash: string;
  /** The server's running number. */
  readonly sequence: number;
  /** By this device's clock, ISO 8601 in UTC. */
  readonly confirmedAt: string;
}

/** Which photos travel: the kept photo, or the thumbnail only. Holds for what is saved from then on. */
export type PhotoWish = 'whole' | 'thumbnail';

/** What a person chose about sending. */
export interface DeliveryChoices {
  readonly sending: 'on' | 'paused';
  /** `unmetered`: Wi-Fi or cable only, where the browser tells. */
  readonly network: 'any' | 'unmetered';
  readonly photos: PhotoWish;
}

/** The choices until somebody chooses. */
export const defaultChoices: DeliveryChoices = { sending: 'on', network: 'any', photos: 'whole' };

/** How the server knows this device. A refused token is thrown away; the name stays, to register again. */
export type Registration =
  | { readonly phase: 'none' }
  | { readonly phase: 'registered'; readonly name: string; readonly location: string; readonly token: string }
  | { readonly phase: 'refused'; readonly name: string; readonly location: string };

/** What waits. */
export interface QueueSummary {
  /** Changes that will be sent by themselves. */
  readonly waiting: number;
  readonly waitingBytes: number;
  /** Changes on which a person has to decide. */
  readonly attention: number;
  readonly lastConfirmed?: ConfirmedChange;
}

/** What is known of the delivery of one record. */
export interface RecordDelivery {
  readonly waiting: readonly WaitingChange[];
  readonly confirmed?: ConfirmedChange;
}

/**
 * Where a record stands: only on this device, waiting to be sent, sent without a receipt, delivered (every change of it
 * has its receipt), or with a change on which a person has to decide.
 */
export type DeliveryState = 'saved' | 'waiting' | 'sending' | 'delivered' | 'attention';

/** The state of a record, from its waiting changes and its last receipt. */
export function deliveryStateOf({
  waiting,
  confirmed,
}: {
  readonly waiting: readonly Pick<WaitingChange, 'state'>[];
  readonly confirmed?: ConfirmedChange | undefined;
}): DeliveryState {
  const phases = new Set(waiting.map(({ state }) => state.phase));
  if (phases.has('attention')) return 'attention';
  if (phases.has('sent')) return 'sending';
  if (phases.has('queued')) return 'waiting';
  return confirmed === undefined ? 'saved' : 'delivered';
}

/** A change of another device, brought by hand, whose text and blobs were checked. */
export interface ForeignChange {
  readonly kind: ChangeKind;
  readonly changeId: string;
  readonly recordId: string;
  readonly at: string;
  readonly text: string;
  readonly blobs: readonly BlobRef[];
  /** Absent where the change is a deletion. */
  readonly record?: InspectionRecord;
}
