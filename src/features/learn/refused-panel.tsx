import type { ReactElement } from 'react';
import type { LearningOverview } from '../../services/learning-overview';
import type { PreviewFault } from '../../services/preview-learning';
import { Button } from '../../ui/button';
import { PictureRow } from '../../ui/picture-row';
import { inspectionLink } from '../summary-row';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { RecordThumbnail } from './changed-calls';
import { ExampleRow } from './example-row';
import { describePreviewFault } from './preview-fault-text';

/** Why nothing was learned. A correction that would hide a fault is shown next to that fault, and can be left out. */
export function RefusedPanel(props: {
  readonly fault: PreviewFault;
  readonly overview: LearningOverview;
  readonly onLeaveOut: (exampleId: string) => void;
  readonly onBack: () => void;
}): ReactElement {
  const words = useWords();
  const { fault, overview, onLeaveOut, onBack } = props;
  const exampleId = exampleIdOf(fault, overview);
  return (
    <div className="stack">
      <FaultNotice
        fault={describePreviewFault(words, fault)}
        actions={
          <>
            {exampleId === undefined ? null : (
              <Button look="primary" onClick={() => onLeaveOut(exampleId)}>
                {words.say('learn.leaveOut')}
              </Button>
            )}
            <Button onClick={onBack}>{words.say('learn.back')}</Button>
          </>
        }
      />
      {fault.kind === 'hides-fault' ? (
        <FaultAndCause fault={fault} overview={overview} />
      ) : (
        <Cause {...{ exampleId, overview }} />
      )}
    </div>
  );
}

/** The correction that was refused, with its picture. */
function Cause(props: {
  readonly exampleId: string | undefined;
  readonly overview: LearningOverview;
}): ReactElement | null {
  const { exampleId, overview } = props;
  const cause = overview.waiting.find(({ example }) => example.id === exampleId);
  if (cause === undefined) return null;
  return (
    <ul className="example-list">
      <ExampleRow item={cause} pack={overview.target.pack} />
    </ul>
  );
}

function exampleIdOf(fault: PreviewFault, { waiting }: LearningOverview): string | undefined {
  if ('exampleId' in fault) return fault.exampleId;
  if (fault.kind !== 'unusable-picture') return undefined;
  return waiting.find(({ record }) => record.fileName === fault.name)?.example.id;
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
