/** Assets and jobs: what every device of an office has. Unlike inspections they belong to no device, and each may change them. */
import type { Asset } from './asset';
import type { Job } from './job';

/** An asset or a job. */
export type SharedItem =
  { readonly type: 'asset'; readonly value: Asset } | { readonly type: 'job'; readonly value: Job };

export type SharedType = SharedItem['type'];

/** The kinds of changes of shared items. Each change contains the whole item after it. */
export type SharedChangeKind = 'asset-saved' | 'asset-deleted' | 'job-saved' | 'job-deleted';

/** What a kind of change says. */
export function sharedKindOf(type: SharedType, to: 'saved' | 'deleted'): SharedChangeKind {
  return `${type}-${to}`;
}

/** The type of the item that a change of `kind` is about. */
export function sharedTypeOf(kind: SharedChangeKind): SharedType {
  return kind === 'asset-saved' || kind === 'asset-deleted' ? 'asset' : 'job';
}
