import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { useServices } from '../use-services';
import { useTeachingState } from './use-teaching';

/** States that a page was closed while it added pictures, and how to add the rest. */
export function InterruptedNotice({ id }: { readonly id: string }): ReactElement | null {
  const words = useWords();
  const { teachings } = useServices();
  const { changes } = useTeachingState();
  const { data } = useQuery({
    queryKey: ['teaching', id, 'interrupted-adding', changes],
    queryFn: async () => (await teachings.interruptedAdding(id)) ?? null,
  });
  if (data === undefined || data === null) return null;
  return (
    <Notice
      tone="warn"
      title={words.say('teach.interrupted', { done: data.done, total: data.total })}
      actions={
        <Button icon="check" onClick={() => teachings.forgetInterrupted(id)}>
          {words.say('teach.interruptedRead')}
        </Button>
      }
    >
      {words.say('teach.interruptedWhy')}
    </Notice>
  );
}
