import type { IconName } from './icon';

/** What a message means. Colour and picture follow from it; the words are always there too. */
export type Tone = 'ok' | 'watch' | 'warn' | 'bad' | 'info' | 'unknown';

/** The picture that goes with a tone: each has its own outline, so that colour is never the only sign. */
export function toneToIcon(tone: Tone): IconName {
  return tone;
}
