/** Faults of downloading a pack as texts. */
import type { PackFetchFault } from '../services/fetch-pack-file';
import { describePackFault, describeStorageFault, type FaultText } from '../words/fault-text';
import type { Words } from '../words/words';

/** Why a pack could not be downloaded. */
export function describePackFetchFault(words: Words, fault: PackFetchFault): FaultText {
  switch (fault.kind) {
    case 'offline':
    case 'not-a-pack-file':
      return { title: words.say(`packs.${fault.kind}.title`), advice: words.say(`packs.${fault.kind}.advice`) };
    case 'server-refused':
      return {
        title: words.say('packs.server-refused.title', { status: fault.status }),
        advice: words.say('packs.server-refused.advice'),
      };
    case 'pack-fault':
      return describePackFault(words, fault.fault);
    case 'storage-fault':
      return describeStorageFault(words, fault.fault);
  }
}
