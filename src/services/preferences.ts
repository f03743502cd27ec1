/** The preferences of the user, stored in localStorage. */
import { parseJson } from '../domain/json';
import type { BackendPreference } from '../domain/loaded-pack';
import { createObservable } from '../domain/observable';

const chosenThemes = ['light', 'dark', 'sunlight'] as const;

/** `system`: light or dark as the device; `sunlight`: black on white with thick lines. */
export type ThemePreference = 'system' | (typeof chosenThemes)[number];

/** What the front page of every report says. */
interface ReportPreferences {
  readonly client: string;
  readonly inspector: string;
  /** A small picture as a data address; empty where there is none. */
  readonly logo: string;
}

export interface Preferences {
  readonly theme: ThemePreference;
  readonly backend: BackendPreference;
  /** The pack chosen last. */
  readonly packId?: string;
  readonly report: ReportPreferences;
  /** The name of the person who corrects verdicts on this device. */
  readonly person?: string;
  /** After a decision the next picture of the list opens. */
  readonly opensNext?: boolean;
  /** Whether single letters work as shortcuts. Absent: they do. */
  readonly singleKeys?: 'on' | 'off';
  /** The asset and the job to which new pictures belong. */
  readonly target?: PictureTarget;
}

/** What new pictures belong to. */
export interface PictureTarget {
  readonly assetId?: string;
  readonly jobId?: string;
}

export type PreferenceStore = ReturnType<typeof openPreferences>;

const storageKey = 'fieldgrade.preferences';
const noReport: ReportPreferences = { client: '', inspector: '', logo: '' };
const defaults: Preferences = { theme: 'system', backend: 'auto', report: noReport };

/**
 * Opens the preferences of this device. `storage` is called at each access, because it throws where site data is
 * blocked: preferences then last until the page is closed.
 */
export function openPreferences(storage: () => Pick<Storage, 'getItem' | 'setItem'>) {
  const preferences = createObservable(restorePreferences(readText(storage)));
  return {
    read: preferences.read,
    subscribe: preferences.subscribe,
    change: (change: Partial<Preferences>): void => {
      preferences.write({ ...preferences.read(), ...change });
      writeText(storage, JSON.stringify(preferences.read()));
    },
  };
}

/** Valid preferences from any stored text, of this version or another. */
export function restorePreferences(text: string | null): Preferences {
  const found = parseObject(text);
  return {
    theme: chosenThemes.find((theme) => theme === found['theme']) ?? defaults.theme,
    backend: found['backend'] === 'wasm' ? 'wasm' : defaults.backend,
    ...(typeof found['packId'] === 'string' ? { packId: found['packId'] } : {}),
    report: restoreReport(found['report']),
    ...(typeof found['person'] === 'string' ? { person: found['person'] } : {}),
    ...(typeof found['opensNext'] === 'boolean' ? { opensNext: found['opensNext'] } : {}),
    ...(found['singleKeys'] === 'off' ? { singleKeys: 'off' } : {}),
    ...restoreTarget(found['target']),
  };
}

function restoreReport(found: unknown): ReportPreferences {
  const fields: Readonly<Record<string, unknown>> = typeof found === 'object' && found !== null ? { ...found } : {};
  const textOf = (name: keyof ReportPreferences): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const logo = textOf('logo');
  return { client: textOf('client'), inspector: textOf('inspector'), logo: isPicture(logo) ? logo : '' };
}

function isPicture(address: string): boolean {
  return /^data:image\/(png|jpeg);base64,/.test(address);
}

function restoreTarget(value: unknown): Pick<Preferences, 'target'> {
  const { assetId, jobId }: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const target = {
    ...(typeof assetId === 'string' ? { assetId } : {}),
    ...(typeof jobId === 'string' ? { jobId } : {}),
  };
  return Object.keys(target).length === 0 ? {} : { target };
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
    // Blocked or full: the choice lasts until the page is closed.
  }
}
