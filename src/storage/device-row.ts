/** The device's identity and clock, read and moved inside the transaction that needs them. */
import { formatReading, parseReading, tick, witness, type ClockReading } from '../domain/hybrid-clock';
import type { FieldgradeSchema } from './schema';
import type { IDBPObjectStore, StoreNames } from 'idb';

/** The world's clock and dice. */
export interface DeviceWorld {
  readonly newId: () => string;
  /** Milliseconds since 1970 in UTC. */
  readonly nowMs: () => number;
}

/** The settings store of a writing transaction. */
type Settings = IDBPObjectStore<FieldgradeSchema, ArrayLike<StoreNames<FieldgradeSchema>>, 'settings', 'readwrite'>;

const rowName = 'device';

/** Who this device is; named at the first call on a new database. */
export async function deviceId(settings: Settings, world: DeviceWorld): Promise<string> {
  const { device } = await readClock(settings, world);
  return device;
}

/** The next reading of the device's clock, which is moved on to it. */
export async function nextReading(settings: Settings, world: DeviceWorld): Promise<ClockReading> {
  const next = tick(await readClock(settings, world), world.nowMs());
  await writeClock(settings, next);
  return next;
}

/** Moves the clock past a reading of another one, as far as it can be believed. */
export async function witnessReading(settings: Settings, seen: string, world: DeviceWorld): Promise<void> {
  const reading = parseReading(seen);
  if (reading === undefined) return;
  await writeClock(settings, witness(await readClock(settings, world), reading, world.nowMs()));
}

async function readClock(settings: Settings, world: DeviceWorld): Promise<ClockReading> {
  const row = await settings.get(rowName);
  const known = row === undefined ? undefined : parseClock(row.value);
  if (known !== undefined) return known;
  const first = { wallMs: world.nowMs(), counter: 0, device: world.newId() };
  await writeClock(settings, first);
  return first;
}

function parseClock(value: unknown): ClockReading | undefined {
  const hasClock = typeof value === 'object' && value !== null && 'clock' in value;
  return hasClock && typeof value.clock === 'string' ? parseReading(value.clock) : undefined;
}

async function writeClock(settings: Settings, reading: ClockReading): Promise<void> {
  await settings.put({ name: rowName, value: { id: reading.device, clock: formatReading(reading) } });
}
