/**
 * The independent checker: compares what the drill recorded as saved, with hashes computed by Node, with what a server has
 * stored. Uses no code of the product.
 */
import { createHash } from 'node:crypto';

/** A change that a device saved: its text, and its blobs by hash. */
export interface LedgerEntry {
  readonly changeId: string;
  readonly textSha256: string;
  readonly blobSha256s: readonly string[];
  /** False if it was deleted on the device before it was sent: it may or may not have arrived. */
  readonly isExpected: boolean;
}

/** A change in the server's database. */
export interface StoredChange {
  readonly changeId: string;
  readonly sequence: number;
  readonly text: string;
}

/** What a server has stored, read directly from its database and blob store. */
export interface Kept {
  readonly changes: readonly StoredChange[];
  /** Which change of each record is current. */
  readonly records: readonly { readonly recordId: string; readonly changeId: string }[];
  /** The bytes of a blob, or undefined if there is none. */
  readonly blob: (sha256: string) => Promise<Uint8Array | undefined>;
}

/** What is wrong, by the ids of changes and the hashes of blobs. All empty: exactly once and byte-identical. */
export interface Findings {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly altered: readonly string[];
  /** Stored, but never saved on a device. */
  readonly invented: readonly string[];
  /** Sequence numbers that occur twice. */
  readonly sameSequence: readonly number[];
  readonly lostBlobs: readonly string[];
  readonly alteredBlobs: readonly string[];
  /** Records whose current change is not the one with the greatest `at`, and records that are missing or occur twice. */
  readonly wrongCurrent: readonly string[];
}

/** The result that every drill expects. */
export const nothingWrong: Findings = {
  lost: [],
  doubled: [],
  altered: [],
  invented: [],
  sameSequence: [],
  lostBlobs: [],
  alteredBlobs: [],
  wrongCurrent: [],
};

/** SHA-256 in lower-case hex. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Records what was saved. */
export class Ledger {
  readonly #entries = new Map<string, LedgerEntry>();

  /** Notes a change by its text and its blobs' bytes. Throws if the id is known already, which is a fault of the drill. */
  note(changeId: string, text: string, blobs: readonly Uint8Array[]): void {
    if (this.#entries.has(changeId)) throw new Error(`the drill saved ${changeId} twice`);
    this.#entries.set(changeId, {
      changeId,
      textSha256: hashOf(text),
      blobSha256s: blobs.map(hashOf),
      isExpected: true,
    });
  }

  /** From now on the change may arrive or not: its record was deleted while it waited. */
  release(changeId: string): void {
    const entry = this.#entries.get(changeId);
    if (entry === undefined) throw new Error(`the drill never saved ${changeId}`);
    this.#entries.set(changeId, { ...entry, isExpected: false });
  }

  get entries(): readonly LedgerEntry[] {
    return [...this.#entries.values()];
  }
}

/** Compares what was saved with what is stored. */
export async function findFaults(ledger: Ledger, kept: Kept): Promise<Findings> {
  const keptById = groupById(kept.changes);
  const saved = new Map(ledger.entries.map((entry) => [entry.changeId, entry]));
  const ids = [...saved.keys()];
  const differs = (id: string) => keptById.get(id)?.some(({ text }) => hashOf(text) !== saved.get(id)?.textSha256);
  return {
    lost: ids.filter((id) => !keptById.has(id) && saved.get(id)?.isExpected === true),
    doubled: ids.filter((id) => (keptById.get(id)?.length ?? 0) > 1),
    altered: ids.filter((id) => differs(id) ?? false),
    invented: [...keptById.keys()].filter((id) => !saved.has(id)),
    sameSequence: repeated(kept.changes.map(({ sequence }) => sequence)),
    ...(await findBlobFaults(ledger, kept)),
    wrongCurrent: findWrongCurrent(kept),
  };
}

function groupById(changes: readonly StoredChange[]): ReadonlyMap<string, readonly StoredChange[]> {
  const groups = new Map<string, StoredChange[]>();
  for (const change of changes) {
    const group = groups.get(change.changeId);
    if (group) group.push(change);
    else groups.set(change.changeId, [change]);
  }
  return groups;
}

async function findBlobFaults({ entries }: Ledger, kept: Kept): Promise<Pick<Findings, 'lostBlobs' | 'alteredBlobs'>> {
  const lostBlobs: string[] = [];
  const alteredBlobs: string[] = [];
  const arrived = new Set(kept.changes.map(({ changeId }) => changeId));
  const expected = entries.filter(({ changeId, isExpected }) => isExpected || arrived.has(changeId));
  for (const sha256 of new Set(expected.flatMap((entry) => entry.blobSha256s))) {
    const bytes = await kept.blob(sha256);
    if (bytes === undefined) lostBlobs.push(sha256);
    else if (hashOf(bytes) !== sha256) alteredBlobs.push(sha256);
  }
  return { lostBlobs, alteredBlobs };
}

/** Computed from the texts, independently of the product. */
function findWrongCurrent({ changes, records }: Kept): readonly string[] {
  const latest = new Map<string, { readonly at: string; readonly changeId: string }>();
  for (const { changeId, text } of changes) {
    const { recordId, at } = JSON.parse(text) as { readonly recordId: string; readonly at: string };
    if ((latest.get(recordId)?.at ?? '') < at) latest.set(recordId, { at, changeId });
  }
  const shown = new Map(records.map(({ recordId, changeId }) => [recordId, changeId]));
  const all = new Set([...latest.keys(), ...records.map(({ recordId }) => recordId)]);
  const isTwice = records.length > shown.size;
  return [...all].filter((id) => isTwice || shown.get(id) !== latest.get(id)?.changeId);
}

function repeated(numbers: readonly number[]): readonly number[] {
  const seen = new Set<number>();
  return numbers.filter((number) => seen.size === seen.add(number).size);
}
