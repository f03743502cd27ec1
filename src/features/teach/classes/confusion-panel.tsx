import type { ReactElement } from 'react';
import type { ClassTrainReport } from '../../../domain/teach-report';
import { DataTable } from '../../../ui/data-table';
import { Panel } from '../../../ui/panel';
import { useWords } from '../../../ui/words-context';

/** The confusion matrix. Right answers, mistakes and zeros have different colours. */
export function ConfusionPanel({ report }: { readonly report: ClassTrainReport }): ReactElement {
  const words = useWords();
  const { classes, confusion } = report;
  return (
    <Panel title={words.say('classes.confusionTitle')}>
      <p className="small quiet">{words.say('classes.confusionWhy')}</p>
      <DataTable
        label={words.say('classes.tableOf', { title: words.say('classes.confusionTitle') })}
        columns={[
          { title: words.say('classes.shows') },
          ...classes.map(({ label }) => ({ title: label, isNumber: true })),
        ]}
        rows={classes.map(({ label }, row) => ({
          key: label,
          cells: [
            label,
            ...classes.map(({ label: found }, column) => {
              const count = confusion[row]?.[column];
              const tone = count === 0 || count === undefined ? 'none' : row === column ? 'right' : 'wrong';
              return (
                <span key={found} className={`confusion-${tone}`}>
                  {count === undefined ? '–' : words.number(count)}
                </span>
              );
            }),
          ],
        }))}
      />
    </Panel>
  );
}

/** Precision and recall of each class. */
export function ClassFiguresPanel({ report }: { readonly report: ClassTrainReport }): ReactElement {
  const words = useWords();
  return (
    <Panel title={words.say('classes.perClass')}>
      <DataTable
        label={words.say('classes.tableOf', { title: words.say('classes.perClass') })}
        isStacked
        columns={[
          { title: words.say('classes.class') },
          { title: words.say('classes.pictures'), isNumber: true },
          { title: words.say('classes.precision'), isNumber: true },
          { title: words.say('classes.recall'), isNumber: true },
          { title: words.say('classes.f1'), isNumber: true },
        ]}
        rows={report.classes.map(({ label, pictures, precision, recall, f1 }) => ({
          key: label,
          cells: [label, words.number(pictures), words.percent(precision), words.percent(recall), words.number(f1, 2)],
        }))}
      />
    </Panel>
  );
}
