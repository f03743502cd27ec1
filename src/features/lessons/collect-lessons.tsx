import { useState, type ReactElement } from 'react';
import { toggled } from '../../domain/toggled';
import type { LessonItem, LessonOverview } from '../../services/lesson-overview';
import { Button } from '../../ui/button';
import { CheckField } from '../../ui/form-field';
import { MoreFacts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { LessonRow } from './lesson-row';
import { lessonText } from './lesson-text';

/** Rows that are shown; more would take long to draw. */
const mostShown = 60;

/** The corrections that wait, each with a box to leave it out, and the button that shows what would change. */
export function CollectLessons(props: {
  readonly overview: LessonOverview;
  readonly without: readonly string[];
  readonly onPreview: (without: readonly string[]) => void;
}): ReactElement {
  const words = useWords();
  const { waiting, target } = props.overview;
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set(props.without));
  const left = waiting.filter(({ lesson }) => !without.has(lesson.id));
  return (
    <Panel title={words.say('lessons.waitingTitle', { count: waiting.length })}>
      {waiting.length === 0 ? <p className="quiet">{words.say('lessons.waitingNone')}</p> : null}
      <ul className="lesson-list">
        {waiting.slice(0, mostShown).map((item) => (
          <LessonRow
            key={item.lesson.id}
            item={item}
            pack={target.pack}
            badge={<LostFrom item={item} />}
            start={
              <CheckField
                isLabelHidden
                label={words.say('lessons.include', {
                  lesson: lessonText(words, item.lesson, target.pack),
                  file: item.record.fileName,
                })}
                checked={!without.has(item.lesson.id)}
                onChange={() => setWithout(toggled(without, item.lesson.id))}
              />
            }
          />
        ))}
      </ul>
      {waiting.length <= mostShown ? null : (
        <p className="small quiet">{words.say('lessons.tooMany', { shown: mostShown })}</p>
      )}
      <WithBaselines waiting={waiting} />
      {waiting.length === 0 ? null : (
        <div className="action-bar">
          <Button
            look="primary"
            size="large"
            icon="teach"
            disabled={left.length === 0}
            onClick={() => props.onPreview([...without])}
          >
            {words.say('lessons.preview')}
          </Button>
          <p className="small quiet">{words.say('lessons.previewWhy')}</p>
        </div>
      )}
    </Panel>
  );
}

/** What is learned from results that were judged with baselines. */
export function WithBaselines(props: { readonly waiting: readonly LessonItem[] }): ReactElement | null {
  const words = useWords();
  const judged = props.waiting.filter(({ record: { provenance } }) => (provenance.baselines ?? []).length > 0);
  if (judged.length === 0) return null;
  return <p className="small">{words.say('lessons.withBaselines', { count: judged.length })}</p>;
}

/** A correction that an earlier version had learned. */
function LostFrom({ item: { lostFrom } }: { readonly item: LessonItem }): ReactElement | null {
  const words = useWords();
  if (lostFrom === undefined) return null;
  return <span className="small">{words.say('lessons.lostFrom', { version: lostFrom })}</span>;
}

/** The corrections that the version in use has learned. */
export function LearnedLessons({ overview }: { readonly overview: LessonOverview }): ReactElement | null {
  const words = useWords();
  const { learned, target } = overview;
  if (learned.length === 0) return null;
  return (
    <MoreFacts title={words.say('lessons.learnedTitle', { count: learned.length })}>
      <ul className="lesson-list">
        {learned.slice(0, mostShown).map((item) => (
          <LessonRow key={item.lesson.id} item={item} pack={target.pack} badge={<LearnedIn item={item} />} />
        ))}
      </ul>
    </MoreFacts>
  );
}

function LearnedIn({ item: { version = '' } }: { readonly item: LessonItem }): ReactElement {
  return <span className="small">{useWords().say('lessons.learnedIn', { version })}</span>;
}
