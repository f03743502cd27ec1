import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { UsedBaseline } from '../../domain/baseline';
import type { InspectionRecord } from '../../domain/record';
import { BlobImage } from '../../ui/blob-image';
import { ChoiceRow } from '../../ui/choice-row';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { summariseVerdict } from '../../words/verdict-text';
import { queryKeys, useThumbnail } from '../local-queries';
import { useServices } from '../use-services';
import { MarkedPicture } from './marked-picture';
import type { ShownInspection, ViewSource } from './shown-inspection';
import { useBaseline } from './use-baseline';

type CompareMode = 'swipe' | 'side';
const modes: readonly CompareMode[] = ['swipe', 'side'];

/** This picture and the baseline of its asset, one over the other with a slider, or side by side. */
export function ComparePanel({ inspection }: { readonly inspection: ShownInspection }): ReactElement | null {
  const words = useWords();
  const { record, view } = inspection;
  const baseline = useBaseline(record);
  const [mode, setMode] = useState<CompareMode>(record?.changed === undefined ? 'swipe' : 'side');
  if (record === undefined || view?.ok !== true || baseline === undefined || baseline === null) return null;
  const verdict = summariseVerdict(words, baseline);
  const used = record.provenance.baselines ?? [];
  return (
    <Panel title={words.say('result.baseline')}>
      <p className="small">
        <Link href={`/inspection/${baseline.id}`}>
          {words.say('result.baselineOf', { time: words.dateTime(baseline.takenAt), answer: verdict.answer })}
        </Link>
      </p>
      <JudgedAgainst record={record} used={used} />
      <ChoiceRow
        isCompact
        label={words.say('result.compare')}
        choices={modes.map((value) => ({ value, title: words.say(`result.compare.${value}`) }))}
        value={mode}
        onChange={setMode}
      />
      <Compared
        mode={mode}
        record={record}
        photo={view.value.photo}
        baselineId={shownBaseline(record) ?? baseline.id}
      />
    </Panel>
  );
}

/** The baseline on which changed regions are marked. */
function shownBaseline({ changed = [], provenance }: InspectionRecord): string | undefined {
  return changed[0]?.baseline.id ?? provenance.baselines?.[0]?.id;
}

/** Which baselines the verdict used, and what has changed since. */
function JudgedAgainst(props: {
  readonly record: InspectionRecord;
  readonly used: readonly UsedBaseline[];
}): ReactElement | null {
  const words = useWords();
  const { record, used } = props;
  if (used.length === 0) return null;
  const isAligned = used.some(({ alignment }) => alignment.isAligned);
  return (
    <p>
      {words.say('baseline.judgedAgainst', { count: used.length })}{' '}
      {isAligned
        ? record.changed === undefined
          ? null
          : words.say('baseline.changedCount', { count: record.changed.length })
        : words.say('baseline.notAligned')}
    </p>
  );
}

function Compared(props: {
  readonly mode: CompareMode;
  readonly record: InspectionRecord;
  readonly photo: ViewSource['photo'];
  readonly baselineId: string;
}): ReactElement | null {
  const words = useWords();
  const { inspections } = useServices();
  const { baselineId, photo } = props;
  const { data: baseline } = useQuery({
    queryKey: [...queryKeys.inspections, 'one', baselineId],
    queryFn: async () => (await inspections.byId(baselineId)) ?? null,
  });
  if (baseline === undefined || baseline === null) return null;
  const aspect = String(props.record.picture.width / props.record.picture.height);
  const { picture, changed = [] } = props.record;
  const now = (
    <MarkedPicture size={picture} marks={changed}>
      <BlobImage bytes={photo.bytes} mime={photo.mime} alt={words.say('result.thisPicture')} />
    </MarkedPicture>
  );
  const before = (
    <MarkedPicture size={baseline.picture} marks={changed.map((region) => region.baseline)}>
      <BaselinePhoto baseline={baseline} />
    </MarkedPicture>
  );
  return props.mode === 'side' ? (
    <div className="compare-side">
      <figure>
        {before}
        <figcaption className="small">{words.say('result.baseline')}</figcaption>
      </figure>
      <figure>
        {now}
        <figcaption className="small">{words.say('result.thisPicture')}</figcaption>
      </figure>
    </div>
  ) : (
    <Swipe aspect={aspect} before={before} now={now} />
  );
}

function BaselinePhoto({ baseline }: { readonly baseline: InspectionRecord }): ReactElement {
  const words = useWords();
  const bytes = useThumbnail(baseline.photo).data;
  return <BlobImage bytes={bytes ?? undefined} mime={baseline.photo.mime} alt={words.say('result.baseline')} />;
}

/** The baseline on the left of the slider, this picture on the right. */
function Swipe(props: {
  readonly aspect: string;
  readonly before: ReactElement;
  readonly now: ReactElement;
}): ReactElement {
  const words = useWords();
  const [percent, setPercent] = useState(50);
  return (
    <div className="compare-swipe" style={{ aspectRatio: props.aspect }}>
      {props.now}
      <div className="compare-before" style={{ clipPath: `inset(0 ${100 - percent}% 0 0)` }}>
        {props.before}
      </div>
      <div className="compare-line" style={{ left: `${percent}%` }} />
      <input
        type="range"
        min={0}
        max={100}
        value={percent}
        aria-label={words.say('result.compareSlider')}
        onChange={(event) => setPercent(Number(event.target.value))}
      />
    </div>
  );
}
