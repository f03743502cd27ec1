/** Sending in words: the states of a record, why something waits, and what to do about it. */
import type { FaultText } from '../domain/fault-text';
import {
  deliveryStateOf,
  type AttentionReason,
  type DeliveryState,
  type RecordDelivery,
  type WaitingChange,
} from '../domain/delivery';
import type { IconName } from '../ui/icon';
import { formatBytes, formatTime } from '../ui/format';
import type { Tone } from '../ui/tone';
import type { Blocker, DeliveryFault, ImportFault, KnownAs, RegisterFault } from '../services/delivery';
import { describeStorageFault } from './fault-words';

/** Where a record stands, as a word with its tone and picture. */
export interface DeliveryStateText {
  readonly kind: DeliveryState;
  readonly tone: Tone;
  readonly icon?: IconName;
  readonly title: string;
  readonly means: string;
}

const states: Readonly<Record<DeliveryState, DeliveryStateText>> = {
  saved: {
    kind: 'saved',
    tone: 'unknown',
    icon: 'check',
    title: 'Saved on this device',
    means: 'It is kept here and is not sent anywhere.',
  },
  waiting: {
    kind: 'waiting',
    tone: 'info',
    icon: 'waiting',
    title: 'Waiting to be sent',
    means: 'It is kept here and goes to the office as soon as there is a connection.',
  },
  sending: {
    kind: 'sending',
    tone: 'info',
    icon: 'send',
    title: 'Sent, not confirmed',
    means: 'It was sent, and no receipt has come back. It is sent again until there is one; it cannot arrive twice.',
  },
  delivered: {
    kind: 'delivered',
    tone: 'ok',
    title: 'Confirmed',
    means: 'The office has it, byte for byte, and has sent a receipt.',
  },
  attention: {
    kind: 'attention',
    tone: 'warn',
    title: 'Needs attention',
    means: 'It is kept here but cannot be sent as it is.',
  },
};

/** The state of one record. A device that the server does not know only saves. */
export function recordState(delivery: RecordDelivery, device: KnownAs): DeliveryStateText {
  return describeDeliveryState(deliveryStateOf(delivery), device);
}

/** A state in words. A device that the server does not know only saves. */
export function describeDeliveryState(state: DeliveryState, device: KnownAs): DeliveryStateText {
  const isOnlySaved = device.phase === 'none' && (state === 'waiting' || state === 'sending');
  return isOnlySaved ? states.saved : states[state];
}

/** Why a change is set aside, and what a person can do. */
export function describeAttention(reason: AttentionReason): FaultText {
  if (reason.kind === 'damaged-blob') {
    return {
      title: 'The photo is damaged on this device.',
      advice:
        'It cannot be sent. Take the photo again if you can, and discard this one; its numbers stay in the history.',
    };
  }
  return {
    title: `The office does not accept it: ${reason.words}`,
    advice: 'Try again after the office has been updated, or export it and hand it over.',
  };
}

/** What keeps everything waiting. */
export function describeBlocker(blocker: Blocker): FaultText {
  switch (blocker.kind) {
    case 'not-registered':
      return { title: 'This device is not registered.', advice: 'Register it to send results to the office.' };
    case 'token-refused':
      return {
        title: 'The office does not know this device any more.',
        advice: 'Register it again. Nothing is lost: everything waits here.',
      };
    case 'paused':
      return { title: 'Sending is paused.', advice: 'Everything waits here until you go on.' };
    case 'offline':
      return { title: 'There is no connection.', advice: 'Everything is sent by itself once there is one.' };
    case 'metered':
      return { title: 'Waiting for Wi-Fi.', advice: 'You chose to send on Wi-Fi or cable only.' };
    case 'busy':
      return { title: 'Another window is sending.', advice: 'There is nothing to do.' };
    case 'storage':
      return describeStorageFault(blocker.fault);
  }
}

/** Why the last attempt brought nothing. */
export function describeDeliveryFault(fault: DeliveryFault): FaultText {
  switch (fault.kind) {
    case 'offline':
      return { title: 'The office could not be reached.', advice: 'It is tried again by itself.' };
    case 'too-slow':
      return { title: 'The connection is too slow right now.', advice: 'It is tried again by itself.' };
    case 'not-our-server':
      return {
        title: 'Somebody else answered instead of the office.',
        advice: 'Perhaps this Wi-Fi wants you to log in first. Open any website, log in, then send again.',
      };
    case 'try-later':
      return { title: 'The office asks to try later.', advice: `It is busy or ill (answer ${fault.status}).` };
    case 'token-refused':
      return { title: 'The office refuses this device.', advice: 'Check the code, or ask the office to admit it.' };
    case 'refused':
      return { title: `The office refused: ${fault.words}`, advice: 'Everything else goes on.' };
  }
}

/** Why the device could not be registered. */
export function describeRegisterFault(fault: RegisterFault): FaultText {
  switch (fault.kind) {
    case 'storage-full':
    case 'storage-unavailable':
    case 'write-conflict':
    case 'newer-database':
    case 'damaged':
      return describeStorageFault(fault);
    case 'refused':
      return fault.fault.kind === 'already-registered'
        ? {
            title: 'The office knows this device already.',
            advice: 'Ask the office to withdraw it, then register again.',
          }
        : describeDeliveryFault(fault);
    default:
      return describeDeliveryFault(fault);
  }
}

/** Why a file could not be taken over. */
export function describeImportFault(fault: ImportFault): FaultText {
  if (fault.kind !== 'not-a-queue') return describeStorageFault(fault);
  return {
    title: 'This file is not an export of Fieldgrade.',
    advice: 'Choose the ZIP that “Export what waits” has made on the other device.',
  };
}

/** One waiting change in a line: "Inspection · 1.2 MB". */
export function nameChange({ kind, bytes }: WaitingChange): string {
  const names = { saved: 'Inspection', edited: 'Changed note', deleted: 'Deletion' };
  return `${names[kind]} · ${formatBytes(bytes)}`;
}

/** When it is tried again. */
export function nextTry(nextTryMs: number): string {
  return `Next try by itself at about ${formatTime(nextTryMs)}`;
}
