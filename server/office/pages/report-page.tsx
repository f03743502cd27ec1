/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { WireRecord } from '../../../src/protocol/intake';
import type { OfficeTime } from '../moments';
import { paths } from '../paths';
import type { RecordHistory } from '../queries/read-record';
import type { ShownRecord } from '../shown-record';
import { countOf, formatCount, formatPercent, summariseVerdict } from '../tone';
import type { Choice } from '../queries/choices';
import { Detections } from './detections';
import { Document, type PageFrame } from './layout';
import { Chip, DeviceName, Facts, Moment, TakenAt } from './parts';
import { Picture } from './picture';
import { verdictFacts } from './record-page';
import { VersionList } from './versions';

/** What the report is about. */
export interface ReportView {
  readonly frame: PageFrame;
  readonly madeAt: Date;
  /** What the records have in common, in words. */
  readonly selection: readonly Choice[];
  readonly shown: readonly ShownRecord[];
  readonly more: 'complete' | { readonly leftOutBeyond: number };
}

/** Made for paper: the browser prints it, or keeps it as PDF. */
export function ReportPage({ frame, madeAt, selection, shown, more }: ReportView) {
  return (
    <Document title="Inspection report" assetTag={frame.assetTag}>
      <main class="report">
        <div class="report-bar">
          <a class="button" href={paths.records}>
            Back
          </a>
          <button class="button button-primary" type="button" data-print>
            Print or keep as PDF
          </button>
        </div>
        <header class="report-head">
          <h1>Inspection report</h1>
          <Facts
            facts={[
              ['Made', <Moment at={madeAt} time={frame.time} />],
              ['By', frame.engineer],
              ['Times', frame.time.timeZone],
              ...selection.map(({ title, value }) => [title, value] as const),
            ]}
          />
        </header>
        {more === 'complete' ? null : (
          <p class="notice tone-warn">{`Only the newest ${more.leftOutBeyond} records are shown. Narrow the filter for the others.`}</p>
        )}
        <Summary shown={shown} />
        {shown.map((record, index) => (
          <ReportedRecord shown={record} number={index + 1} frame={frame} />
        ))}
        <Signature />
      </main>
    </Document>
  );
}

function Summary({ shown }: { readonly shown: readonly ShownRecord[] }) {
  const counts = countAnswers(shown);
  return (
    <section aria-labelledby="summary">
      <h2 id="summary">Summary</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Answer</th>
            <th scope="col" class="number">
              Records
            </th>
            <th scope="col" class="number">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(([answer, count]) => (
            <tr>
              <th scope="row">{answer}</th>
              <td class="number">{formatCount(count)}</td>
              <td class="number">{formatPercent(count / shown.length)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <td class="number">{formatCount(shown.length)}</td>
            <td class="number">{shown.length === 0 ? '' : '100 %'}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function countAnswers(shown: readonly ShownRecord[]): readonly (readonly [answer: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { picture } of shown) {
    const answer = picture === undefined ? 'Deleted' : summariseVerdict(picture.record).answer;
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

function ReportedRecord(props: { readonly shown: ShownRecord; readonly number: number; readonly frame: PageFrame }) {
  const { history, picture } = props.shown;
  return (
    <section class="reported" aria-labelledby={`record-${props.number}`}>
      <ReportedHead {...props} />
      {picture === undefined ? null : (
        <div class="reported-body">
          <Picture {...picture} />
          <ReportedFacts history={history} record={picture.record} time={props.frame.time} />
        </div>
      )}
      {picture?.record.anomaly === undefined ? null : (
        <Detections anomaly={picture.record.anomaly} label={`Regions of record ${props.number}`} />
      )}
      {history.versions.length < 2 ? null : (
        <>
          <h3>{countOf(history.versions.length, 'version')}</h3>
          <VersionList history={history} time={props.frame.time} />
        </>
      )}
    </section>
  );
}

function ReportedHead({ shown, number }: { readonly shown: ShownRecord; readonly number: number }) {
  const verdict = shown.picture === undefined ? undefined : summariseVerdict(shown.picture.record);
  return (
    <h2 id={`record-${number}`}>
      {`${number}. ${verdict?.answer ?? 'A deleted record'} `}
      {verdict === undefined ? null : <Chip tone={verdict.tone}>{verdict.support}</Chip>}
      {shown.history.isDeleted ? <Chip tone="bad">Deleted</Chip> : null}
    </h2>
  );
}

function ReportedFacts(props: {
  readonly history: RecordHistory;
  readonly record: WireRecord;
  readonly time: OfficeTime;
}) {
  const { record, history, time } = props;
  const device = history.devices.get(history.versions.at(-1)?.author ?? '');
  return (
    <Facts
      facts={[
        ['Taken', <TakenAt at={new Date(record.takenAt)} utcOffsetMinutes={record.utcOffsetMinutes} time={time} />],
        ['Device', <DeviceName device={device} />],
        ...verdictFacts(record),
        ['Pack', `${record.packTitle}, ${record.provenance.packVersion}`],
        ['File', record.fileName],
        ['Record', <span class="code">{record.id}</span>],
        ['Note', record.note === undefined ? 'None' : <span class="note">{record.note}</span>],
      ]}
    />
  );
}

function Signature() {
  return (
    <section class="signature" aria-label="Signature">
      <p>Inspected and released by</p>
      <div class="signature-lines">
        <p>Name</p>
        <p>Date</p>
        <p>Signature</p>
      </div>
    </section>
  );
}
