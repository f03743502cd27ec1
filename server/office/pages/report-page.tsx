import type { ReactElement } from 'react';
import { Button, buttonClass } from '../../../src/ui/button';
import { Chip } from '../../../src/ui/chip';
import { DataTable, type TableColumn } from '../../../src/ui/data-table';
import { Facts } from '../../../src/ui/facts';
import { Notice } from '../../../src/ui/notice';
import { summariseVerdict } from '../../../src/words/verdict-text';
import { paths } from '../paths';
import type { Choice } from '../queries/choices';
import type { AnswerCount } from '../queries/count-answers';
import type { ShownRecord } from '../shown-record';
import { groupByPack, sortAnswers } from '../time-table';
import { answerText, verdictOfRecord } from '../verdict';
import { useOffice } from './office-context';
import { Document } from './office-page';
import { Picture, type ShownPicture } from './picture';
import { useRecordFacts } from './record-facts';
import { Moment } from './record-texts';
import { Regions } from './regions';
import { VersionList } from './versions';

/** What the report is about, without its records. */
export interface ReportView {
  readonly madeAt: Date;
  /** What the records have in common, as terms and values. */
  readonly selection: readonly Choice[];
  readonly counts: readonly AnswerCount[];
  readonly size: ReportSize;
}

/** How many records the report has, and how many match its selection. */
interface ReportSize {
  readonly shown: number;
  readonly matching: number;
}

/** Stands where the records belong: they are sent one after another. */
export const recordsPlace = '<hr id="records"/>';

/** A report for paper: the browser prints it or saves it as PDF. Its records and its end are sent in the place of `recordsPlace`. */
export function ReportPage({ madeAt, selection, counts, size }: ReportView): ReactElement {
  const { words } = useOffice();
  const { shown, matching } = size;
  return (
    <Document title={words.say('office.reportTitle')}>
      <main className="report">
        <ReportBar />
        <ReportHead madeAt={madeAt} selection={selection} />
        {shown === matching ? null : (
          <Notice tone="warn">
            {words.say('office.onlyNewest', { count: words.number(shown), all: words.number(matching) })}
          </Notice>
        )}
        <Summary counts={counts} />
        <hr id="records" />
      </main>
    </Document>
  );
}

/** What the signer must know of the packs, and the lines to sign. */
export function ReportEnd({ limits }: { readonly limits: ReadonlyMap<string, PackLimits> }): ReactElement {
  return (
    <>
      {limits.size === 0 ? null : <Limits limits={[...limits.values()]} />}
      <Signature />
    </>
  );
}

/** What the makers of a pack state about its results. */
export interface PackLimits {
  readonly title: string;
  readonly version: string;
  readonly notice: string | undefined;
  readonly isIndicative: boolean;
}

function Limits({ limits }: { readonly limits: readonly PackLimits[] }): ReactElement {
  const { words } = useOffice();
  return (
    <section>
      <h2>{words.say('office.limits')}</h2>
      {limits.map(({ title, version, notice, isIndicative }) => (
        <div key={`${title} ${version} ${notice ?? ''}`} className="stack-tight">
          <h3>{words.say('office.packVersion', { title, version })}</h3>
          {isIndicative ? <p>{words.say('office.indicative')}</p> : null}
          {notice === undefined ? null : <p>{notice}</p>}
        </div>
      ))}
    </section>
  );
}

function ReportBar(): ReactElement {
  const { words } = useOffice();
  return (
    <div className="page-head report-bar">
      <a className={buttonClass('plain')} href={paths.records}>
        {words.say('office.back')}
      </a>
      <Button look="primary" data-print="">
        {words.say('office.print')}
      </Button>
    </div>
  );
}

function ReportHead({ madeAt, selection }: Pick<ReportView, 'madeAt' | 'selection'>): ReactElement {
  const { words, time, engineer } = useOffice();
  const facts = [
    { name: words.say('office.madeAt'), value: <Moment at={madeAt} /> },
    { name: words.say('office.madeBy'), value: engineer },
    { name: words.say('office.timeZone'), value: time.timeZone },
    ...selection.map(({ title, value }) => ({ name: title, value })),
  ];
  return (
    <header className="stack">
      <h1>{words.say('office.reportTitle')}</h1>
      <Facts facts={facts} />
    </header>
  );
}

/** One table per pack: answers of different packs are not comparable. */
function Summary({ counts }: { readonly counts: readonly AnswerCount[] }): ReactElement {
  const { words } = useOffice();
  return (
    <section>
      <h2>{words.say('office.summary')}</h2>
      {groupByPack(counts).map(({ kind, counts: own }) => (
        <PackSummary key={`${own[0]?.pack ?? ''} ${kind}`} counts={sortAnswers(words, own)} />
      ))}
    </section>
  );
}

function PackSummary({ counts }: { readonly counts: readonly AnswerCount[] }): ReactElement {
  const { words } = useOffice();
  const [first] = counts;
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  // The deletion of a record clears its pack.
  const title = first === undefined || first.pack === '' ? words.say('office.deletedRecords') : first.packTitle;
  const line = (name: string, count: number) => [name, words.number(count), words.percent(count / total)];
  const columns: readonly TableColumn[] = [
    { title: words.say('office.result') },
    { title: words.say('office.records'), isNumber: true },
    { title: words.say('office.share'), isNumber: true },
  ];
  return (
    <>
      <h3>{title}</h3>
      <DataTable
        label={words.say('office.summaryOf', { pack: title })}
        columns={columns}
        rows={counts.map(({ answer, title: answerTitle, count }) => ({
          key: answer,
          cells: line(answerText(words, answer, answerTitle), count),
        }))}
        total={line(words.say('office.total'), total)}
      />
    </>
  );
}

interface ReportedView {
  readonly shown: ShownRecord;
  /** Counted from 1. */
  readonly number: number;
}

/** One record of the report. */
export function ReportedRecord({ shown, number }: ReportedView): ReactElement {
  const { words } = useOffice();
  const { history, picture } = shown;
  return (
    <section className="reported">
      <ReportedHead shown={shown} number={number} />
      {picture === undefined ? null : <ReportedPicture shown={shown} picture={picture} />}
      {picture?.record.anomaly === undefined ? null : (
        <Regions anomaly={picture.record.anomaly} label={words.say('office.regionsOf', { number: String(number) })} />
      )}
      {history.versions.length < 2 ? null : (
        <>
          <h3>{words.say('office.versionCount', { count: history.versions.length })}</h3>
          <VersionList history={history} />
        </>
      )}
    </section>
  );
}

function ReportedHead({ shown, number }: ReportedView): ReactElement {
  const { words } = useOffice();
  const verdict = shown.picture && summariseVerdict(words, verdictOfRecord(shown.picture.record));
  const answer = verdict?.answer ?? words.say('office.deletedRecord');
  return (
    <div className="row">
      <h2>{words.say('office.reportedTitle', { number: String(number), answer })}</h2>
      {verdict === undefined ? null : <Chip tone={verdict.tone}>{verdict.support}</Chip>}
      {shown.history.isDeleted ? <Chip tone="bad">{words.say('office.deleted')}</Chip> : null}
    </div>
  );
}

function ReportedPicture(props: { readonly shown: ShownRecord; readonly picture: ShownPicture }): ReactElement {
  return (
    <div className="reported-body">
      <Picture {...props.picture} />
      <Facts facts={useRecordFacts(props.shown.history, props.picture.record, 'report')} />
    </div>
  );
}

function Signature(): ReactElement {
  const { words } = useOffice();
  return (
    <section className="signature">
      <p>{words.say('office.approvedBy')}</p>
      <div className="signature-lines">
        <p>{words.say('office.signatureName')}</p>
        <p>{words.say('office.signatureDate')}</p>
        <p>{words.say('office.signature')}</p>
      </div>
    </section>
  );
}
