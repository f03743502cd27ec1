import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { buttonClass } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { useLearningOverview } from '../learning-queries';

/** Before a pack is taught again: what it learned from corrections is not in the new version. */
export function LearnAgainHint({ packId }: { readonly packId: string }): ReactElement | null {
  const words = useWords();
  const overview = useLearningOverview(packId).data;
  const count = overview?.learned.length;
  if (count === undefined || count === 0) return null;
  return (
    <Notice tone="info" title={words.say('teach.willLose', { count })}>
      {words.say('teach.willLoseWhy')}
    </Notice>
  );
}

/** After a pack was taught again: a button to learn the corrections that the new version does not contain. */
export function LearnAgainNotice({ packId }: { readonly packId: string }): ReactElement | null {
  const words = useWords();
  const overview = useLearningOverview(packId).data;
  const lost = overview?.waiting.filter(({ lostFrom }) => lostFrom !== undefined);
  if (lost === undefined || lost.length === 0) return null;
  return (
    <Notice
      tone="warn"
      role="status"
      title={words.say('teach.lost', { count: lost.length })}
      actions={
        <Link href={`/packs/${packId}/learn?preview=1`} className={buttonClass('primary')}>
          <Icon name="teach" size={20} />
          {words.say('teach.learnAgain')}
        </Link>
      }
    >
      {words.say('teach.lostWhy')}
    </Notice>
  );
}
