import type { ReactElement } from 'react';
import { Link, Redirect } from 'wouter';
import { Button, buttonClass } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { EmptyState } from '../../ui/empty-state';
import { FileName } from '../../ui/file-name';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { FaultNotice } from '../fault-notice';
import { useInstalledPack } from '../local-queries';
import { describeStorageFault } from '../../words/fault-text';
import { trainedOnText } from '../../words/verdict-text';
import { refusalOf } from '../../domain/refusal';
import { AnomalyAnswer, AnomalyPanel, BoxList } from './anomaly-panel';
import './result.css';
import { DeliveryLine } from './delivery-line';
import { GradeBars, GradePanel, RefusedAnswer } from './grade-panel';
import { NoteField } from './note-field';
import { PictureViews } from './picture-views';
import { useInspectQueue } from '../use-inspect-queue';
import { ResultDetails } from './result-details';
import type { InspectionFacts, ShownInspection } from './shown-inspection';
import { useRegionChoice, type RegionChoice } from './use-region-choice';
import { useDeleteInspection, useInspection, type Deletion } from './use-inspection';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** One inspection: the answer first, then the picture, then everything behind it. */
export function ResultScreen({ id }: { readonly id: string }): ReactElement {
  const words = useWords();
  const inspection = useInspection(id);
  const deletion = useDeleteInspection();
  const region = useRegionChoice();
  if (deletion.isDeleted) return <Redirect to="/history" />;
  if (inspection === undefined) {
    return (
      <Page title={words.say('result.title')}>
        <p className="quiet">{words.say('result.loading')}</p>
      </Page>
    );
  }
  if (inspection === null) return <AbsentInspection />;
  const { facts } = inspection;
  const isSaved = inspection.unsavedBecause === undefined;
  return (
    <Page title={facts.packTitle} lead={<Lead facts={facts} />}>
      <UnsavedNotice inspection={inspection} />
      <div className="result">
        <div className="stack">
          <MainAnswer facts={facts} />
          <AnotherLink facts={facts} />
          {isSaved ? <DeliveryLine recordId={inspection.id} /> : null}
        </div>
        <div className="result-picture">
          <PictureViews inspection={inspection} region={region} />
        </div>
        <MoreAnswers facts={facts} region={region} />
        <div className="stack result-details">
          {isSaved ? <NoteField id={inspection.id} note={facts.note ?? ''} /> : null}
          <ResultDetails facts={facts} />
          {isSaved ? <DeleteButton id={inspection.id} deletion={deletion} /> : null}
        </div>
      </div>
    </Page>
  );
}

/** Which picture it is, and when it was taken if its file says so, otherwise when it was inspected. */
function Lead({ facts }: { readonly facts: InspectionFacts }): ReactElement {
  const time = timeOf(useWords(), facts);
  return (
    <span className="result-lead">
      {time === undefined ? null : <span>{time}</span>}
      <FileName name={facts.fileName} />
    </span>
  );
}

function timeOf(words: Words, { captured, takenAt }: InspectionFacts): string | undefined {
  if (captured !== undefined) return words.say('result.taken', { time: words.localDateTime(captured.local) });
  return takenAt === undefined ? undefined : words.say('result.inspected', { time: words.dateTime(takenAt) });
}

function MainAnswer({ facts }: { readonly facts: InspectionFacts }): ReactElement | null {
  const { grade, anomaly, provenance } = facts;
  const refusal = refusalOf(facts);
  if (refusal !== undefined) return <RefusedAnswer refusal={refusal} />;
  if (grade !== undefined) return <GradePanel grade={grade} trainedOn={provenance.packTrainedOn} />;
  return anomaly === undefined ? null : <AnomalyAnswer anomaly={anomaly} />;
}

/** Back to the inspect screen. After a refusal it says how to do better. */
function AnotherLink({ facts }: { readonly facts: InspectionFacts }): ReactElement {
  const words = useWords();
  const pack = useInstalledPack(facts.provenance.packId).data;
  const isFromCamera = (pack?.source ?? 'camera') === 'camera';
  const afterRefusal = isFromCamera ? 'result.retake' : 'result.rechoose';
  return (
    <Link href="/" className={buttonClass('primary')}>
      <Icon name={isFromCamera ? 'camera' : 'pictures'} size={22} />
      {words.say(refusalOf(facts) === undefined ? 'result.another' : afterRefusal)}
    </Link>
  );
}

/** Details of the answer, and the notice of the pack about its limits. */
function MoreAnswers({
  facts,
  region,
}: {
  readonly facts: InspectionFacts;
  readonly region: RegionChoice;
}): ReactElement {
  const words = useWords();
  const { provenance } = facts;
  const { grade, anomaly }: Partial<InspectionFacts> = refusalOf(facts) === undefined ? facts : {};
  const trainedOn = provenance.packTrainedOn;
  const training = trainedOnText(words, anomaly === undefined ? undefined : trainedOn?.anomaly);
  return (
    <div className="stack">
      {provenance.packNotice === undefined ? null : (
        <Notice tone="watch" title={words.say('result.limits')}>
          {provenance.packNotice}
          {training === undefined ? null : <p>{training}.</p>}
        </Notice>
      )}
      {grade === undefined ? null : <GradeBars grade={grade} trainedOn={trainedOn} />}
      {anomaly !== undefined && grade !== undefined ? <AnomalyPanel anomaly={anomaly} /> : null}
      {anomaly === undefined ? null : <BoxList boxes={anomaly.boxes} region={region} />}
    </div>
  );
}

function UnsavedNotice({ inspection }: { readonly inspection: ShownInspection }): ReactElement | null {
  const words = useWords();
  const { queue } = useInspectQueue();
  if (inspection.unsavedBecause === undefined) return null;
  const fault = describeStorageFault(words, inspection.unsavedBecause);
  return (
    <Notice
      tone="bad"
      role="alert"
      title={words.say('result.notSaved', { reason: fault.title })}
      actions={
        <>
          <Button onClick={() => queue.retry(inspection.id)}>{words.say('result.saveAgain')}</Button>
          {inspection.unsavedBecause.kind === 'storage-full' ? (
            <Link href="/settings" className={buttonClass('plain')}>
              {words.say('result.makeRoom')}
            </Link>
          ) : null}
        </>
      }
    >
      {fault.advice}
    </Notice>
  );
}

function DeleteButton(props: { readonly id: string; readonly deletion: Deletion }): ReactElement {
  const words = useWords();
  const { remove, fault } = props.deletion;
  return (
    <>
      <ConfirmDialog
        trigger={{ words: words.say('result.remove'), look: 'danger' }}
        title={words.say('result.removeTitle')}
        question={words.say('result.removeQuestion')}
        yes={words.say('result.remove')}
        no={words.say('result.keep')}
        onYes={() => remove(props.id)}
      />
      {fault === undefined ? null : <FaultNotice fault={describeStorageFault(words, fault)} />}
    </>
  );
}

function AbsentInspection(): ReactElement {
  const words = useWords();
  return (
    <Page title={words.say('result.title')}>
      <EmptyState
        icon="history"
        title={words.say('result.absentTitle')}
        action={
          <Link href="/history" className={buttonClass('plain')}>
            {words.say('result.toHistory')}
          </Link>
        }
      >
        {words.say('result.absent')}
      </EmptyState>
    </Page>
  );
}
