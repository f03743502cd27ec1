import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareReadings, formatReading, parseReading, tick, receive } from '../../src/domain/hybrid-clock';
import { parseChange } from '../../src/protocol/change';
import { parseQueueListing, parseReceipt } from '../../src/protocol/intake';
import { parseRetryAfter } from '../../src/sync/backoff';
import { readChange } from '../../server/intake/read-change';
import { parseByteRange } from '../../server/site/byte-range';
import { parseMultipart } from '../support/parse-multipart';
import { printedSeed, seededRandom } from '../support/seeded-random';
import { madeSaved } from './support/made-change';

const seed = printedSeed('fuzz of the parsers');
const runs = Number(process.env['FUZZ_RUNS'] ?? 2_000);
const settings = { seed, numRuns: runs };
const valid = madeSaved({ random: seededRandom(seed), deviceId: '11111111-1111-4111-8111-111111111111', nowMs: 1e12 });

describe('DRL-30 hostile input to the parsers is refused as a value, quickly, and never throws', () => {
  test('clock readings: a parsed reading formats to the same text, and texts sort like readings', () => {
    const reading = fc.record({
      wallMs: fc.integer({ min: 0, max: 253_402_300_799_999 }),
      counter: fc.integer({ min: 0, max: 0xffff }),
      device: fc.stringMatching(/^[0-9a-zA-Z-]{1,64}$/),
    });
    const check = fc.property(reading, reading, (a, b) => {
      const [textA, textB] = [formatReading(a), formatReading(b)];
      expect(parseReading(textA)).toEqual(a);
      expect(Math.sign(compareReadings(a, b))).toBe(textA === textB ? 0 : textA < textB ? -1 : 1);
      expect(compareReadings(tick(a, b.wallMs), a)).toBeGreaterThan(0);
      expect(compareReadings(receive(a, b, a.wallMs), a)).toBeGreaterThan(0);
    });
    fc.assert(check, settings);
  });

  test('clock readings: any other text is refused, and an accepted one can be formatted', () => {
    const almost = fc.stringMatching(
      /^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-4]):[0-6]\d:[0-6]\d\.\d{3}Z_[0-9a-f]{4}_[0-9a-zA-Z-]{1,64}$/,
    );
    const check = fc.property(fc.oneof(fc.string({ unit: 'binary' }), almost), (text) => {
      const read = parseReading(text);
      if (read !== undefined) expect(formatReading(read)).toBe(text);
    });
    fc.assert(check, settings);
  });

  test('byte ranges lie within the file', () => {
    const header = fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,17}-\d{0,17}(,\d*-\d*)?$/));
    const check = fc.property(header, fc.integer({ min: 0, max: 2 ** 40 }), (text, bytes) => {
      const range = parseByteRange(text, bytes);
      if (range === undefined || range === 'unsatisfiable') return;
      expect(range.first).toBeGreaterThanOrEqual(0);
      expect(range.last).toBeLessThan(bytes);
      expect(range.first).toBeLessThanOrEqual(range.last);
    });
    fc.assert(check, settings);
  });

  test('changes, receipts and listings: any JSON', () => {
    const check = fc.property(fc.jsonValue(), (json) => {
      expect(parseChange(json)).toBeUndefined();
      expect(parseReceipt(json)).toBeUndefined();
      expect(parseQueueListing(json)).toBeUndefined();
    });
    fc.assert(check, settings);
  });

  test('texts of changes: random bytes, and valid texts with one alteration', () => {
    const bytes = Buffer.from(valid.text);
    const place = fc.nat(bytes.length - 1);
    const damaged = fc.oneof(
      fc
        .tuple(place, fc.nat(255))
        .map(([at, byte]) => Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at + 1)])),
      place.map((at) => bytes.subarray(0, at)),
      fc
        .tuple(place, fc.uint8Array({ maxLength: 30 }))
        .map(([at, more]) => Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)])),
      fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw)),
    );
    const check = fc.property(damaged, (hostile) => {
      const read = readChange(valid.changeId, hostile);
      if (read.ok) expect(Buffer.from(read.value.text)).toEqual(Buffer.from(hostile));
    });
    fc.assert(check, settings);
  });

  test('deeply nested JSON does not end the process', () => {
    const deep = valid.text.replace(
      '"futureField":',
      `"deep":${'['.repeat(50_000)}${']'.repeat(50_000)},"futureField":`,
    );
    expect(() => readChange(valid.changeId, Buffer.from(deep))).not.toThrow();
  });

  test('multipart bodies', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '--b',
        '--b--',
        '\r\n',
        '--b\r\n',
        'Content-Disposition: form-data; name="file"; filename="',
        '"',
        '\r\n\r\n',
        '\0',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    const type = fc.oneof(
      fc.constant('multipart/form-data; boundary=b'),
      fc.string().map((text) => `multipart/form-data; ${text}`),
    );
    const check = fc.property(fc.array(piece, { maxLength: 40 }), type, (pieces, contentType) => {
      const body = Buffer.from(pieces.join(''), 'latin1');
      const parts = parseMultipart(body, contentType);
      if (!parts.ok) return;
      const total = parts.value.reduce((sum, part) => sum + part.bytes.length, 0);
      expect(total).toBeLessThanOrEqual(body.length);
    });
    fc.assert(check, settings);
  });

  test('a multipart body made of delimiters is read in linear time', () => {
    const body = Buffer.from('--b\r\n'.repeat(2_000_000 / 5) + '--b'.repeat(700_000));
    const startedAt = performance.now();
    parseMultipart(body, 'multipart/form-data; boundary=b');
    parseMultipart(body, `multipart/form-data; ${'; boundary='.repeat(20_000)}`);
    parseMultipart(
      Buffer.from(`--b\r\nContent-Disposition: form-data${'; name="\\"'.repeat(700)}\r\n\r\nx\r\n--b--`),
      'multipart/form-data; boundary=b',
    );
    // Quadratic time would take minutes; the limit allows for a slow machine.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  test('Retry-After is a wait of at most a day', () => {
    const check = fc.property(
      fc.oneof(
        fc.string(),
        fc.integer().map(String),
        fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      ),
      (header) => {
        const ms = parseRetryAfter(header, 1e12);
        if (ms === undefined) return;
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(24 * 3_600_000);
      },
    );
    fc.assert(check, settings);
  });
});
