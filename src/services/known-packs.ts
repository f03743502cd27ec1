/** The server's list of packs as it was read last: without a connection the app still says which packs exist. */
import { parsePackIndex, type PackIndexEntry } from '../domain/pack-index';
import type { DraftStorage } from './note-drafts';

export interface KnownPacks {
  readonly remember: (indexJson: string) => void;
  readonly entries: () => readonly PackIndexEntry[];
}

const key = 'fieldgrade.pack-index';

/** `storage` throws where site data is blocked: then the list is empty. */
export function openKnownPacks(storage: () => Pick<DraftStorage, 'getItem' | 'setItem'>): KnownPacks {
  return {
    remember(indexJson) {
      try {
        storage().setItem(key, indexJson);
      } catch {
        // Site data is blocked (`SecurityError`) or full (`QuotaExceededError`).
      }
    },
    entries() {
      try {
        const index = parsePackIndex(storage().getItem(key) ?? '');
        return index.ok ? index.value.packs : [];
      } catch {
        // Site data is blocked (`SecurityError`).
        return [];
      }
    },
  };
}
