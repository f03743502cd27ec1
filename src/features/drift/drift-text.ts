import type { SceneChange, SceneMeasure } from '../../domain/drift';
import type { PackSource } from '../../domain/pack';
import type { Words } from '../../words/words';

/** What changed, in a sentence. A thermal picture has no light: its palette or its range changed. */
export function changeText(words: Words, { measure, before, now }: SceneChange, source: PackSource): string {
  if (source === 'files' && isColour(measure)) return words.say('drift.palette');
  if (measure === 'aspect') return words.say('drift.aspect');
  return now > before ? words.say(`drift.${measure}.more`) : words.say(`drift.${measure}.less`);
}

/** Which photos would help. */
export function adviceText(words: Words, changes: readonly SceneChange[], source: PackSource): string {
  const [largest] = changes;
  if (largest === undefined) return words.say('drift.advice.pieces');
  if (source === 'files' && isColour(largest.measure)) return words.say('drift.advice.palette');
  return words.say(`drift.advice.${kinds[largest.measure]}`);
}

const kinds = {
  light: 'light',
  warmth: 'light',
  contrast: 'light',
  blur: 'blur',
  fill: 'distance',
  aspect: 'camera',
} as const satisfies Readonly<Record<SceneMeasure, string>>;

function isColour(measure: SceneMeasure): boolean {
  return kinds[measure] === 'light';
}
