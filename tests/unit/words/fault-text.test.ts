import { expect, test } from 'vitest';
import type { InspectFault } from '../../../src/domain/inspection';
import type { PackFault } from '../../../src/domain/pack';
import type { PictureFault } from '../../../src/domain/picture';
import { english } from '../../../src/words/english';
import { describeInspectFault, describePackFault, describePictureFault } from '../../../src/words/fault-text';
import { createWords } from '../../../src/words/words';

const words = createWords({ tag: 'en' }, english);

const pictureFaults: readonly PictureFault[] = [
  { kind: 'empty-file' },
  { kind: 'not-a-picture' },
  { kind: 'unsupported-format', format: 'heic' },
  { kind: 'unsupported-format', format: 'svg' },
  { kind: 'unsupported-format', format: 'tiff' },
  { kind: 'unsupported-format', format: 'bmp' },
  { kind: 'unsupported-variant', format: 'jpg', variant: 'arithmetic-jpeg' },
  { kind: 'unsupported-variant', format: 'jpg', variant: 'lossless-jpeg' },
  { kind: 'unsupported-variant', format: 'jpg', variant: 'deep-jpeg' },
  { kind: 'unsupported-variant', format: 'tiff', variant: 'raw-photo' },
  { kind: 'unsupported-variant', format: 'png', variant: 'hdr' },
  { kind: 'raw-measurements', format: 'tiff', bits: 32 },
  { kind: 'truncated', format: 'jpg' },
  { kind: 'too-many-pixels', widthPx: 12_000, heightPx: 9_000, limitPixels: 64_000_000 },
  { kind: 'decode-failed', format: 'webp' },
];
const packFaults: readonly PackFault[] = [
  { kind: 'not-json' },
  { kind: 'unknown-format', found: 2 },
  { kind: 'bad-field', at: 'input.mean', wanted: 'three numbers' },
  { kind: 'missing-file', file: 'bank' },
  { kind: 'wrong-size', file: 'bank', wantedBytes: 4, foundBytes: 3 },
  { kind: 'wrong-hash', file: 'bank' },
  { kind: 'bad-network', detail: 'no graph' },
  { kind: 'missing-output', output: 's8', found: ['s4'] },
  { kind: 'wrong-shape', what: 'the head', wanted: '3', found: '4' },
  { kind: 'golden-disagrees', what: 'rawScore', worst: 0.31234, tolerance: 0.01 },
];
const inspectFaults: readonly InspectFault[] = [
  ...pictureFaults,
  { kind: 'pack-not-loaded', packId: 'p' },
  { kind: 'pack-fault', fault: { kind: 'not-json' } },
  { kind: 'pack-not-taught', packId: 'p' },
  { kind: 'network-failed', detail: 'device lost' },
  { kind: 'cancelled' },
  { kind: 'worker-lost', detail: 'terminated' },
];

test('ENG-31 every fault has a title and advice as sentences', () => {
  const texts = [
    ...pictureFaults.map((fault) => describePictureFault(words, fault)),
    ...packFaults.map((fault) => describePackFault(words, fault)),
    ...inspectFaults.map((fault) => describeInspectFault(words, fault)),
  ];
  for (const { title, advice } of texts) {
    expect(title).toMatch(/^[A-Z].*[.]$/);
    expect(advice).toMatch(/^[A-Z]/);
    expect(`${title}${advice}`).not.toMatch(/undefined|NaN|\[object/);
  }
});

test('ENG-31 a picture that is too large is reported with its size and the limit', () => {
  const fault = { kind: 'too-many-pixels', widthPx: 12_000, heightPx: 9_000, limitPixels: 64_000_000 } as const;
  const { title } = describePictureFault(words, fault);
  expect(title).toBe('The picture is too large: 12,000 × 9,000 is 108 megapixels, the limit is 64.');
});
