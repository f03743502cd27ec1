import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareReadings,
  formatReading,
  parseReading,
  tick,
  receive,
  type ClockReading,
} from '../../../src/domain/hybrid-clock';

const dayMs = 24 * 3_600_000;
const nowMs = Date.UTC(2026, 10, 21, 7, 30);

const readings = fc.record({
  wallMs: fc.integer({ min: nowMs - 1000 * dayMs, max: nowMs + 1000 * dayMs }),
  counter: fc.integer({ min: 0, max: 0xffff }),
  device: fc.uuid(),
});

describe('hybrid clock', () => {
  test('CLK-1 each tick is later than the one before, with the wall clock set back and a full counter too', () => {
    fc.assert(
      fc.property(readings, fc.integer({ min: -10 * dayMs, max: 10 * dayMs }), (last, shiftMs) => {
        expect(compareReadings(tick(last, last.wallMs + shiftMs), last)).toBeGreaterThan(0);
      }),
    );
    const full: ClockReading = { wallMs: nowMs, counter: 0xffff, device: 'a' };
    expect(tick(full, nowMs)).toEqual({ wallMs: nowMs + 1, counter: 0, device: 'a' });
  });

  test('CLK-2 a reading is read back from its text, and texts sort like readings', () => {
    fc.assert(
      fc.property(readings, readings, (a, b) => {
        expect(parseReading(formatReading(a))).toEqual(a);
        const [textA, textB] = [formatReading(a), formatReading(b)];
        expect(Math.sign(compareReadings(a, b))).toBe(textA < textB ? -1 : Number(textA > textB));
      }),
    );
  });

  test('CLK-3 the next reading of a device is later than one it received', () => {
    fc.assert(
      fc.property(readings, readings, (last, seen) => {
        fc.pre(seen.wallMs <= nowMs + dayMs);
        const next = receive(last, seen, nowMs);
        expect(next.device).toBe(last.device);
        expect(compareReadings(next, seen)).toBeGreaterThan(0);
        expect(compareReadings(next, last)).toBeGreaterThan(0);
      }),
    );
  });

  test('CLK-4 a clock that is a year ahead does not move this one', () => {
    const last: ClockReading = { wallMs: nowMs - 5, counter: 2, device: 'a' };
    const seen: ClockReading = { wallMs: nowMs + 365 * dayMs, counter: 0, device: 'b' };
    expect(receive(last, seen, nowMs).wallMs).toBeLessThanOrEqual(nowMs + 1);
  });

  test.each([
    '',
    'yesterday',
    '2026-11-21T07:30:00.000Z',
    '2026-13-41T07:30:00.000Z_0000_a',
    '2026-11-21T07:30:00Z_0_a',
  ])('CLK-5 %j is no reading', (text) => {
    expect(parseReading(text)).toBeUndefined();
  });
});
