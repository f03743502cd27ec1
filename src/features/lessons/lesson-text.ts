import type { Lesson } from '../../domain/lesson';
import { levelsOfPack } from '../../domain/correction-edit';
import type { Pack } from '../../domain/pack';
import type { Words } from '../../words/words';

/** What is learned from a correction, in a few words. */
export function lessonText(words: Words, lesson: Lesson, pack: Pack): string {
  if (lesson.kind === 'level') {
    return words.say('lessons.kind.level', { level: levelTitleOf(pack, lesson.level.level) });
  }
  const isPicture = lesson.areas.some(({ width, height }) => width === 1 && height === 1);
  return words.say(`lessons.kind.${isPicture && lesson.kind === 'normal' ? 'normalPicture' : lesson.kind}`);
}

/** The title of a severity level; its name where the pack does not know it. */
export function levelTitleOf({ anomaly }: Pack, name: string): string {
  const levels = anomaly === undefined ? [] : levelsOfPack(anomaly);
  return levels.find(({ level }) => level === name)?.levelTitle ?? name;
}
