/** Texts of delivery: the state of a record, why a change waits, and what to do. */
import { isFileFault } from '../domain/file-fault';
import {
  deliveryStateOf,
  type AttentionReason,
  type DeliveryState,
  type RecordDelivery,
  type WaitingChange,
} from '../domain/delivery';
import type { Blocker, DeliveryFault, ImportFault, KnownAs } from '../services/delivery';
import type { IconName } from '../ui/icon';
import { describeFileFault, describeStorageFault, type FaultText } from '../words/fault-text';
import type { Tone } from '../words/verdict-text';
import type { Words } from '../words/words';

/** Tone and icon of each state. */
export const deliveryLooks: Readonly<Record<DeliveryState, { readonly tone: Tone; readonly icon?: IconName }>> = {
  saved: { tone: 'unknown', icon: 'check' },
  waiting: { tone: 'info', icon: 'waiting' },
  sending: { tone: 'info', icon: 'send' },
  delivered: { tone: 'ok' },
  attention: { tone: 'warn' },
};

/** The state of one record, as it is shown. */
export function recordState(delivery: RecordDelivery, device: KnownAs): DeliveryState {
  return shownDeliveryState(deliveryStateOf(delivery), device);
}

/** On a device that is not registered nothing is sent, so a waiting record is shown as saved. */
export function shownDeliveryState(state: DeliveryState, device: KnownAs): DeliveryState {
  return device.phase === 'none' && (state === 'waiting' || state === 'sending') ? 'saved' : state;
}

/** What the state of a record means, with the number of its receipt or the reason why it needs attention. */
export function describeState(words: Words, state: DeliveryState, { waiting, receipt }: RecordDelivery): string {
  if (state === 'delivered' && receipt !== undefined) {
    return words.say('delivery.state.delivered.meaningReceipt', { sequence: receipt.sequence });
  }
  const [reason] = waiting.flatMap(({ state: each }) => (each.phase === 'attention' ? [each.reason] : []));
  return reason === undefined ? words.say(`delivery.state.${state}.meaning`) : describeAttention(words, reason).title;
}

/** Why a change needs attention, and what the user can do. */
export function describeAttention(words: Words, reason: AttentionReason): FaultText {
  if (reason.kind === 'damaged-blob') return plainFault(words, reason.kind);
  return {
    title: words.say('delivery.refused-change.title', { reason: reasonText(words, reason.fault) }),
    advice: words.say('delivery.refused-change.advice'),
  };
}

/** What blocks the whole outbox. */
export function describeBlocker(words: Words, blocker: Blocker): FaultText {
  if (blocker.kind === 'storage') return describeStorageFault(words, blocker.fault);
  return plainFault(words, blocker.kind === 'offline' ? 'no-connection' : blocker.kind);
}

/** Why the last attempt to send failed. */
export function describeDeliveryFault(words: Words, fault: DeliveryFault): FaultText {
  switch (fault.kind) {
    case 'try-later':
      return {
        title: words.say('delivery.try-later.title', { status: fault.status }),
        advice: words.say('delivery.try-later.advice'),
      };
    case 'refused':
      return {
        title: words.say('delivery.refused.title', { reason: reasonText(words, fault.fault.kind) }),
        advice: words.say('delivery.refused.advice'),
      };
    case 'token-refused':
      return plainFault(words, 'not-admitted');
    default:
      return plainFault(words, fault.kind);
  }
}

/** Why the server refused to register the device, by the code that was kept. */
export function describeStoppedRegistration(words: Words, reason: string): FaultText {
  if (reason === 'already-registered' || reason === 'not-admitted') return plainFault(words, reason);
  return {
    title: words.say('delivery.registration-refused.title', { reason: reasonText(words, reason) }),
    advice: words.say('delivery.registration-refused.advice'),
  };
}

/** Why a file could not be imported. */
export function describeImportFault(words: Words, fault: ImportFault): FaultText {
  if (fault.kind === 'not-a-queue') return plainFault(words, fault.kind);
  return isFileFault(fault) ? describeFileFault(words, fault) : describeStorageFault(words, fault);
}

/** One waiting change in a line: "Inspection · 1.2 MB". */
export function describeChange(words: Words, { kind, bytes }: WaitingChange): string {
  return words.say(`delivery.change.${kind}`, { size: words.bytes(bytes) });
}

/** The faults whose texts have no arguments. */
type PlainFault =
  | Exclude<Blocker['kind'], 'storage' | 'offline'>
  | Exclude<DeliveryFault['kind'], 'try-later' | 'refused'>
  | 'no-connection'
  | 'not-admitted'
  | 'already-registered'
  | 'damaged-blob'
  | 'not-a-queue';

function plainFault(words: Words, kind: PlainFault): FaultText {
  return { title: words.say(`delivery.${kind}.title`), advice: words.say(`delivery.${kind}.advice`) };
}

const knownReasons = [
  'not-valid',
  'too-large',
  'not-what-it-says',
  'other-content',
  'not-yours',
  'storage-full',
] as const;

/** Why the server refuses, by the code in its answer. */
function reasonText(words: Words, code: string): string {
  const known = knownReasons.find((reason) => reason === code);
  return known === undefined ? words.say('delivery.reason.other', { code }) : words.say(`delivery.reason.${known}`);
}
