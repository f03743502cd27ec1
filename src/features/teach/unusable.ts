/** Stored files of a teaching that are not pictures: earlier versions stored them unchecked. */
import { useQuery } from '@tanstack/react-query';
import type { Words } from '../../words/words';
import { useServices } from '../use-services';
import { useTeachingState } from './use-teaching';

/** Their numbers; none while they are read. */
export function useUnusable(id: string): ReadonlySet<number> {
  const { teachings } = useServices();
  const { changes } = useTeachingState();
  const { data } = useQuery({ queryKey: ['teaching', id, 'unusable', changes], queryFn: () => teachings.unusable(id) });
  return data ?? none;
}

const none: ReadonlySet<number> = new Set();

/** `note`, and how many of the stored files are not used. */
export function withUnusable(words: Words, unusable: ReadonlySet<number>, note: string): string {
  return unusable.size === 0 ? note : `${note} ${words.say('teach.unusable', { count: unusable.size })}`;
}
