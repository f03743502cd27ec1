/**
 * A device in Node: the app's storage on a fake IndexedDB, its outbox, a clock that may be wrong by days, and a process that may
 * die at any step. What it saves is recorded in the ledger as it is in the database, read without the app's code.
 */
import 'fake-indexeddb/auto';
import { sha256Hex } from '../../../node-host/sha256';
import { createConnection } from '../../../src/storage/connection';
import { createInspectionRepository } from '../../../src/storage/inspections';
import { allMigrations } from '../../../src/storage/migrations/all-migrations';
import { createOutboxRepository } from '../../../src/storage/outbox';
import { createSyncSettings } from '../../../src/storage/sync-settings';
import { drain, type DrainEnd, type DrainReport } from '../../../src/sync/drain';
import { createIntakeClient } from '../../../src/sync/intake-client';
import type { OutboxStore, SendRequest } from '../../../src/sync/dependencies';
import { registerDevice } from '../../../src/sync/register-device';
import { writeQueueZip } from '../../../src/sync/write-queue-zip';
import type { RasterRef } from '../../../src/domain/record';
import type { Result } from '../../../src/domain/result';
import { makeRecord, type MadeRecord } from '../../support/make-record';
import { randomUuid, type Random } from '../../support/seeded-random';
import { until } from '../../support/until';
import { hashOf, type Ledger } from './ledger';
import { jpegBytes } from './made-change';
import { readOutbox, type OutboxText } from './read-outbox';

/** Settings of a device. */
export interface NodeDevicePlan {
  /** Address of the server, or of the proxy in front of it. */
  readonly url: string;
  readonly ledger: Ledger;
  readonly random: Random;
  /** How far its clock is ahead, in milliseconds. */
  readonly clockAheadMs?: number;
  /** The share of storage calls before or after which the device crashes. */
  readonly crashShare?: number;
  /** Instead of `fetch`. */
  readonly send?: SendRequest;
  /** The longest a request may take, in milliseconds. */
  readonly limitMs?: number;
}

/**
 * fake-indexeddb throws and catches an error for each index entry that a row lacks, and vitest records a hundred frames of each: a tenth of
 * the time of a drill.
 */
Error.stackTraceLimit = 10;

/** Node's own hash: WebCrypto's takes a quarter of a millisecond for each of the drills' fifty thousand small contents. */
const sha256 = (bytes: ArrayBuffer) => Promise.resolve(sha256Hex(new Uint8Array(bytes)));

/** The app's timeout: longer than the server waits for its database, so that the server's response arrives first. */
const timeoutMs = 30_000;

/** What all records have in common: made once, because its pictures are hashed. */
let template: Promise<MadeRecord> | undefined;

const mime = 'image/jpeg';

function refOf(bytes: Uint8Array): RasterRef {
  return { sha256: hashOf(bytes), bytes: bytes.length, mime, width: 4, height: 3 };
}

/** A simulated crash: only what is in the database remains. */
class ProcessDied extends Error {}

/** A device with an outbox. */
export class NodeDevice {
  readonly name: string;
  /** Increases by one at each crash. */
  crashCount = 0;
  readonly #plan: NodeDevicePlan;
  readonly #blobsByRecord = new Map<string, readonly Uint8Array<ArrayBuffer>[]>();
  #parts: ReturnType<NodeDevice['wire']>;
  #photos: 'whole' | 'thumbnail' = 'whole';

  constructor(plan: NodeDevicePlan) {
    this.#plan = plan;
    this.name = `drill-${randomUuid(plan.random)}`;
    this.#parts = this.wire();
  }

  get recordIds(): readonly string[] {
    return [...this.#blobsByRecord.keys()];
  }

  get settings() {
    return this.#parts.settings;
  }

  get store() {
    return this.#parts.store;
  }

  /** Registers, and retries until it has a token. */
  async register(): Promise<void> {
    await until('the device is registered', async () => {
      const { intake, settings } = this.#parts;
      const done = await registerDevice({ name: this.name, location: 'Bantwal' }, { intake, store: settings });
      return done.ok ? true : undefined;
    });
  }

  /** From now on photos stay on the device. */
  async keepPhotos(): Promise<void> {
    this.#photos = 'thumbnail';
    valueOf(await this.#parts.settings.choose({ photos: 'thumbnail' }));
  }

  /** Saves an inspection. Returns the record's id. */
  async save(
    photo: Uint8Array<ArrayBuffer> = jpegBytes(this.#plan.random, 3_000),
    thumbnail: Uint8Array<ArrayBuffer> = jpegBytes(this.#plan.random, 800),
  ): Promise<string> {
    const { random, ledger } = this.#plan;
    const id = randomUuid(random);
    const { record: made } = await (template ??= makeRecord({ id: 'template', takenAt: '2026-01-01T00:00:00.000Z' }));
    const record = { ...made, id, takenAt: new Date(this.#nowMs()).toISOString(), fileName: `${id}.jpg` };
    const refs = { photo: refOf(photo), thumbnail: refOf(thumbnail) };
    const blobs = [
      { sha256: refs.photo.sha256, mime, bytes: photo.slice().buffer },
      { sha256: refs.thumbnail.sha256, mime, bytes: thumbnail.slice().buffer },
    ];
    valueOf(await this.#parts.inspections.add({ ...record, ...refs }, blobs));
    const sent = this.#photos === 'whole' ? [photo, thumbnail] : [thumbnail];
    this.#blobsByRecord.set(id, sent);
    for (const { changeId, text } of await this.waiting(id)) ledger.note(changeId, text, sent);
    return id;
  }

  /** Changes the note. */
  async edit(recordId: string, note: string): Promise<void> {
    const before = new Set((await this.waiting(recordId)).map(({ changeId }) => changeId));
    valueOf(await this.#parts.inspections.edit(recordId, { note }));
    const added = (await this.waiting(recordId)).filter(({ changeId }) => !before.has(changeId));
    for (const { changeId, text } of added) {
      this.#plan.ledger.note(changeId, text, this.#blobsByRecord.get(recordId) ?? []);
    }
  }

  /** Deletes a record. Its waiting changes need not arrive any more; the change of the deletion may have to. */
  async remove(recordId: string): Promise<void> {
    for (const { changeId } of await this.waiting(recordId)) this.#plan.ledger.release(changeId);
    valueOf(await this.#parts.inspections.remove(recordId));
    this.#blobsByRecord.delete(recordId);
    for (const { changeId, text } of await this.waiting(recordId)) this.#plan.ledger.note(changeId, text, []);
  }

  /** One drain, as started by the user. After a crash the device is restarted. */
  async drain(): Promise<DrainReport | 'died'> {
    const { store, settings, inspections, intake } = this.#parts;
    const parts = { settings, blobs: inspections, intake, sha256, random: this.#plan.random };
    try {
      const network = () => ({ isOnline: true, metered: 'unknown' }) as const;
      const withCrashes = this.#withCrashes(store);
      return await drain(
        { ...parts, store: withCrashes, nowMs: () => this.#nowMs(), network, lock: (work) => work() },
        'immediate',
      );
    } catch (error) {
      if (!(error instanceof ProcessDied)) throw error;
      this.crashCount += 1;
      await this.#parts.connection.close();
      this.#parts = this.wire();
      return 'died';
    }
  }

  /** Drains until nothing is left that is sent automatically. Returns how it ended. */
  async drainUntilEmpty(limitMs = 300_000): Promise<DrainEnd> {
    return until(
      `${this.name} has an empty queue`,
      async () => {
        const report = await this.drain();
        if (report === 'died' || report.end.kind === 'waiting') return undefined;
        return report.end;
      },
      { limitMs },
    );
  }

  /** The waiting texts of one record or of all, as stored. */
  waiting(recordId?: string): Promise<readonly OutboxText[]> {
    return readOutbox(this.name, recordId);
  }

  /** The outbox as a ZIP. */
  async exportQueue(): Promise<Blob> {
    const { store, inspections, settings } = this.#parts;
    const deviceId = valueOf(await settings.deviceId());
    const exportedAt = new Date(this.#nowMs()).toISOString();
    return valueOf(await writeQueueZip({ store, blobs: inspections, sha256, deviceId, exportedAt }));
  }

  close(): Promise<void> {
    return this.#parts.connection.close();
  }

  protected wire() {
    const { url, limitMs = timeoutMs } = this.#plan;
    const dependencies = { newId: () => randomUuid(this.#plan.random), nowMs: () => this.#nowMs(), sha256 };
    const connection = createConnection({ name: this.name, migrations: allMigrations }, () =>
      Promise.resolve(undefined),
    );
    return {
      connection,
      inspections: createInspectionRepository(connection, dependencies),
      store: createOutboxRepository(connection, dependencies),
      settings: createSyncSettings(connection, dependencies),
      intake: createIntakeClient({
        send: this.#plan.send ?? ((path, init) => fetch(`${url}${path}`, init)),
        nowMs: dependencies.nowMs,
        abortAfter: (ms) => AbortSignal.timeout(ms),
        limits: { answerMs: limitMs, partMs: limitMs },
      }),
    };
  }

  #nowMs(): number {
    return Date.now() + (this.#plan.clockAheadMs ?? 0);
  }

  /** The storage, with crashes before or after any of its calls. */
  #withCrashes(store: OutboxStore): OutboxStore {
    const { random, crashShare = 0 } = this.#plan;
    const maybeCrash = () => {
      if (random() < crashShare / 2) throw new ProcessDied();
    };
    const withCrashes =
      <Args extends readonly unknown[], Value>(
        call: (...args: Args) => Promise<Value>,
      ): ((...args: Args) => Promise<Value>) =>
      async (...args: Args): Promise<Value> => {
        maybeCrash();
        const value = await call(...args);
        maybeCrash();
        return value;
      };
    return {
      page: withCrashes((page) => store.page(page)),
      markSent: withCrashes((id, sentAt) => store.markSent(id, sentAt)),
      markDelivered: withCrashes((id, receipt) => store.markDelivered(id, receipt)),
      defer: withCrashes((id, wait) => store.defer(id, wait)),
      setAside: withCrashes((id, reason) => store.setAside(id, reason)),
    };
  }
}

function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (result.ok) return result.value;
  throw new Error(`the device's storage failed: ${JSON.stringify(result.fault)}`);
}
