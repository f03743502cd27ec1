import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { InspectionSummary } from '../../domain/inspection-summary';
import type { InspectionRecord } from '../../domain/record';
import { BlobImage } from '../../ui/blob-image';
import { ChoiceRow } from '../../ui/choice-row';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { summariseVerdict } from '../../words/verdict-text';
import { queryKeys, useThumbnail } from '../local-queries';
import { useServices } from '../use-services';
import type { ShownInspection, ViewSource } from './shown-inspection';

/** Pictures of an asset among which its baseline is looked for. */
const mostOfAsset = 200;

/** The newest baseline of the asset of this inspection; null where there is none. */
function useBaseline(record: InspectionRecord | undefined): InspectionSummary | null | undefined {
  const { id, assetId }: Partial<InspectionRecord> = record ?? {};
  const { inspections } = useServices();
  return useQuery({
    queryKey: [...queryKeys.history, 'baseline', assetId, id],
    queryFn: async () => {
      if (assetId === undefined) return null;
      const found = await inspections.linked({ name: 'assetId', value: assetId }, mostOfAsset);
      return found.find((each) => each.purpose === 'baseline' && each.id !== id) ?? null;
    },
  }).data;
}

type CompareMode = 'swipe' | 'side';
const modes: readonly CompareMode[] = ['swipe', 'side'];

/** This picture and the baseline of its asset, one over the other with a slider, or side by side. */
export function ComparePanel({ inspection }: { readonly inspection: ShownInspection }): ReactElement | null {
  const words = useWords();
  const { record, view } = inspection;
  const baseline = useBaseline(record);
  const [mode, setMode] = useState<CompareMode>('swipe');
  if (record === undefined || view?.ok !== true || baseline === undefined || baseline === null) return null;
  const verdict = summariseVerdict(words, baseline);
  return (
    <Panel title={words.say('result.baseline')}>
      <p className="small">
        <Link href={`/inspection/${baseline.id}`}>
          {words.say('result.baselineOf', { time: words.dateTime(baseline.takenAt), answer: verdict.answer })}
        </Link>
      </p>
      <ChoiceRow
        isCompact
        label={words.say('result.compare')}
        choices={modes.map((value) => ({ value, title: words.say(`result.compare.${value}`) }))}
        value={mode}
        onChange={setMode}
      />
      <Compared mode={mode} record={record} photo={view.value.photo} baselineId={baseline.id} />
    </Panel>
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
  const now = <BlobImage bytes={photo.bytes} mime={photo.mime} alt={words.say('result.thisPicture')} />;
  const before = <BaselinePhoto baseline={baseline} />;
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
