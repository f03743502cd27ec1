import { useRef, useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { Verdict } from '../../domain/inspection';
import { textIn } from '../../domain/localised-text';
import { refusalOf } from '../../domain/refusal';
import type { OwnPack } from '../../domain/pack-version';
import {
  comparePacks,
  mostComparedPictures,
  versionPackId,
  type ComparedPicture,
} from '../../services/pack-comparison';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { DataTable } from '../../ui/data-table';
import { SelectField, type SelectOption } from '../../ui/form-field';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { useWords } from '../../ui/words-context';
import { describeRefusal } from '../../words/verdict-text';
import type { Words } from '../../words/words';
import { usePackOffers } from '../local-queries';
import { useServices } from '../use-services';

/** `total` is 0 until the first picture. */
type Comparison =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running' | 'done'; readonly pictures: readonly ComparedPicture[]; readonly total: number };

/** Judges the same stored photos with two packs, or two versions, and counts what changes. */
export function ComparePanel({ own }: { readonly own: OwnPack }): ReactElement {
  const words = useWords();
  const { comparison, start, stop } = useComparison();
  const options = useComparable(own);
  const [first, second] = [options[0]?.value ?? '', options[1]?.value ?? ''];
  return (
    <Panel title={words.say('library.compare')}>
      <p>{words.say('library.compareWhy', { count: mostComparedPictures })}</p>
      <form
        key={options.map(({ value }) => value).join(' ')}
        className="stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          void start({ before: chosenIn(form, 'before'), after: chosenIn(form, 'after') });
        }}
      >
        <SelectField label={words.say('library.compareBefore')} name="before" options={options} chosen={second} />
        <SelectField label={words.say('library.compareAfter')} name="after" options={options} chosen={first} />
        {comparison.phase === 'running' ? (
          <Button onClick={stop}>{words.say('library.compareStop')}</Button>
        ) : (
          <Button type="submit">{words.say('library.compareStart')}</Button>
        )}
      </form>
      {comparison.phase === 'idle' ? null : <Outcome {...comparison} />}
    </Panel>
  );
}

/** The value of a list. */
function chosenIn(form: FormData, name: 'before' | 'after'): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** The versions of this pack, then the other packs on this device. */
function useComparable({ id, versions }: OwnPack): readonly SelectOption[] {
  const words = useWords();
  const offers = usePackOffers().data;
  const others = offers?.ok === true ? offers.value.filter((offer) => offer.onDevice && offer.id !== id) : [];
  return [
    ...versions.map(({ pack }) => ({
      value: versionPackId(id, pack.version),
      title: `${textIn(pack.title, words.locale.tag)} ${pack.version}`,
    })),
    ...others.map((offer) => ({ value: offer.id, title: `${offer.title} ${offer.version}` })),
  ];
}

function useComparison() {
  const services = useServices();
  const [comparison, setComparison] = useState<Comparison>({ phase: 'idle' });
  const running = useRef<AbortController>(undefined);
  const start = async (packIds: { readonly before: string; readonly after: string }): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    const pictures: ComparedPicture[] = [];
    let total = 0;
    setComparison({ phase: 'running', pictures, total });
    const onPicture = (picture: ComparedPicture, of: number): void => {
      total = of;
      pictures.push(picture);
      setComparison({ phase: 'running', pictures: [...pictures], total });
    };
    await comparePacks(packIds, services, onPicture, controller.signal);
    setComparison({ phase: 'done', pictures, total });
  };
  return { comparison, start, stop: () => running.current?.abort() };
}

function Outcome(props: Exclude<Comparison, { readonly phase: 'idle' }>): ReactElement {
  const words = useWords();
  const { phase, pictures, total } = props;
  const changed = pictures.filter(({ isChanged }) => isChanged);
  const progress = words.say('library.compareProgress', { done: pictures.length, total });
  if (phase === 'running')
    return <ProgressBar label={progress} words={progress} share={total === 0 ? undefined : pictures.length / total} />;
  if (pictures.length === 0) return <p role="status">{words.say('library.compareNone')}</p>;
  return (
    <>
      <p role="status">{words.say('library.compareResult', { changed: changed.length, total: pictures.length })}</p>
      <DataTable
        label={words.say('library.compare')}
        isStacked
        columns={[
          { title: words.say('library.comparePicture') },
          { title: words.say('library.compareBefore') },
          { title: words.say('library.compareAfter') },
          { title: words.say('library.changed') },
        ]}
        rows={[...changed, ...pictures.filter(({ isChanged }) => !isChanged)].map((picture) => toRow(words, picture))}
      />
    </>
  );
}

function toRow(words: Words, { inspectionId, fileName, before, after, isChanged }: ComparedPicture) {
  return {
    key: inspectionId,
    cells: [
      <Link href={`/inspection/${inspectionId}`}>{fileName}</Link>,
      answerText(words, before),
      answerText(words, after),
      isChanged ? <Chip tone="warn">{words.say('library.changed')}</Chip> : words.say('library.unchanged'),
    ],
  };
}

function answerText(words: Words, verdict: Verdict | undefined): string {
  if (verdict === undefined) return words.say('library.notJudged');
  const { grade, anomaly } = verdict;
  const refusal = refusalOf(verdict);
  if (refusal !== undefined) return words.say('library.refused', { reason: describeRefusal(words, refusal).title });
  const level =
    anomaly && words.say('library.verdictScore', { level: anomaly.levelTitle, score: words.score(anomaly.score) });
  return [grade?.title, level].filter((part) => part !== undefined).join(' · ');
}
