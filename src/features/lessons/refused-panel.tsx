import type { ReactElement } from 'react';
import type { LessonOverview } from '../../services/lesson-overview';
import type { PreviewFault } from '../../services/preview-lessons';
import { Button } from '../../ui/button';
import { PictureRow } from '../../ui/picture-row';
import { inspectionLink } from '../summary-row';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { RecordThumbnail } from './changed-calls';
import { LessonRow } from './lesson-row';
import { describePreviewFault } from './preview-fault-text';

/** Why nothing was learned. A correction that would hide a fault is shown next to that fault, and can be left out. */
export function RefusedPanel(props: {
  readonly fault: PreviewFault;
  readonly overview: LessonOverview;
  readonly onLeaveOut: (lessonId: string) => void;
  readonly onBack: () => void;
}): ReactElement {
  const words = useWords();
  const { fault, overview, onLeaveOut, onBack } = props;
  const lessonId = lessonIdOf(fault, overview);
  return (
    <div className="stack">
      <FaultNotice
        fault={describePreviewFault(words, fault)}
        actions={
          <>
            {lessonId === undefined ? null : (
              <Button look="primary" onClick={() => onLeaveOut(lessonId)}>
                {words.say('lessons.leaveOut')}
              </Button>
            )}
            <Button onClick={onBack}>{words.say('lessons.back')}</Button>
          </>
        }
      />
      {fault.kind === 'hides-fault' ? (
        <FaultAndCause fault={fault} overview={overview} />
      ) : (
        <Cause {...{ lessonId, overview }} />
      )}
    </div>
  );
}

/** The correction that was refused, with its picture. */
function Cause(props: {
  readonly lessonId: string | undefined;
  readonly overview: LessonOverview;
}): ReactElement | null {
  const { lessonId, overview } = props;
  const cause = overview.waiting.find(({ lesson }) => lesson.id === lessonId);
  if (cause === undefined) return null;
  return (
    <ul className="lesson-list">
      <LessonRow item={cause} pack={overview.target.pack} />
    </ul>
  );
}

function lessonIdOf(fault: PreviewFault, { waiting }: LessonOverview): string | undefined {
  if ('lessonId' in fault) return fault.lessonId;
  if (fault.kind !== 'unusable-picture') return undefined;
  return waiting.find(({ record }) => record.fileName === fault.name)?.lesson.id;
}

function FaultAndCause(props: {
  readonly fault: Extract<PreviewFault, { kind: 'hides-fault' }>;
  readonly overview: LessonOverview;
}): ReactElement {
  const words = useWords();
  const { fault, overview } = props;
  const cause = overview.waiting.find(({ lesson }) => lesson.id === fault.lessonId);
  return (
    <ul className="lesson-list">
      <PictureRow
        picture={<RecordThumbnail recordId={fault.recordId} />}
        title={words.say('lessons.hiddenFault')}
        tone="bad"
        support={fault.name}
        link={inspectionLink(fault.recordId)}
      />
      {cause === undefined ? null : (
        <LessonRow item={cause} pack={overview.target.pack} badge={<small>{words.say('lessons.cause')}</small>} />
      )}
    </ul>
  );
}
