/** Assets and jobs that an engineer makes or changes in the office: changes as those of a device, with the server's clock. */
import { randomUUID } from 'node:crypto';
import { changeLimitBytes, writeChange } from '../../src/domain/change';
import { compareReadings, formatReading, parseReading, tick, type ClockReading } from '../../src/domain/hybrid-clock';
import { fail, succeed, type Result } from '../../src/domain/result';
import { sharedKindOf, type SharedItem, type SharedType } from '../../src/domain/shared-item';
import type { IntakeFault } from '../../src/protocol/intake';
import { commitChange } from '../intake/commit-change';
import type { ServerDependencies } from '../dependencies';

/** The author of changes that were made in the office. No device has this id. */
export const officeAuthor = '00000000-0000-8000-8000-00000000f1ce';

/** An item to store; without `item` it is deleted. `knownAt`: the clock of its state before. */
export interface OfficeWrite {
  readonly type: SharedType;
  readonly id: string;
  readonly item?: SharedItem;
  readonly knownAt?: string;
}

/** Who writes, in which request. */
export interface OfficeWriter {
  readonly engineer: string;
  readonly requestId: string;
}

/** Stores the items one after another. A fault leaves those before stored. */
export async function saveShared(
  dependencies: ServerDependencies,
  writes: readonly OfficeWrite[],
  { engineer, requestId }: OfficeWriter,
): Promise<Result<void, IntakeFault>> {
  for (const write of writes) {
    const changeId = randomUUID();
    const text = writeText(write, changeId, await readClock(dependencies), dependencies.now());
    const bytes = new TextEncoder().encode(text);
    // A device could not read a longer one.
    if (bytes.byteLength > changeLimitBytes) return fail({ kind: 'too-large', limitBytes: changeLimitBytes });
    const deliverer = { kind: 'engineer', label: engineer } as const;
    const committed = await commitChange(dependencies, { changeId, bytes, deliverer, requestId, byOffice: true });
    if (!committed.ok) return committed;
  }
  return succeed(undefined);
}

/** Later than everything that the office has seen, and than the item's last change even where its clock is days ahead. */
function writeText(
  { type, id, item, knownAt }: OfficeWrite,
  changeId: string,
  clock: ClockReading,
  nowMs: number,
): string {
  // Two engineers may write at once: their readings differ by the change.
  const device = `office-${changeId}`;
  const reading = tick({ ...clock, device }, nowMs);
  const known = knownAt === undefined ? undefined : parseReading(knownAt);
  const isBehind = known !== undefined && compareReadings(reading, known) <= 0;
  const at = formatReading(isBehind ? tick({ ...known, device }, known.wallMs) : reading);
  const kind = sharedKindOf(type, item === undefined ? 'deleted' : 'saved');
  const ids = { kind, changeId, recordId: id, at, author: officeAuthor, blobs: [] };
  return writeChange(item === undefined ? ids : { ...ids, item });
}

async function readClock({ db }: ServerDependencies): Promise<ClockReading> {
  const { clock } = await db.selectFrom('intake_counter').select('clock').executeTakeFirstOrThrow();
  const reading = parseReading(clock);
  if (reading === undefined) throw new Error('A clock reading in the database is none.');
  return reading;
}
