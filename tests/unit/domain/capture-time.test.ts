import * as v from 'valibot';
import { expect, test } from 'vitest';
import { captureTimeAt, captureTimeSchema, captureTimeText } from '../../../src/domain/capture-time';

test('CAP-16 the capture time of a photo is the local time of the device with its offset', () => {
  const at = new Date('2026-11-26T22:15:09.500Z');
  const taken = captureTimeAt(at, 330);
  expect(taken).toEqual({ local: '2026-11-27T03:45:09', utcOffsetMinutes: 330 });
  expect(v.is(captureTimeSchema, taken)).toBe(true);
  expect(captureTimeText(taken)).toBe('2026-11-27T03:45:09+05:30');
  expect(captureTimeAt(at, -210).local).toBe('2026-11-26T18:45:09');
});
