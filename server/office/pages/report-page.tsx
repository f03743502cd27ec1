import type { ReactElement } from 'react';
import { Button, buttonClass } from '../../../src/ui/button';
import { Chip } from '../../../src/ui/chip';
import { DataTable, type TableColumn } from '../../../src/ui/data-table';
import { Facts } from '../../../src/ui/facts';
import { Notice } from '../../../src/ui/notice';
import { summariseVerdict } from '../../../src/words/verdict-text';
import { paths } from '../paths';
import type { Choice } from '../queries/choices';
import type { ShownRecord } from '../shown-record';
import { verdictOfRecord } from '../verdict';
import { useOffice } from './office-context';
import { Document } from './office-page';
import { Picture, type ShownPicture } from './picture';
import { useRecordFacts } from './record-facts';
import { Moment } from './record-texts';
import { Regions } from './regions';
import { VersionList } from './versions';

/** What the report is about. */
export interface ReportView {
  readonly madeAt: Date;
  /** What the records have in common, as terms and values. */
  readonly selection: readonly Choice[];
  readonly shown: readonly ShownRecord[];
  readonly more: 'complete' | { readonly leftOutBeyond: number };
}

/** A report for paper: the browser prints it or saves it as PDF. */
export function ReportPage({ madeAt, selection, shown, more }: ReportView): ReactElement {
  const { words } = useOffice();
  return (
    <Document title={words.say('office.reportTitle')}>
      <main className="report">
        <ReportBar />
        <ReportHead madeAt={madeAt} selection={selection} />
        {more === 'complete' ? null : (
          <Notice tone="warn">{words.say('office.onlyNewest', { count: words.number(more.leftOutBeyond) })}</Notice>
        )}
        <Summary shown={shown} />
        {shown.map((record, index) => (
          <ReportedRecord key={record.history.id} shown={record} number={index + 1} />
        ))}
        <Signature />
      </main>
    </Document>
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

function Summary({ shown }: { readonly shown: readonly ShownRecord[] }): ReactElement {
  const { words } = useOffice();
  const columns: readonly TableColumn[] = [
    { title: words.say('office.result') },
    { title: words.say('office.records'), isNumber: true },
    { title: words.say('office.share'), isNumber: true },
  ];
  const line = (title: string, count: number) => [
    title,
    words.number(count),
    shown.length === 0 ? '' : words.percent(count / shown.length),
  ];
  return (
    <section>
      <h2>{words.say('office.summary')}</h2>
      <DataTable
        label={words.say('office.summary')}
        columns={columns}
        rows={useAnswerCounts(shown).map(([answer, count]) => ({ key: answer, cells: line(answer, count) }))}
        total={line(words.say('office.total'), shown.length)}
      />
    </section>
  );
}

/** The most frequent answer first. */
function useAnswerCounts(shown: readonly ShownRecord[]): readonly (readonly [answer: string, count: number])[] {
  const { words } = useOffice();
  const counts = new Map<string, number>();
  for (const { picture } of shown) {
    const answer =
      picture === undefined
        ? words.say('office.deleted')
        : summariseVerdict(words, verdictOfRecord(picture.record)).answer;
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

interface ReportedView {
  readonly shown: ShownRecord;
  /** Counted from 1. */
  readonly number: number;
}

function ReportedRecord({ shown, number }: ReportedView): ReactElement {
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
