/** Several Huffman codes with one lookup: the same result as code by code. */
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { scanIntervals, type ScanBits } from '../../../src/engine/picture-file/jpeg-bits';
import { readHuffmanTables } from '../../../src/engine/picture-file/jpeg-huffman';
import { runBits, runEnd, runsOf } from '../../../src/engine/picture-file/jpeg-runs';
import { jpegMarker, jpegSegments } from '../../../src/engine/picture-file/jpeg-segments';
import { walkSequential, walkTable } from '../../../src/engine/picture-file/jpeg-sequential';
import { seededRandom } from '../../support/seeded-random';
import { sceneSvg } from '../../support/make-pictures';

const size = { width: 200, height: 150 };
const blocks = Math.ceil(size.width / 8) * Math.ceil(size.height / 8);

test('PIC-3 with and without tables of several codes, whole and damaged data leave the same bits', async () => {
  const { tables, interval } = await greyScan();
  const walk = (bits: ScanBits, isLong: boolean): number =>
    walkSequential(
      bits,
      blocks,
      [walkTable(tables.dc, { isDc: true, isLong })],
      [walkTable(tables.ac, { isDc: false, isLong })],
    );
  expect(walk(interval, true)).toBeGreaterThanOrEqual(0);
  const random = seededRandom(1);
  const outcomes = Array.from({ length: 400 }, () => {
    const damaged = damagedBits(interval, random);
    return { several: walk(damaged, true), single: walk(damaged, false) };
  });
  expect(outcomes.filter(({ several, single }) => !Object.is(several, single))).toEqual([]);
  // All three outcomes occur: bits left, bits missing, no code.
  expect(new Set(outcomes.map(({ single }) => (Number.isNaN(single) ? 'none' : single < 0)))).toHaveProperty('size', 3);
});

test('PIC-3 an entry has as many codes as its bits contain', async () => {
  const runs = runsOf((await greyScan()).tables.ac);
  const { length } = runs.filter((entry) => entry >> 6 > 1 || (entry & runEnd) !== 0);
  expect(length).toBeGreaterThan((1 << runBits) / 2);
});

async function greyScan() {
  const picture = sharp(sceneSvg(5, size)).flatten().toColourspace('b-w');
  const bytes = new Uint8Array(await picture.jpeg({ quality: 95 }).toBuffer());
  const segments = jpegSegments(bytes);
  const found = segments
    .filter(({ marker }) => marker === jpegMarker.dht)
    .flatMap(({ at, dataAt }) => [...readHuffmanTables(bytes.subarray(at + 4, dataAt))]);
  const [dc, ac] = [new Map(found).get(0), new Map(found).get(0x10)];
  const scan = segments.find(({ marker }) => marker === jpegMarker.sos);
  const [interval] = (scan && scanIntervals(bytes, scan)) ?? [];
  if (dc === undefined || ac === undefined || interval === undefined) throw new Error('not the expected JPEG');
  return { tables: { dc, ac }, interval };
}

/** A few bytes replaced, or the end cut off. */
function damagedBits({ view, from, to }: ScanBits, random: () => number): ScanBits {
  const bytes = new Uint8Array(view.buffer.slice(0));
  const end = random() < 0.3 ? Math.floor(to * random()) : to;
  if (end < to) bytes.fill(0, end >> 3);
  else for (let each = 0; each < 3; each++) bytes[Math.floor((to / 8) * random())] = Math.floor(256 * random());
  return { view: new DataView(bytes.buffer), from, to: end };
}
