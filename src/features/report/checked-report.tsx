import type { ReactElement } from 'react';
import type { CheckedRecord, ReportCheck } from '../../services/report-check';
import { summariseVerdict } from '../../words/verdict-text';
import type { Words } from '../../words/words';
import { DataTable } from '../../ui/data-table';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { useReportCheck, type CheckState } from './use-report-check';

/** What was found in one report file. */
export function CheckedReport(props: {
  readonly check: ReportCheck;
  readonly file: File;
  readonly originals: readonly File[];
}): ReactElement {
  const words = useWords();
  const { check, file, originals } = props;
  const state = useReportCheck(check, file, originals);
  if (state.phase === 'reading')
    return <Panel title={file.name}>{words.say('check.reading', { file: file.name })}</Panel>;
  if (state.phase === 'fault') {
    return (
      <Notice tone="bad" role="alert" title={words.say(`check.fault.${state.kind}.title`, { file: file.name })}>
        {words.say(`check.fault.${state.kind}.advice`)}
      </Notice>
    );
  }
  const { report, checked } = state;
  const { madeAt, records } = report.data;
  return (
    <Panel title={file.name}>
      <p>{words.say('check.made', { moment: words.dateTime(madeAt), count: records.length })}</p>
      <SealNotice seal={report.seal} strange={check.strangePictures(report)} />
      <Outcome state={state} />
      <DataTable
        label={words.say('check.table')}
        isStacked
        columns={(['picture', 'inReport', 'computed', 'onDevice'] as const).map((column) => ({
          title: words.say(`check.${column}`),
        }))}
        rows={checked.map((record) => ({ key: record.record.id, cells: cellsOf(words, record) }))}
      />
      <p className="small quiet">{words.say('check.sealLimit')}</p>
    </Panel>
  );
}

function SealNotice(props: { readonly seal: 'intact' | 'broken' | 'absent'; readonly strange: number }): ReactElement {
  const words = useWords();
  const { seal, strange } = props;
  return (
    <Notice tone={seal === 'intact' ? 'ok' : 'bad'} role="status" title={words.say(`check.seal.${seal}.title`)}>
      {words.say(`check.seal.${seal}`)} {strange === 0 ? null : words.say('check.strange', { count: strange })}
    </Notice>
  );
}

function Outcome({ state }: { readonly state: Extract<CheckState, { phase: 'checking' | 'done' }> }): ReactElement {
  const words = useWords();
  const { report, checked } = state;
  const all = report.data.records.length;
  const computed = checked.filter((record) => record.computed.kind === 'done').length;
  const count = checked.filter(differs).length;
  if (state.phase === 'checking')
    return <p role="status">{words.say('check.working', { done: checked.length, all })}</p>;
  if (count > 0) {
    return (
      <Notice tone="bad" role="status" title={words.say('check.differ', { count })}>
        {words.say('check.differAdvice')}
      </Notice>
    );
  }
  if (computed === 0) return <Notice tone="unknown" role="status" title={words.say('check.noneComputed')} />;
  const isAll = computed === all;
  const title = isAll
    ? words.say('check.agree', { count: all })
    : words.say('check.agreePartly', { done: computed, all });
  return <Notice tone={isAll ? 'ok' : 'watch'} role="status" title={title} />;
}

function differs({ onDevice = [], computed }: CheckedRecord): boolean {
  return onDevice.length > 0 || (computed.kind === 'done' && computed.differences.length > 0);
}

function cellsOf(words: Words, { record, onDevice, computed }: CheckedRecord): readonly string[] {
  const { answer } = summariseVerdict(words, record);
  return [
    record.fileName,
    record.anomaly === undefined
      ? answer
      : words.say('report.severityScore', { title: answer, score: words.score(record.anomaly.score) }),
    computedText(words, computed),
    onDevice === undefined ? words.say('check.absent') : differencesText(words, onDevice) || words.say('check.same'),
  ];
}

function computedText(words: Words, computed: CheckedRecord['computed']): string {
  if (computed.kind === 'not-done') return words.say(`check.because.${computed.because}`);
  return differencesText(words, computed.differences) || words.say(`check.computed.${computed.used}`);
}

/** Short values are shown; boxes and corrections are too long for a cell. */
function differencesText(
  words: Words,
  differences: Extract<CheckedRecord['computed'], { kind: 'done' }>['differences'],
): string {
  const texts = differences.map(({ what, inReport, found }) => {
    const name = words.say(`check.what.${what}`);
    if (what === 'regions' || what === 'corrections') return words.say('check.differenceLong', { what: name });
    const shown = (value: string): string => {
      if (value === '') return words.say('check.none');
      return what === 'score' ? words.number(100 * Number(value), 1) : value;
    };
    return words.say('check.difference', { what: name, report: shown(inReport), found: shown(found) });
  });
  return texts.join('; ');
}
