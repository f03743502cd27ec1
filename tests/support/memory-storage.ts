import type { DraftStorage } from '../../src/services/note-drafts';

/** A localStorage that lasts as long as the test. */
export function memoryStorage(): () => DraftStorage {
  const kept = new Map<string, string>();
  const storage: DraftStorage = {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
  };
  return () => storage;
}
