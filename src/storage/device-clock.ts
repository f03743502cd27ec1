/** The device's identity and hybrid clock, as the setting `device` keeps them. */
import { formatReading, parseReading, receive, type ClockReading } from '../domain/hybrid-clock';
import type { SettingRow } from './schema';

/** Time and random ids. */
export interface ClockDependencies {
  readonly newId: () => string;
  /** Milliseconds since 1970 in UTC. */
  readonly nowMs: () => number;
}

/** The name of the setting. */
export const deviceSettingName = 'device';

/** The last reading of the clock; on a new database the first one, of a device that gets its id now. */
export function restoreClock(row: SettingRow | undefined, { newId, nowMs }: ClockDependencies): ClockReading {
  return parseClock(row?.value) ?? { wallMs: nowMs(), counter: 0, device: newId() };
}

/** The setting that keeps `reading`. */
export function clockSetting(reading: ClockReading): SettingRow {
  return { name: deviceSettingName, value: { id: reading.device, clock: formatReading(reading) } };
}

/** The device's clock, moved past the reading `seen`, but at most a day ahead of the device's time. */
export function clockAfter(
  device: SettingRow | undefined,
  seen: string,
  dependencies: ClockDependencies,
): SettingRow | undefined {
  const reading = parseReading(seen);
  if (reading === undefined) return undefined;
  return clockSetting(receive(restoreClock(device, dependencies), reading, dependencies.nowMs()));
}

function parseClock(value: unknown): ClockReading | undefined {
  const hasClock = typeof value === 'object' && value !== null && 'clock' in value;
  return hasClock && typeof value.clock === 'string' ? parseReading(value.clock) : undefined;
}
