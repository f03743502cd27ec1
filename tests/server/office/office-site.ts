/** The office behind a real server process, with devices that deliver real photos over the wire. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { formatReading } from '../../../src/domain/hybrid-clock';
import { maskToBits } from '../../../src/domain/raster-bytes';
import type { InspectionRecord } from '../../../src/domain/record';
import { intakePath } from '../../../src/protocol/intake';
import { pushUntilKept, type PlainDevice } from '../../drills/support/plain-device';
import { madeProvenance, madeTimings } from '../../support/record-parts';
import { startServer, type ServerProcess } from '../../support/server-process';

export const engineerToken = 'an-engineers-token-of-this-test';

/** A server with an empty data folder. */
export interface OfficeSite {
  readonly server: ServerProcess;
  readonly stop: () => Promise<void>;
}

/** Starts the server with the time zone of Kolkata. */
export async function startOfficeSite(): Promise<OfficeSite> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fieldgrade-office-'));
  const env = { DATA_DIR: dataDir, DATABASE_URL: '', LEGACY_API: 'off', LOG_LEVEL: 'error' };
  const server = await startServer({
    env: { ...env, ENGINEER_TOKEN: engineerToken, OFFICE_TIME_ZONE: 'Asia/Kolkata' },
  });
  return {
    server,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Registers a device over the wire. */
export async function registerNamed(url: string, name: string, location: string): Promise<PlainDevice> {
  const deviceId = randomUUID();
  const answer = await fetch(`${url}${intakePath}/devices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ deviceId, name, location }),
  });
  const body: unknown = await answer.json();
  if (typeof body !== 'object' || body === null || !('token' in body) || typeof body.token !== 'string')
    throw new Error(JSON.stringify(body));
  return { deviceId, token: body.token };
}

/** A photo of `public/samples` with the result of a device. */
export interface SamplePlan {
  readonly sample: 'rubber-1' | 'thermal-1';
  readonly takenAt: string;
  readonly note?: string;
  readonly grade?: InspectionRecord['grade'];
  /** Adds a hot region in the middle. */
  readonly anomaly?: 'faulty';
}

/** Delivers a new record and returns it. */
export async function deliver(url: string, device: PlainDevice, plan: SamplePlan): Promise<InspectionRecord> {
  const photo = await sharp(`public/samples/${plan.sample}.jpg`).resize(640, 480, { fit: 'cover' }).jpeg().toBuffer();
  const thumbnail = await sharp(photo).resize(160, 120).jpeg().toBuffer();
  const map = Buffer.alloc(40 * 30 * 4);
  const mask = Buffer.from(maskToBits(middleMask()));
  const record: InspectionRecord = {
    id: randomUUID(),
    takenAt: plan.takenAt,
    utcOffsetMinutes: 330,
    fileName: `${plan.sample}.jpg`,
    source: 'camera',
    packTitle: plan.anomaly === undefined ? 'Rubber sheet' : 'Transformer (thermal)',
    picture: { width: 1280, height: 960 },
    ...(plan.note === undefined ? {} : { note: plan.note }),
    ...(plan.grade === undefined ? {} : { grade: plan.grade }),
    ...(plan.anomaly === undefined ? {} : { anomaly: faulty(refOf(map, 40, 30), refOf(mask, 40, 30)) }),
    photo: { ...refOf(photo, 640, 480), mime: 'image/jpeg' },
    thumbnail: { ...refOf(thumbnail, 160, 120), mime: 'image/jpeg' },
    timings: madeTimings,
    provenance: {
      ...madeProvenance,
      packId: plan.anomaly === undefined ? 'rubber-sheet' : 'transformer-thermal',
      packVersion: '0.1.0',
    },
  };
  const blobs = [photo, thumbnail, ...(plan.anomaly === undefined ? [] : [map, mask])];
  await deliverChange(url, device, record, { kind: 'saved', blobs });
  return record;
}

/** Delivers the record again with another note. */
export function deliverEdit(url: string, device: PlainDevice, record: InspectionRecord, note: string): Promise<void> {
  return deliverChange(url, device, { ...record, note }, { kind: 'edited', blobs: [] });
}

async function deliverChange(
  url: string,
  device: PlainDevice,
  record: InspectionRecord,
  { kind, blobs }: { readonly kind: 'saved' | 'edited'; readonly blobs: readonly Buffer[] },
): Promise<void> {
  const refs = [record.photo, record.thumbnail, ...(record.anomaly ? [record.anomaly.map, record.anomaly.mask] : [])];
  const changeId = kind === 'saved' ? record.id : randomUUID();
  const at = formatReading({ wallMs: Date.now(), counter: 0, device: device.deviceId });
  const text = JSON.stringify({
    format: 1,
    changeId,
    recordId: record.id,
    kind,
    at,
    author: device.deviceId,
    blobs: refs.map(({ sha256, bytes, mime }) => ({ sha256, bytes, mime })),
    record,
  });
  const bytes = blobs.map((blob) => new Uint8Array(blob));
  await pushUntilKept(url, device, { changeId, recordId: record.id, at, text, blobs: bytes });
}

function refOf(bytes: Uint8Array, width: number, height: number) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, bytes: bytes.byteLength, mime: 'application/octet-stream', width, height };
}

function middleMask() {
  const data = Uint8Array.from({ length: 40 * 30 }, (_, cell) =>
    Math.hypot((cell % 40) - 20, Math.floor(cell / 40) - 15) < 6 ? 1 : 0,
  );
  return { width: 40, height: 30, data };
}

function faulty(
  map: InspectionRecord['photo'],
  mask: InspectionRecord['photo'],
): NonNullable<InspectionRecord['anomaly']> {
  return {
    rawScore: 12.5,
    score: 0.86,
    isAnomalous: true,
    level: 'Faulty',
    levelTitle: 'Faulty',
    action: 'critical',
    boxes: [
      {
        x: 456,
        y: 296,
        width: 368,
        height: 368,
        score: 0.92,
        level: 'Faulty',
        levelTitle: 'Faulty',
        action: 'critical',
      },
    ],
    map,
    mask,
  };
}
