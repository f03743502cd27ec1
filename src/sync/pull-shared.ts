/**
 * Reads the office's list of assets and jobs from where the device stopped, and applies it page by page. Reading a page twice changes
 * nothing: the later change of an item by the hybrid clock counts.
 */
import type { ImportedSharedChange, Registration } from '../domain/delivery';
import type { StorageFault } from '../domain/record';
import { succeed, type Result } from '../domain/result';
import { parseSharedList, sharedPageBytes, type SharedList } from '../protocol/shared-list';
import type { DeliveryFault } from './delivery-fault';
import { bearer, request, type IntakeClientDependencies } from './intake-client';
import { parseSharedText } from './shared-changes';

/** Where the list is applied, and how far it was read. */
export interface SharedListStore {
  read(): Promise<Result<{ readonly registration: Registration; readonly pulled?: PulledTo }, StorageFault>>;
  /** Applies a page and stores the position after it in one transaction. Returns whether anything has changed. */
  applyPulled(
    changes: readonly ImportedSharedChange[],
    pulled: PulledTo,
    token: string,
  ): Promise<Result<boolean, StorageFault>>;
  /** Deletes the token if it is still this one. */
  refuseToken(token: string): Promise<Result<void, StorageFault>>;
}

interface PulledTo {
  readonly after: number;
  readonly at: string;
}

export interface PullDependencies extends Pick<IntakeClientDependencies, 'send' | 'nowMs' | 'abortAfter'> {
  readonly store: SharedListStore;
}

/** What was read. `unreadable`: items that only a later version of the app understands; they are read again by each pull. */
export interface PullReport {
  readonly hasChanged: boolean;
  readonly unreadable: number;
}

/** Why the list was not read to its end. What was applied before stays applied. */
export type PullFault = DeliveryFault | StorageFault | { readonly kind: 'not-registered' };

/** A page has up to 1 MiB of text. */
const pageMs = 90_000;

/** Reads the list to its end. */
export async function pullShared(dependencies: PullDependencies): Promise<Result<PullReport, PullFault>> {
  const settings = await dependencies.store.read();
  if (!settings.ok) return settings;
  const { registration, pulled } = settings.value;
  if (registration.phase !== 'registered') return { ok: false, fault: { kind: 'not-registered' } };
  return readToEnd(registration.token, pulled?.after ?? 0, dependencies);
}

async function readToEnd(
  token: string,
  from: number,
  dependencies: PullDependencies,
): Promise<Result<PullReport, PullFault>> {
  const { store, nowMs } = dependencies;
  const report = { hasChanged: false, unreadable: 0 };
  let after = from;
  let firstUnreadable = Infinity;
  for (;;) {
    const page = await readPage(token, after, dependencies);
    if (!page.ok) return settle(page.fault, token, store);
    if (page.value.latest < after) {
      // The office was set up again, and counts from the beginning.
      after = 0;
      continue;
    }
    const { readable, unreadable } = parsePage(page.value);
    report.unreadable += unreadable.length;
    firstUnreadable = Math.min(firstUnreadable, ...unreadable);
    after = page.value.changes.at(-1)?.sequence ?? page.value.latest;
    const pulledTo = { after: Math.min(after, firstUnreadable - 1), at: new Date(nowMs()).toISOString() };
    const applied = await store.applyPulled(readable, pulledTo, token);
    if (!applied.ok) return applied;
    report.hasChanged ||= applied.value;
    if (!page.value.hasMore) return succeed(report);
  }
}

/** The changes that this version can read, and the sequence numbers of the others. */
function parsePage({ changes }: SharedList) {
  const parsed = changes.map(({ sequence, text }) => ({ sequence, change: parseSharedText(text) }));
  return {
    readable: parsed.flatMap(({ change }) => (change === undefined ? [] : [change])),
    unreadable: parsed.flatMap(({ sequence, change }) => (change === undefined ? [sequence] : [])),
  };
}

function readPage(
  token: string,
  after: number,
  dependencies: PullDependencies,
): Promise<Result<SharedList, DeliveryFault>> {
  return request(
    {
      method: 'GET',
      path: `/shared?after=${after}`,
      headers: bearer(token),
      limitMs: pageMs,
      answerBytes: sharedPageBytes,
    },
    parseSharedList,
    dependencies,
  );
}

/** A refused token pauses everything, as in a drain. */
async function settle(
  fault: DeliveryFault,
  token: string,
  store: SharedListStore,
): Promise<Result<PullReport, PullFault>> {
  if (fault.kind === 'token-refused') await store.refuseToken(token);
  return { ok: false, fault };
}
