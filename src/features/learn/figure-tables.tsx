import type { ReactElement } from 'react';
import type { LearningFigures, LearningState } from '../../domain/learning-report';
import type { Pack } from '../../domain/pack';
import { DataTable } from '../../ui/data-table';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';
import { levelTitleOf } from './learning-text';

const mistakes = ['missed', 'falseAlarms', 'levelsWrong'] as const;

/** Mistakes on the checked pictures, before and after. */
export function FigureTable(props: {
  readonly before: LearningFigures;
  readonly after: LearningFigures;
}): ReactElement {
  const words = useWords();
  const { before, after } = props;
  return (
    <>
      <p className="quiet">{words.say('learn.figuresOf', { pictures: after.pictures, faults: after.faults })}</p>
      <p className="small quiet">{words.say('learn.figuresLimit')}</p>
      <DataTable
        label={words.say('learn.figure')}
        columns={beforeAfter(words, words.say('learn.figure'))}
        rows={mistakes.map((mistake) => ({
          key: mistake,
          cells: [words.say(`learn.figure.${mistake}`), words.number(before[mistake]), words.number(after[mistake])],
        }))}
      />
    </>
  );
}

/** Threshold, rows of both banks and severity bands, before and after. */
export function ParameterTable(props: {
  readonly pack: Pack;
  readonly before: LearningState;
  readonly after: LearningState;
}): ReactElement {
  const words = useWords();
  const [before, after] = [props.before.parameters, props.after.parameters];
  const counts = (name: 'bankRows' | 'defectRows') => [words.number(before[name]), words.number(after[name])];
  const bands = after.bands.slice(0, -1).map(({ name, upTo }) => {
    const old = before.bands.find((band) => band.name === name);
    const title = words.say('learn.parameter.band', { level: levelTitleOf(props.pack, name) });
    return { key: name, cells: [title, words.score(old?.upTo ?? upTo), words.score(upTo)] };
  });
  return (
    <DataTable
      label={words.say('learn.parametersTitle')}
      columns={beforeAfter(words, words.say('learn.parameter'))}
      rows={[
        {
          key: 'threshold',
          cells: [
            words.say('learn.parameter.threshold'),
            words.number(before.threshold, 3),
            words.number(after.threshold, 3),
          ],
        },
        { key: 'normal', cells: [words.say('learn.parameter.normalRows'), ...counts('bankRows')] },
        { key: 'defects', cells: [words.say('learn.parameter.defectRows'), ...counts('defectRows')] },
        ...bands,
      ]}
    />
  );
}

function beforeAfter(words: Words, title: string) {
  return [
    { title },
    { title: words.say('learn.before'), isNumber: true },
    { title: words.say('learn.after'), isNumber: true },
  ];
}
