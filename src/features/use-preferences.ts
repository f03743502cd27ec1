import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Preferences, PreferenceStore } from '../services/preferences';

/** Provided by `app/mount-app.tsx`. */
export const PreferencesContext = createContext<PreferenceStore | undefined>(undefined);

/** The preferences, and a function that changes some of them. Throws outside the provider. */
export function usePreferences(): readonly [Preferences, (change: Partial<Preferences>) => void] {
  const store = useContext(PreferencesContext);
  if (store === undefined) throw new Error('PreferencesContext is not provided');
  return [useSyncExternalStore(store.subscribe, store.read), store.change];
}
