import { useQuery } from '@tanstack/react-query';
import { useServices } from '../use-services';
import { useTeachingState } from './use-teaching';

/** The numbers of the stored files that are not pictures; none while they are read. */
export function useUnusable(id: string): ReadonlySet<number> {
  const { teachings } = useServices();
  const { changes } = useTeachingState();
  const { data } = useQuery({ queryKey: ['teaching', id, 'unusable', changes], queryFn: () => teachings.unusable(id) });
  return data ?? none;
}

const none: ReadonlySet<number> = new Set();
