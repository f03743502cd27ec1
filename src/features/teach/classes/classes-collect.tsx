import { useState, type ReactElement, type ReactNode } from 'react';
import { classesOf, fewestPerClass, noClass, type TeachPicture } from '../../../domain/teaching';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { Panel } from '../../../ui/panel';
import { useWords } from '../../../ui/words-context';
import type { Words } from '../../../words/words';
import { CollectPage, NameField, StartBar } from '../collect-page';
import { withUnusable } from '../unusable';
import type { StoredTeaching } from '../use-teaching';
import { AddClassPanel } from './add-class-panel';
import { ClassGrid } from './class-grid';
import { ClassList } from './class-list';
import { InsightsPanel } from './insights-panel';
import { SortPictures } from './sort-pictures';
import { useInsights } from './use-insights';

/** The pictures of a teaching of classes, their insights, and the button that teaches. */
export function ClassesCollect(props: { readonly stored: StoredTeaching; readonly chooser: ReactNode }): ReactElement {
  const words = useWords();
  const { teaching, pictures } = props.stored;
  const classes = classesOf(teaching, pictures);
  const known = useInsights(teaching.id, pictures);
  const unusable = known?.unusable ?? new Set();
  const usable = { classes, pictures: pictures.filter(({ order }) => !unusable.has(order)) };
  const missing = missingText(words, usable);
  return (
    <CollectPage
      stored={props.stored}
      lead={words.say('classes.lead', { pack: teaching.base.title, wanted: fewestPerClass })}
      side={
        <>
          <AddClassPanel teaching={teaching} classes={classes} chooser={props.chooser} />
          <ClassList teaching={teaching} classes={classes} pictures={pictures} />
          <Panel>
            <NameField key={teaching.id} teaching={teaching} />
          </Panel>
        </>
      }
    >
      <Unsorted pictures={pictures} classes={classes} />
      {known === undefined ? null : <InsightsPanel teaching={teaching} pictures={pictures} known={known} />}
      {classes.map((name) => (
        <Grid key={name} name={name} pictures={pictures} classes={classes} />
      ))}
      <StartBar
        teaching={teaching}
        note={withUnusable(words, unusable, missing ?? readyText(words, usable))}
        isReady={missing === undefined}
      />
    </CollectPage>
  );
}

interface Pictures {
  readonly pictures: readonly TeachPicture[];
  readonly classes: readonly string[];
}

function Grid({ name, pictures, classes }: Pictures & { readonly name: string }): ReactElement | null {
  const words = useWords();
  const own = pictures.filter(({ label }) => label === name);
  if (own.length === 0) return null;
  const title = `${name}: ${words.say('classes.count', { count: own.length })}`;
  return <ClassGrid title={title} pictures={own} classes={classes} />;
}

/** Pictures without a class, and the button that opens the sorting. */
function Unsorted({ pictures, classes }: Pictures): ReactElement | null {
  const words = useWords();
  const [sorted, setSorted] = useState<readonly TeachPicture[]>();
  const unsorted = pictures.filter(({ label }) => label === noClass);
  return (
    <>
      {unsorted.length === 0 ? null : (
        <>
          <Notice
            tone="watch"
            title={words.say('classes.withoutClass', { count: unsorted.length })}
            actions={
              <Button icon="switch" disabled={classes.length === 0} onClick={() => setSorted(unsorted)}>
                {words.say('classes.sort')}
              </Button>
            }
          >
            {words.say(classes.length === 0 ? 'classes.noClasses' : 'classes.withoutClassWhy')}
          </Notice>
          <ClassGrid title={words.say('classes.none')} pictures={unsorted} classes={classes} />
        </>
      )}
      {sorted === undefined ? null : (
        <SortPictures pictures={sorted} classes={classes} onClose={() => setSorted(undefined)} />
      )}
    </>
  );
}

/** With fewer of a class the result may change a lot. */
const fewOfClass = 10;

function countsOf({ pictures, classes }: Pictures): ReadonlyMap<string, number> {
  const all = new Map(classes.map((name) => [name, pictures.filter(({ label }) => label === name).length]));
  return new Map([...all].filter(([, count]) => count > 0));
}

/** What must be added first; undefined if nothing. */
function missingText(words: Words, given: Pictures): string | undefined {
  const counts = countsOf(given);
  if (counts.size < 2) return words.say('classes.missingClasses');
  const small = [...counts].filter(([, count]) => count < fewestPerClass).map(([name]) => name);
  if (small.length === 0) return undefined;
  return words.say('classes.missingPictures', { wanted: fewestPerClass, names: words.list(small) });
}

function readyText(words: Words, given: Pictures): string {
  const counts = [...countsOf(given).values()];
  const pictures = counts.reduce((sum, count) => sum + count, 0);
  const ready = words.say('classes.ready', { pictures, classes: counts.length });
  return Math.min(...counts) < fewOfClass ? `${ready} ${words.say('classes.few')}` : ready;
}
