/** Assets, jobs and taught packs: the items that every device of an office has. Unlike inspections they belong to no device, and each may change them. */
import type { Asset } from './asset';
import type { Job } from './job';
import type { SharedPack } from './shared-pack';

/** An asset, a job, or a version of a taught pack. */
export type SharedItem =
  | { readonly type: 'asset'; readonly value: Asset }
  | { readonly type: 'job'; readonly value: Job }
  | { readonly type: 'pack'; readonly value: SharedPack };

export type SharedType = SharedItem['type'];

/** The kinds of changes of shared items. Each change contains the whole item after it. */
export type SharedChangeKind = `${SharedType}-${'saved' | 'deleted'}`;

/** Whether a kind of change saves or deletes. */
export function sharedKindOf(type: SharedType, to: 'saved' | 'deleted'): SharedChangeKind {
  return `${type}-${to}`;
}

/** The type of the item that a change of `kind` is about. */
export function sharedTypeOf(kind: SharedChangeKind): SharedType {
  if (kind === 'pack-saved' || kind === 'pack-deleted') return 'pack';
  return kind === 'asset-saved' || kind === 'asset-deleted' ? 'asset' : 'job';
}

/** The name that people give an item. */
export function itemLabel(item: SharedItem): string {
  return item.type === 'pack' ? `${item.value.title} ${item.value.version}` : item.value.number;
}
