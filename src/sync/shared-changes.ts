/** Changes of assets and jobs as they come from a file or from the office's list. */
import type { ImportedSharedChange } from '../domain/delivery';
import { parseSharedChange, sharedItemOf, type SharedChange } from '../protocol/change';
import { parseJson } from '../domain/json';

/** The change whose text is `text`; undefined where the item has another id than the change says. */
export function toCheckedShared(text: string, change: SharedChange): ImportedSharedChange | undefined {
  const { kind, changeId, recordId, at, blobs } = change;
  const item = sharedItemOf(change);
  if (item === undefined) return { kind, changeId, recordId, at, text, blobs };
  return item.value.id === recordId ? { kind, changeId, recordId, at, text, blobs, item } : undefined;
}

/** A text of the office's list as a change; undefined where it is not a change of an asset or job that this version can read. */
export function parseSharedText(text: string): ImportedSharedChange | undefined {
  const json = parseJson(text);
  const change = json.ok ? parseSharedChange(json.value) : undefined;
  return change === undefined ? undefined : toCheckedShared(text, change);
}
