import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { possibleBaselines } from '../../domain/example';
import type { ExampleItem, LearningOverview } from '../../services/learning-overview';
import type { PreviewFault } from '../../services/preview-learning';
import { Button } from '../../ui/button';
import { PictureRow } from '../../ui/picture-row';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { queryKeys } from '../local-queries';
import { StoredThumbnail } from '../stored-thumbnail';
import { inspectionLink } from '../summary-row';
import type { MakeBaselines } from '../use-make-baselines';
import { useServices } from '../use-services';
import { ExampleRow } from './example-row';
import { describePreviewFault } from './preview-fault-text';

interface RefusedProps {
  readonly fault: PreviewFault;
  readonly overview: LearningOverview;
  readonly baselines: MakeBaselines;
  readonly onLeaveOut: (exampleIds: readonly string[]) => void;
  readonly onBack: () => void;
}

/** Why nothing was learned, and the corrections that it is about. */
export function RefusedPanel(props: RefusedProps): ReactElement {
  const words = useWords();
  const { fault, overview } = props;
  const causes = causesOf(fault, overview);
  return (
    <div className="stack">
      <FaultNotice
        fault={describePreviewFault(words, fault, causes)}
        actions={<RefusedActions {...props} causes={causes} />}
      />
      {fault.kind === 'hides-fault' ? (
        <FaultAndCause fault={fault} overview={overview} />
      ) : (
        <Causes causes={causes} overview={overview} />
      )}
    </div>
  );
}

/** Normal pictures of a scene that the pack does not know are added to the baselines; any correction can be left out. */
function RefusedActions(props: RefusedProps & { readonly causes: readonly ExampleItem[] }): ReactElement {
  const words = useWords();
  const { fault, baselines, causes } = props;
  const count = causes.length;
  const records = fault.kind === 'unknown-scene' ? possibleBaselines(causes.map(({ record }) => record)) : [];
  const isOffered = records.length > 0;
  return (
    <>
      {isOffered ? (
        <Button look="primary" icon="pin" disabled={baselines.isPending} onClick={() => baselines.make(records)}>
          {words.say('baseline.make', { count: records.length })}
        </Button>
      ) : null}
      {count === 0 ? null : (
        <Button
          look={isOffered ? 'plain' : 'primary'}
          onClick={() => props.onLeaveOut(causes.map(({ example }) => example.id))}
        >
          {words.say('learn.leaveOut', { count })}
        </Button>
      )}
      <Button onClick={props.onBack}>{words.say('learn.back')}</Button>
    </>
  );
}

/** The corrections that were refused, with their pictures. */
function Causes(props: {
  readonly causes: readonly ExampleItem[];
  readonly overview: LearningOverview;
}): ReactElement | null {
  const { causes, overview } = props;
  if (causes.length === 0) return null;
  return (
    <ul className="example-list">
      {causes.map((item) => (
        <ExampleRow key={item.example.id} item={item} pack={overview.target.pack} />
      ))}
    </ul>
  );
}

/** The corrections that the fault is about; one whose picture is unusable is known by the file name. */
function causesOf(fault: PreviewFault, { waiting }: LearningOverview): readonly ExampleItem[] {
  if (fault.kind === 'unusable-picture')
    return waiting.filter(({ record }) => record.fileName === fault.name).slice(0, 1);
  const ids = fault.kind === 'unknown-scene' ? fault.exampleIds : 'exampleId' in fault ? [fault.exampleId] : [];
  return waiting.filter(({ example }) => ids.includes(example.id));
}

function FaultAndCause(props: {
  readonly fault: Extract<PreviewFault, { kind: 'hides-fault' }>;
  readonly overview: LearningOverview;
}): ReactElement {
  const words = useWords();
  const { fault, overview } = props;
  const cause = overview.waiting.find(({ example }) => example.id === fault.exampleId);
  return (
    <ul className="example-list">
      <PictureRow
        picture={<RecordThumbnail recordId={fault.recordId} />}
        title={words.say('learn.hiddenFault')}
        tone="bad"
        support={fault.name}
        link={inspectionLink(fault.recordId)}
      />
      {cause === undefined ? null : (
        <ExampleRow item={cause} pack={overview.target.pack} badge={<small>{words.say('learn.cause')}</small>} />
      )}
    </ul>
  );
}

/** The thumbnail of a record; nothing where it was deleted meanwhile. */
function RecordThumbnail({ recordId }: { readonly recordId: string }): ReactElement | null {
  const { inspections } = useServices();
  const { data: record } = useQuery({
    queryKey: [...queryKeys.inspections, 'one', recordId],
    queryFn: async () => (await inspections.byId(recordId)) ?? null,
  });
  return record ? <StoredThumbnail thumbnail={record.thumbnail} /> : null;
}
