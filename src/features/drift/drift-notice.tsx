import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { buttonClass } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useWords } from '../../ui/words-context';
import { adviceText, changeText } from './drift-text';
import { useDrift } from './use-drift';

/** A warning that recent pictures are unlike those that the pack knows: what changed, and which photos would help. Nothing otherwise. */
export function DriftNotice({ packId }: { readonly packId: string }): ReactElement | null {
  const words = useWords();
  const drift = useDrift(packId);
  if (drift === undefined) return null;
  const { changes, source, high, recent, teachingId } = drift;
  // Several measures of one palette give the same sentence.
  const sentences = new Set(changes.map((change) => changeText(words, change, source)));
  const href = teachingId === undefined ? `/packs/${drift.packId}/learn` : `/teach/${teachingId}`;
  return (
    <Notice
      tone="watch"
      title={words.say('drift.title')}
      actions={
        <Link href={href} className={buttonClass('plain')}>
          {words.say(teachingId === undefined ? 'drift.toCorrections' : 'drift.toTeaching')}
        </Link>
      }
    >
      <p>{words.say('drift.why', { high, recent })}</p>
      {sentences.size === 0 ? <p>{words.say('drift.same')}</p> : null}
      {[...sentences].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p>{adviceText(words, changes, source)}</p>
    </Notice>
  );
}
