import type { SyncStatus } from '../../services/delivery';
import type { FaultText } from '../../words/fault-text';
import type { Words } from '../../words/words';
import { describeDeliveryFault } from '../delivery-text';

/** Why a registration waits, and that it is tried again without the user. */
export function describeRegistrationWait(
  words: Words,
  { phase, last }: SyncStatus,
  disconnection: 'offline' | 'unreachable' | 'login-page' | undefined,
): FaultText {
  const advice = words.say('sync.registrationWaits');
  if (phase === 'draining') return { title: words.say('sync.registering'), advice };
  const end = last?.end;
  if (disconnection === 'offline' || (end?.kind === 'blocked' && end.by.kind === 'offline')) {
    return { title: words.say('delivery.no-connection.title'), advice };
  }
  if (end?.kind === 'waiting' && end.fault !== undefined) {
    const { title } = describeDeliveryFault(words, end.fault);
    const isLogin = end.fault.kind === 'not-our-server';
    return { title, advice: isLogin ? words.say('sync.registrationNeedsLogin') : advice };
  }
  return { title: words.say('sync.registrationRequested'), advice };
}
