import type { Example } from '../../domain/example';
import { levelsOfPack } from '../../domain/correction-edit';
import type { Pack } from '../../domain/pack';
import type { Words } from '../../words/words';

/** What is learned from a correction, in a few words. */
export function learningText(words: Words, example: Example, pack: Pack): string {
  if (example.kind === 'level') {
    return words.say('learn.kind.level', { level: levelTitleOf(pack, example.level.level) });
  }
  const isPicture = example.areas.some(({ width, height }) => width === 1 && height === 1);
  return words.say(`learn.kind.${isPicture && example.kind === 'normal' ? 'normalPicture' : example.kind}`);
}

/** The title of a severity level; its name where the pack does not know it. */
export function levelTitleOf({ anomaly }: Pack, name: string): string {
  const levels = anomaly === undefined ? [] : levelsOfPack(anomaly);
  return levels.find(({ level }) => level === name)?.levelTitle ?? name;
}
