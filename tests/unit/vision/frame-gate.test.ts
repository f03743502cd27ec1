import { expect, test } from 'vitest';
import sharp, { type Sharp } from 'sharp';
import type { Picture } from '../../../src/domain/picture';
import { gateLimits, nextGate, openGate, problemsOf, steadyFrames } from '../../../src/vision/frame-gate';
import { frameLongSidePx, measureFrame, type FrameMeasures } from '../../../src/vision/frame-measures';

const good: FrameMeasures = { light: 200, contrast: 120, clipped: 0, glare: 0, blur: 0.4, fill: 0.6 };

test('CAP-7 a rendered sheet has no problem, and each degraded copy has its own', async () => {
  expect(await problemsIn(sheet())).toEqual([]);
  expect(await problemsIn(sheet().linear(0.2, 0))).toContain('too-dark');
  expect(await problemsIn(sheet().linear(3, 60))).toContain('too-bright');
  expect(await problemsIn(sheet().blur(14))).toContain('blurred');
  expect(await problemsIn(farAway())).toContain('too-far');
  expect(await problemsIn(withReflection())).toContain('glare');
  expect(await problemsIn(sharp({ create: { ...size, channels: 3, background: '#888' } }))).toContain(
    'nothing-visible',
  );
});

test('CAP-7 a bright sky behind the sheet is not glare', async () => {
  const sky = sharp({ create: { ...size, channels: 3, background: '#fff' } });
  const middle = await sheet().resize(600, 440, { fit: 'fill' }).toBuffer();
  expect(await problemsIn(sky.composite([{ input: middle }]))).toEqual([]);
});

test('CAP-8 a problem is shown after two frames in a row, not after one', () => {
  const dark = { ...good, light: gateLimits['too-dark'].from - 1 };
  const once = nextGate(openGate, dark);
  expect(once.problems).toEqual([]);
  expect(nextGate(nextGate(once, good), dark).problems).toEqual([]);
  expect(nextGate(once, dark).problems).toEqual(['too-dark']);
});

test('CAP-8 a shown problem stays until the frame is clearly without it', () => {
  const { from, until } = gateLimits.blurred;
  const blurred = repeat(openGate, { ...good, blur: from + 0.01 });
  expect(blurred.problems).toEqual(['blurred']);
  expect(repeat(blurred, { ...good, blur: (from + until) / 2 }).problems).toEqual(['blurred']);
  expect(repeat(blurred, { ...good, blur: until - 0.01 }).problems).toEqual([]);
});

test('CAP-7 the worst problem comes first', () => {
  expect(problemsOf({ light: 10, contrast: 5, clipped: 0, glare: 0, blur: 0.9, fill: 0.1 })).toEqual([
    'too-dark',
    'nothing-visible',
    'too-far',
    'blurred',
  ]);
});

// Processor time: other processes on the machine do not count.
test('CAP-10 measuring a frame takes at most 50 ms', async () => {
  const frame = await frameOf(sheet());
  const runs = Array.from({ length: 10 }, () => {
    const before = process.cpuUsage();
    measureFrame(frame);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  expect(Math.min(...runs)).toBeLessThanOrEqual(50);
});

const size = { width: 1024, height: 768 };

function repeat(state: typeof openGate, measures: FrameMeasures): typeof openGate {
  let after = state;
  for (let frame = 0; frame < steadyFrames; frame++) after = nextGate(after, measures);
  return after;
}

function sheet() {
  return sharp('public/samples/rubber-1.jpg').resize(size.width, size.height, { fit: 'fill' });
}

function farAway() {
  const ground = sharp({ create: { ...size, channels: 3, background: '#3355aa' } });
  return sheet()
    .resize(300, 220)
    .toBuffer()
    .then((input) => ground.composite([{ input }]));
}

function withReflection() {
  const spot = Buffer.from(
    '<svg width="160" height="120"><ellipse cx="80" cy="60" rx="80" ry="60" fill="#fff"/></svg>',
  );
  return sheet().composite([{ input: spot }]);
}

async function problemsIn(picture: Sharp | Promise<Sharp>) {
  return problemsOf(measureFrame(await frameOf(await picture)));
}

/** Flattened first: sharp resizes before it composites. */
async function frameOf(picture: Sharp): Promise<Picture> {
  const whole = await picture.png().toBuffer();
  const { data, info } = await sharp(whole)
    .resize(frameLongSidePx, frameLongSidePx, { fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}
