/** The preferences, kept in localStorage. Where that is blocked they last as long as the page. */
import { parseJson } from '../domain/json';
import type { BackendWish } from '../domain/loaded-pack';

/** Light, dark, or what the device says. */
export type ThemeWish = 'system' | 'light' | 'dark';

/** What is remembered. */
export interface Preferences {
  readonly theme: ThemeWish;
  readonly backend: BackendWish;
  /** The pack chosen last. */
  readonly packId?: string;
}

/** Reads, changes and watches the preferences. `read` gives the same object until something changes. */
export interface PreferenceStore {
  readonly read: () => Preferences;
  readonly change: (change: Partial<Preferences>) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

const storageKey = 'fieldgrade.preferences';
const defaults: Preferences = { theme: 'system', backend: 'auto' };

/** Opens the preferences of this device. `storage` is asked each time: where site data is blocked, asking throws. */
export function openPreferences(storage: () => Pick<Storage, 'getItem' | 'setItem'>): PreferenceStore {
  const listeners = new Set<() => void>();
  let preferences = restorePreferences(readText(storage));
  return {
    read: () => preferences,
    change: (change) => {
      preferences = { ...preferences, ...change };
      writeText(storage, JSON.stringify(preferences));
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Whatever was stored, by this version or another, as valid preferences. */
export function restorePreferences(text: string | null): Preferences {
  const found = parseObject(text);
  return {
    theme: found['theme'] === 'light' || found['theme'] === 'dark' ? found['theme'] : defaults.theme,
    backend: found['backend'] === 'wasm' ? 'wasm' : defaults.backend,
    ...(typeof found['packId'] === 'string' ? { packId: found['packId'] } : {}),
  };
}

function parseObject(text: string | null): Readonly<Record<string, unknown>> {
  const parsed = parseJson(text ?? '{}');
  return parsed.ok && typeof parsed.value === 'object' && parsed.value !== null ? { ...parsed.value } : {};
}

function readText(storage: () => Pick<Storage, 'getItem'>): string | null {
  try {
    return storage().getItem(storageKey);
  } catch {
    // Site data is blocked: reading throws a SecurityError.
    return null;
  }
}

function writeText(storage: () => Pick<Storage, 'setItem'>, text: string): void {
  try {
    storage().setItem(storageKey, text);
  } catch {
    // Blocked or full: the choice still holds until the page is closed.
  }
}
