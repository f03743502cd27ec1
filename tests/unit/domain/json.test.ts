import { expect, test } from 'vitest';
import { parseJson } from '../../../src/domain/json';

test('PACK-3 a JSON text is parsed to a value', () => {
  expect(parseJson('{"a":[1,null]}')).toEqual({ ok: true, value: { a: [1, null] } });
});

test('PACK-3 a text that is not JSON is a fault with the message of the parser', () => {
  const parsed = parseJson('{"a":');
  expect(parsed).toMatchObject({ ok: false, fault: { kind: 'not-json' } });
  if (!parsed.ok) expect(parsed.fault.detail).not.toBe('');
});
