import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sunlight = tokensOf('src/ui/tokens-sunlight.css');
const grounds = ['--paper', '--surface', '--surface-sunk', '--accent-soft'] as const;

test('CAP-20 every text of the sunlight theme has a contrast of at least 7:1 on its ground', () => {
  const pairs = [
    ...['--ink', '--ink-quiet'].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
    ...['ok', 'watch', 'warn', 'bad', 'info'].flatMap((tone) => [
      [`--${tone}`, `--${tone}-soft`] as const,
      [`--${tone}`, '--surface'] as const,
      [`--${tone}`, '--paper'] as const,
    ]),
    ['--accent', '--accent-soft'] as const,
    ['--accent', '--paper'] as const,
    ['--accent-ink', '--accent'] as const,
    ['--accent-ink', '--accent-hover'] as const,
  ];
  const weak = pairs.filter(([text, ground]) => contrast(colour(text), colour(ground)) < 7);
  expect(weak).toEqual([]);
});

test('CAP-20 lines and targets of the sunlight theme are large, and it leaves no colour of the dark theme out', () => {
  expect(parseFloat(sunlight.get('--hairline') ?? '')).toBeGreaterThanOrEqual(2);
  expect(16 * parseFloat(sunlight.get('--touch') ?? '')).toBeGreaterThanOrEqual(56);
  const missing = [...tokensOf('src/ui/tokens-dark.css').keys()].filter((name) => !sunlight.has(name));
  expect(missing).toEqual([]);
});

function tokensOf(file: string): ReadonlyMap<string, string> {
  const found = readFileSync(file, 'utf8').matchAll(/(--[\w-]+):\s*([^;]+);/g);
  return new Map(Array.from(found, ([, name = '', value = '']) => [name, value]));
}

function colour(name: string): string {
  const value = sunlight.get(name);
  if (value === undefined || !/^#[0-9a-f]{6}$/.test(value)) throw new Error(`${name} is no colour`);
  return value;
}

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
