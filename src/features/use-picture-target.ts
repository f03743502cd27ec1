import { useCallback } from 'react';
import type { PictureTarget } from '../services/preferences';
import { usePreferences } from './use-preferences';

const none: PictureTarget = {};

/** What new pictures belong to, and a function that changes it. */
export function usePictureTarget(): readonly [PictureTarget, (target: PictureTarget) => void] {
  const [{ target = none }, change] = usePreferences();
  return [target, useCallback((next: PictureTarget) => change({ target: next }), [change])];
}
