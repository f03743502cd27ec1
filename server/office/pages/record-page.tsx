import type { ReactElement } from 'react';
import type { InspectionRecord } from '../../../src/domain/record';
import { Answer } from '../../../src/ui/answer';
import { buttonClass } from '../../../src/ui/button';
import { Facts } from '../../../src/ui/facts';
import { CheckField } from '../../../src/ui/form-field';
import { Notice } from '../../../src/ui/notice';
import { Panel } from '../../../src/ui/panel';
import { ScoreScale } from '../../../src/ui/score-scale';
import { summariseVerdict } from '../../../src/words/verdict-text';
import { paths, withQuery } from '../paths';
import type { LinkedRecord } from '../shown-record';
import { verdictOfRecord } from '../verdict';
import { ChangedRegions } from './changed-regions';
import { Corrections } from './corrections';
import { useOffice } from './office-context';
import { OfficePage } from './office-page';
import { Picture, type ShownPicture } from './picture';
import { useRecordFacts } from './record-facts';
import { captureMoment, InspectedAt } from './record-texts';
import { Regions } from './regions';
import { VersionList } from './versions';

/** One record: its answer, its picture, its details and all its versions. */
export function RecordPage({ shown }: { readonly shown: LinkedRecord }): ReactElement {
  const { words } = useOffice();
  const { history, picture } = shown;
  return (
    <OfficePage
      title={picture?.record.packTitle ?? words.say('office.deletedRecord')}
      place="records"
      lead={picture === undefined ? undefined : <WhenMade record={picture.record} />}
      aside={
        <a className={buttonClass('plain')} href={withQuery(paths.report, `record=${history.id}`)}>
          {words.say('office.report')}
        </a>
      }
    >
      {history.isDeleted ? <Notice tone="bad">{words.say('office.wasDeleted')}</Notice> : null}
      {picture === undefined ? (
        <Notice tone="unknown">{words.say('office.onlyDeletion')}</Notice>
      ) : (
        <Inspection shown={shown} picture={picture} />
      )}
      <Panel title={words.say('office.versions')}>
        <VersionList history={history} />
      </Panel>
    </OfficePage>
  );
}

/** When the picture was taken if its file says so, otherwise when it was inspected. */
function WhenMade({ record }: { readonly record: InspectionRecord }): ReactElement {
  const { words } = useOffice();
  const { captured, takenAt, utcOffsetMinutes } = record;
  if (captured !== undefined) {
    return (
      <>
        {words.say('office.takenTerm')} {captureMoment(words, captured)}
      </>
    );
  }
  return (
    <>
      {words.say('office.inspectedTerm')} <InspectedAt at={new Date(takenAt)} utcOffsetMinutes={utcOffsetMinutes} />
    </>
  );
}

function Inspection(props: { readonly shown: LinkedRecord; readonly picture: ShownPicture }): ReactElement {
  const { words } = useOffice();
  const { record } = props.picture;
  return (
    <>
      <MainAnswer record={record} />
      <div className="columns columns-main-first">
        <div className="stack">
          <PicturePanel picture={props.picture} />
          {record.anomaly === undefined ? null : (
            <Panel title={words.say('office.regions')}>
              <Regions anomaly={record.anomaly} label={words.say('office.regionsTable')} />
            </Panel>
          )}
          {props.picture.comparison === undefined ? null : (
            <ChangedRegions record={record} comparison={props.picture.comparison} hasPhoto={props.picture.hasPhoto} />
          )}
          {props.shown.history.record === undefined ? null : <Corrections stored={props.shown.history.record} />}
        </div>
        <div className="stack">
          <Limits record={record} />
          <Panel title={words.say('office.facts')}>
            <Facts facts={useRecordFacts(props.shown, record)} />
          </Panel>
        </div>
      </div>
    </>
  );
}

function MainAnswer({ record }: { readonly record: InspectionRecord }): ReactElement {
  const { words } = useOffice();
  const { answer, support, tone } = summariseVerdict(words, verdictOfRecord(record));
  return (
    <Answer tone={tone} answer={answer} support={support}>
      {record.grade === undefined && record.anomaly !== undefined ? <ScoreScale score={record.anomaly.score} /> : null}
    </Answer>
  );
}

function Limits({ record: { provenance } }: { readonly record: InspectionRecord }): ReactElement | null {
  const { words } = useOffice();
  if (provenance.packNotice === undefined) return null;
  return (
    <Notice tone="watch" title={words.say('office.limits')}>
      {provenance.packNotice}
    </Notice>
  );
}

function PicturePanel({ picture }: { readonly picture: ShownPicture }): ReactElement {
  const { words } = useOffice();
  const { record, hasPhoto } = picture;
  return (
    <section className="panel picture-box" aria-label={words.say('office.picture')}>
      <Picture {...picture} />
      {hasPhoto ? (
        <div className="row">
          {record.anomaly === undefined ? null : (
            <>
              <CheckField
                className="show-mask"
                label={words.say('office.showMask')}
                defaultChecked
                autoComplete="off"
              />
              <CheckField
                className="show-boxes"
                label={words.say('office.showBoxes')}
                defaultChecked
                autoComplete="off"
              />
            </>
          )}
          <a className={buttonClass('quiet')} href={paths.blob(record.photo.sha256)}>
            {words.say('office.openPhoto')}
          </a>
        </div>
      ) : null}
    </section>
  );
}
