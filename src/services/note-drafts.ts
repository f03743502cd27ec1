/** Notes that are not saved yet, in localStorage: it is the only storage of a browser that is written at once. */

export type DraftStorage = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

const noteKeys = 'fieldgrade.note.';

export interface NoteDrafts {
  readonly ids: () => readonly string[];
  readonly read: (id: string) => string | undefined;
  readonly write: (id: string, note: string) => void;
  /** Does nothing if the draft has changed since. */
  readonly remove: (id: string, note: string) => void;
}

/** Drafts of this device; `keyPrefix` keeps those of other texts apart. Where site data is blocked or full they last until the page is closed. */
export function openNoteDrafts(storage: () => DraftStorage, keyPrefix = noteKeys): NoteDrafts {
  const inMemory = new Map<string, string>();
  const read = (id: string): string | undefined =>
    inMemory.get(id) ?? attempt(() => storage().getItem(keyPrefix + id)) ?? undefined;
  return {
    ids: () => [...new Set([...inMemory.keys(), ...(attempt(() => idsIn(storage(), keyPrefix)) ?? [])])],
    read,
    write(id, note) {
      inMemory.set(id, note);
      attempt(() => storage().setItem(keyPrefix + id, note));
    },
    remove(id, note) {
      if (read(id) !== note) return;
      inMemory.delete(id);
      attempt(() => storage().removeItem(keyPrefix + id));
    },
  };
}

function idsIn(storage: DraftStorage, keyPrefix: string): readonly string[] {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  return keys.filter((key) => key.startsWith(keyPrefix)).map((key) => key.slice(keyPrefix.length));
}

function attempt<Value>(run: () => Value): Value | undefined {
  try {
    return run();
  } catch {
    // Site data is blocked (`SecurityError`) or full (`QuotaExceededError`).
    return undefined;
  }
}
