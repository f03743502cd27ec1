/** Reads the office's list of assets and jobs: after a drain that the server has answered, and at most once per interval unless the user asks. */
import type { NetworkState } from '../domain/network-state';
import { nowMs } from '../platform/clock';
import type { SharedItemRepository } from '../storage/shared-items';
import type { SyncSettings } from '../storage/sync-settings';
import type { DrainReport, Urgency } from '../sync/drain';

export interface SharedPullDependencies {
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly network: () => NetworkState;
  readonly settings: SyncSettings;
  readonly items: Pick<SharedItemRepository, 'applyPulled'>;
  /** Called where the list has changed something. */
  readonly onChanged: () => void;
}

/** A batch of pictures causes a drain each second; the office's list changes a few times a day. */
const intervalMs = 60_000;

/** `drain`, followed by reading the list. A list that cannot be read now is read after a later drain. */
export function withSharedPull(
  drain: (urgency: Urgency) => Promise<DrainReport>,
  dependencies: SharedPullDependencies,
): (urgency: Urgency) => Promise<DrainReport> {
  let lastMs = -Infinity;
  return async (urgency) => {
    const report = await drain(urgency);
    const isDue = urgency === 'immediate' || nowMs() - lastMs >= intervalMs;
    if (!isDue || !hasAnswered(report) || !dependencies.network().isOnline) return report;
    lastMs = nowMs();
    const { settings, items } = dependencies;
    const { pullShared } = await import('../sync/pull-shared');
    const pulled = await pullShared({
      store: {
        read: () => settings.read(),
        refuseToken: (token) => settings.refuseToken(token),
        applyPulled: (changes, to, token) => items.applyPulled(changes, to, token),
      },
      send: (path, init) => dependencies.fetch(path, init),
      nowMs,
      abortAfter: (ms) => AbortSignal.timeout(ms),
    });
    if (pulled.ok && pulled.value.hasChanged) dependencies.onChanged();
    return report;
  };
}

/** False where nothing can be sent, or the server could not be reached. */
function hasAnswered({ end }: DrainReport): boolean {
  return end.kind === 'empty' || (end.kind === 'waiting' && end.fault === undefined);
}
