/** Composes a change for the server: its text, which is written only once, and its clock reading. */
import type { BlobRef } from '../domain/blob-ref';
import { blobsToSend, changeLimitBytes, writeChange } from '../domain/change';
import type { WrittenChange } from '../domain/delivery';
import { compareReadings, formatReading, parseReading, tick, type ClockReading } from '../domain/hybrid-clock';
import type { InspectionRecord } from '../domain/record';
import { sharedKindOf, type SharedItem, type SharedType } from '../domain/shared-item';
import { clockSetting, restoreClock, type ClockDependencies } from './device-clock';
import type { RecordSnapshot } from './record-snapshot';
import type { OutboxRow, SettingRow } from './schema';
import type { Sealer } from './sealing';
import { restoreSyncRow } from './sync-row';

/** A change of one record; `record` is the whole of it afterwards. */
export type RecordChange =
  | { readonly kind: 'saved' | 'edited'; readonly record: InspectionRecord }
  | { readonly kind: 'deleted'; readonly recordId: string };

/** The rows to be written with the change. */
export interface ComposedChange {
  readonly at: string;
  readonly outbox: OutboxRow;
  /** The device's clock, moved to the change. */
  readonly device: SettingRow;
}

/** Composes and seals the text of `change`. */
export async function composeChange(
  change: RecordChange,
  { device, sync }: Pick<RecordSnapshot, 'device' | 'sync'>,
  dependencies: ClockDependencies,
  sealer: Sealer,
): Promise<ComposedChange> {
  const { choices } = restoreSyncRow(sync?.value);
  const reading = tick(restoreClock(device, dependencies), dependencies.nowMs());
  const at = formatReading(reading);
  const { kind } = change;
  const recordId = kind === 'deleted' ? change.recordId : change.record.id;
  const content =
    kind === 'deleted' ? { blobs: [] } : { blobs: blobsToSend(change.record, choices.photos), record: change.record };
  // The first change of a record has the record's id, so that migration 0002 could queue older records without random ids.
  const changeId = kind === 'saved' ? recordId : dependencies.newId();
  const text = writeChange({ kind, changeId, recordId, at, author: reading.device, ...content });
  const outbox = await newOutboxRow({ kind, changeId, recordId, at, text, blobs: content.blobs }, sealer);
  return { at, outbox, device: clockSetting(reading) };
}

/** A change of an asset or a job of this device; without `item` its deletion. */
export interface SharedWrite {
  readonly type: SharedType;
  readonly id: string;
  readonly item?: SharedItem | undefined;
  /** Sent with it: the file of a pack. */
  readonly blobs?: readonly BlobRef[];
}

/**
 * Composes a change of an asset or a job. It is later than the item's last change `knownAt`, even where that came from a clock
 * that is days ahead: otherwise the edit would be lost.
 */
export async function composeSharedChange(
  { type, id, item, blobs = [] }: SharedWrite,
  { clock, knownAt }: { readonly clock: ClockReading; readonly knownAt: string | undefined },
  { newId, nowMs }: ClockDependencies,
  sealer: Sealer,
): Promise<ComposedChange & { readonly clock: ClockReading }> {
  const reading = tick(clock, nowMs());
  const known = knownAt === undefined ? undefined : parseReading(knownAt);
  const isBehind = known !== undefined && compareReadings(reading, known) <= 0;
  const at = formatReading(isBehind ? tick({ ...known, device: clock.device }, known.wallMs) : reading);
  const kind = sharedKindOf(type, item === undefined ? 'deleted' : 'saved');
  const change = { kind, changeId: newId(), recordId: id, at, blobs };
  const text = writeChange({ ...change, author: reading.device, ...(item === undefined ? {} : { item }) });
  const outbox = await newOutboxRow({ ...change, text }, sealer);
  const textBytes = outbox.bytes - blobs.reduce((sum, { bytes }) => sum + bytes, 0);
  if (textBytes > changeLimitBytes) throw new ItemTooLarge(textBytes);
  return { at, outbox, device: clockSetting(reading), clock: reading };
}

/** The text of a change would be refused by the intake: nothing may be written. */
export class ItemTooLarge extends Error {
  readonly bytes: number;

  constructor(bytes: number) {
    super(`a change of ${bytes} bytes`);
    this.bytes = bytes;
  }
}

/**
 * Throws where a new record or an edit makes the change of a record too large for the intake. One that was too large before may be edited: it
 * is set aside when it is sent, and stays on the device.
 */
export function checkSize({ outbox }: ComposedChange, before?: InspectionRecord): void {
  const textBytes = outbox.bytes - outbox.blobs.reduce((sum, blob) => sum + blob.bytes, 0);
  const wasTooLarge = before !== undefined && bytesOf(JSON.stringify(before)) > changeLimitBytes;
  if (textBytes > changeLimitBytes && !wasTooLarge) throw new ItemTooLarge(textBytes);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

/** The row of a change that nobody has tried to send yet. */
export async function newOutboxRow(change: WrittenChange, { seal }: Sealer): Promise<OutboxRow> {
  const textBytes = bytesOf(change.text);
  return {
    ...change,
    text: await seal(change.text),
    blobHashes: change.blobs.map(({ sha256 }) => sha256),
    bytes: change.blobs.reduce((sum, blob) => sum + blob.bytes, textBytes),
    state: { phase: 'queued' },
    attempts: 0,
    wait: { kind: 'none' },
  };
}
