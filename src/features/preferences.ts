/** The few choices the app remembers on this device. A port: `app/local-preferences.ts` keeps them. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { BackendWish } from '../inspector/contract';

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

/** Filled once by `app/main.tsx`. */
export const PreferencesContext = createContext<PreferenceStore | undefined>(undefined);

/** The preferences, and how to change them; throws outside the provider, which is a bug. */
export function usePreferences(): readonly [Preferences, (change: Partial<Preferences>) => void] {
  const store = useContext(PreferencesContext);
  if (store === undefined) throw new Error('PreferencesContext is not provided');
  return [useSyncExternalStore(store.subscribe, store.read), store.change];
}
