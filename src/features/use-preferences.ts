import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { PictureTarget, Preferences, PreferenceStore } from '../services/preferences';

/** Provided by `app/mount-app.tsx`. */
export const PreferencesContext = createContext<PreferenceStore | undefined>(undefined);

/** The preferences, and a function that changes some of them. Throws outside the provider. */
export function usePreferences(): readonly [Preferences, (change: Partial<Preferences>) => void] {
  const store = useContext(PreferencesContext);
  if (store === undefined) throw new Error('PreferencesContext is not provided');
  return [useSyncExternalStore(store.subscribe, store.read), store.change];
}

const noTarget: PictureTarget = {};

/** What new pictures belong to, and a function that changes it. */
export function usePictureTarget(): readonly [PictureTarget, (target: PictureTarget) => void] {
  const [{ target = noTarget }, change] = usePreferences();
  return [target, useCallback((next: PictureTarget) => change({ target: next }), [change])];
}
