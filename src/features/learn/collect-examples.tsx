import { useState, type ReactElement } from 'react';
import { toggled } from '../../domain/toggled';
import { isUntaught } from '../../domain/pack-parameters';
import type { ExampleItem, LearningOverview } from '../../services/learning-overview';
import { Button } from '../../ui/button';
import { CheckField } from '../../ui/form-field';
import { MoreFacts } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { ExampleRow } from './example-row';
import { learningText } from './learning-text';
import { TeachFirst } from './teach-first';

/** Rows that are shown; more would take long to draw. */
const mostShown = 60;

/** The corrections that wait, each with a box to leave it out, and the button that shows what would change. */
export function CollectExamples(props: {
  readonly overview: LearningOverview;
  readonly without: readonly string[];
  readonly onPreview: (without: readonly string[]) => void;
}): ReactElement {
  const words = useWords();
  const { waiting, target } = props.overview;
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set(props.without));
  const left = waiting.filter(({ example }) => !without.has(example.id));
  return (
    <Panel title={words.say('learn.waitingTitle', { count: waiting.length })}>
      {waiting.length === 0 ? <p className="quiet">{words.say('learn.waitingNone')}</p> : null}
      <ul className="example-list">
        {waiting.slice(0, mostShown).map((item) => (
          <ExampleRow
            key={item.example.id}
            item={item}
            pack={target.pack}
            badge={<LostFrom item={item} />}
            start={
              <CheckField
                isLabelHidden
                label={words.say('learn.include', {
                  example: learningText(words, item.example, target.pack),
                  file: item.record.fileName,
                })}
                checked={!without.has(item.example.id)}
                onChange={() => setWithout(toggled(without, item.example.id))}
              />
            }
          />
        ))}
      </ul>
      {waiting.length <= mostShown ? null : (
        <p className="small quiet">{words.say('learn.tooMany', { shown: mostShown })}</p>
      )}
      <WithBaselines waiting={waiting} />
      {waiting.length === 0 ? null : isUntaught(target.pack) ? (
        <TeachFirst items={left} pack={target.pack} />
      ) : (
        <ShowChanges isDisabled={left.length === 0} onPreview={() => props.onPreview([...without])} />
      )}
    </Panel>
  );
}

function ShowChanges(props: { readonly isDisabled: boolean; readonly onPreview: () => void }): ReactElement {
  const words = useWords();
  return (
    <div className="action-bar">
      <Button look="primary" size="large" icon="teach" disabled={props.isDisabled} onClick={props.onPreview}>
        {words.say('learn.preview')}
      </Button>
      <p className="small quiet">{words.say('learn.previewWhy')}</p>
    </div>
  );
}

/** What is learned from results that were judged with baselines. */
export function WithBaselines(props: { readonly waiting: readonly ExampleItem[] }): ReactElement | null {
  const words = useWords();
  const judged = props.waiting.filter(({ record: { provenance } }) => (provenance.baselines ?? []).length > 0);
  if (judged.length === 0) return null;
  return <p className="small">{words.say('learn.withBaselines', { count: judged.length })}</p>;
}

/** A correction that an earlier version had learned. */
function LostFrom({ item: { lostFrom } }: { readonly item: ExampleItem }): ReactElement | null {
  const words = useWords();
  if (lostFrom === undefined) return null;
  return <span className="small">{words.say('learn.lostFrom', { version: lostFrom })}</span>;
}

/** The corrections that the version in use has learned. */
export function LearnedExamples({ overview }: { readonly overview: LearningOverview }): ReactElement | null {
  const words = useWords();
  const { learned, target } = overview;
  if (learned.length === 0) return null;
  return (
    <MoreFacts title={words.say('learn.learnedTitle', { count: learned.length })}>
      <ul className="example-list">
        {learned.slice(0, mostShown).map((item) => (
          <ExampleRow key={item.example.id} item={item} pack={target.pack} badge={<LearnedIn item={item} />} />
        ))}
      </ul>
    </MoreFacts>
  );
}

function LearnedIn({ item: { version = '' } }: { readonly item: ExampleItem }): ReactElement {
  return <span className="small">{useWords().say('learn.learnedIn', { version })}</span>;
}
