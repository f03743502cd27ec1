/** What was written on the front page of each report, in localStorage: it is written at once. */
import { parseJson } from '../domain/json';

/** The fields that belong to one report. */
export interface ReportDraft {
  readonly site: string;
  readonly summary: string;
  readonly pages: 'faults' | 'all';
}

const storageKey = 'fieldgrade.report-drafts';
/** The oldest draft is dropped for a newer one. */
const mostDrafts = 20;

const noDraft: ReportDraft = { site: '', summary: '', pages: 'faults' };

/** The drafts of this device. `storage` is called at each access, because it throws where site data is blocked. */
export function openReportDrafts(storage: () => Pick<Storage, 'getItem' | 'setItem'>) {
  return {
    read: (address: string): ReportDraft => restoreDraft(readAll(storage)[address]),
    write(address: string, draft: ReportDraft): void {
      const others = Object.entries(readAll(storage)).filter(([other]) => other !== address);
      const kept = others.slice(1 - mostDrafts);
      writeAll(storage, Object.fromEntries([...kept, [address, draft]]));
    },
  };
}

function restoreDraft(found: unknown): ReportDraft {
  const fields = toObject(found);
  const textOf = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  return { site: textOf('site'), summary: textOf('summary'), pages: fields['pages'] === 'all' ? 'all' : noDraft.pages };
}

function readAll(storage: () => Pick<Storage, 'getItem'>): Readonly<Record<string, unknown>> {
  try {
    const parsed = parseJson(storage().getItem(storageKey) ?? '{}');
    return parsed.ok ? toObject(parsed.value) : {};
  } catch {
    // Site data is blocked: reading throws a SecurityError.
    return {};
  }
}

function writeAll(storage: () => Pick<Storage, 'setItem'>, drafts: Readonly<Record<string, unknown>>): void {
  try {
    storage().setItem(storageKey, JSON.stringify(drafts));
  } catch {
    // Blocked or full: the draft lasts until the page is closed.
  }
}

function toObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
