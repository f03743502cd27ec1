import { expect, test } from 'vitest';
import { newId, uuidFrom } from '../../../src/platform/ids';

const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('OFF-8 creates UUIDs of version 4, also where the browser offers only random bytes', () => {
  expect(newId()).toMatch(version4);
  expect(uuidFrom(new Uint8Array(16).fill(0xff))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  expect(uuidFrom(new Uint8Array(16))).toBe('00000000-0000-4000-8000-000000000000');
});
