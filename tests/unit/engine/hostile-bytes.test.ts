import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readPictureFile } from '../../../src/engine/picture-file/read-picture-file';
import { formatOf } from '../../../src/engine/picture-file/picture-format';

const limitMs = 2_000;
const text = (content: string) => new TextEncoder().encode(content);

function judgedWithin(bytes: Uint8Array): boolean {
  const startedAt = performance.now();
  formatOf(bytes);
  readPictureFile(bytes);
  return performance.now() - startedAt < limitMs;
}

test('ENG-27 the format of any bytes is known in linear time', () => {
  const unit = [
    '<!---->',
    '<!-- -->',
    '<?xml?>',
    '<!DOCTYPE svg>',
    '<svg ',
    '<svg x="',
    ' ',
    '<!--',
    '<svg \'"',
    'ï»¿',
  ];
  for (const piece of unit) {
    for (const start of ['', '<?xml version="1.0"?>', 'RIFF....WEBP', 'BM............\u0028', 'GIF89a', 'II*\0']) {
      const bytes = text(start + piece.repeat(200_000));
      expect([start, piece, judgedWithin(bytes)]).toEqual([start, piece, true]);
    }
  }
  expect(formatOf(text('<!---->'.repeat(40)))).toBeUndefined();
  expect(formatOf(text(`${'<!---->'.repeat(40)}<svg>`))).toBe('svg');
});

const shared = '../shared/data/cases/hostile/svgbomb.bin';
test.skipIf(!existsSync(shared))('ENG-27 the shared case of 40 comments is judged at once', () => {
  const bytes = new Uint8Array(readFileSync(shared));
  expect(judgedWithin(bytes)).toBe(true);
  expect(readPictureFile(bytes)).toEqual({ ok: false, fault: { kind: 'not-a-picture' } });
});
