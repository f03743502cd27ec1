/** The text of a report: its pages, which preview, print, HTML and PDF draw. */
import type { Job } from '../../domain/job';
import type { ReportBlock, ReportColumn, ReportPage } from '../../words/report-document';
import { summariseVerdict, type Tone } from '../../words/verdict-text';
import type { Words } from '../../words/words';
import { composeEnd } from './compose-end';
import { composeFinding } from './compose-finding';
import { reportStates, type ReportModel, type ReportRow, type ReportState } from './report-model';

/** The pages, one after another. A finding is read when its page is requested. */
export async function* composeReport(words: Words, model: ReportModel): AsyncGenerator<ReportPage> {
  yield composeFront(words, model);
  if (model.rows.length > 0) yield composeList(words, model);
  for await (const finding of model.findings()) yield composeFinding(words, finding);
  yield composeEnd(words, model);
}

/** What a state means. */
const stateTones: Readonly<Record<ReportState, Tone>> = {
  fault: 'bad',
  'not-judged': 'unknown',
  'not-inspected': 'watch',
  repaired: 'info',
  graded: 'info',
  'no-fault': 'ok',
};

/** The page with what the user wrote and the counts. */
export function composeFront(words: Words, model: ReportModel): ReportPage {
  const { head } = model.about;
  const kind = model.listed;
  return {
    key: 'front',
    kind: 'front',
    blocks: [
      { kind: 'title', text: words.say('report.title'), ...(head.logo === '' ? {} : { logo: head.logo }) },
      { kind: 'facts', facts: frontFacts(words, model) },
      ...model.about.jobs.flatMap((job) => jobBlocks(words, job)),
      ...textBlocks(words.say('report.summary'), head.summary),
      { kind: 'heading', text: words.say('report.results', { kind }) },
      { kind: 'counts', counts: countsOf(words, model) },
      { kind: 'warning', text: words.say('report.indicativeLong') },
    ],
  };
}

function jobBlocks(words: Words, job: Job): readonly ReportBlock[] {
  const { say } = words;
  const facts = [
    { name: say('report.date'), value: words.date(`${job.date}T12:00:00`) },
    { name: say('report.branch'), value: job.branch ?? '' },
    { name: say('report.jobStatus'), value: say(`report.jobStatus.${job.status}`) },
    { name: say('report.weather'), value: job.weather === undefined ? '' : say(`report.weather.${job.weather}`) },
    { name: say('report.inspector'), value: job.inspector ?? '' },
    { name: say('report.note'), value: job.notes ?? '' },
  ];
  return [
    { kind: 'heading', text: say('report.job', { number: job.number }) },
    { kind: 'facts', facts: facts.filter(({ value }) => value !== '') },
  ];
}

function frontFacts(words: Words, { about, period, pictures }: ReportModel) {
  const { head, madeAt, selection } = about;
  const facts = [
    { name: words.say('report.client'), value: head.client },
    { name: words.say('report.site'), value: head.site },
    { name: words.say('report.inspector'), value: head.inspector },
    { name: words.say('report.inspected'), value: period === undefined ? '' : periodText(words, period) },
    { name: words.say('report.pictures'), value: words.number(pictures) },
    { name: words.say('report.made'), value: words.dateTime(madeAt.getTime()) },
    ...selection,
  ];
  return facts.filter(({ value }) => value !== '');
}

function periodText(words: Words, period: { readonly first: string; readonly last: string }): string {
  const [first, last] = [words.date(period.first), words.date(period.last)];
  return first === last ? first : words.say('report.period', { first, last });
}

function textBlocks(heading: string, text: string): readonly ReportBlock[] {
  return text === ''
    ? []
    : [
        { kind: 'heading', text: heading },
        { kind: 'text', text },
      ];
}

function countsOf(words: Words, { counts }: ReportModel) {
  return reportStates
    .filter((state) => counts[state] > 0)
    .map((state) => ({
      title: words.say(`report.state.${state}`),
      count: words.number(counts[state]),
      tone: stateTones[state],
    }));
}

function composeList(words: Words, model: ReportModel): ReportPage {
  const kind = model.listed;
  const label = words.say('report.list', { kind });
  return {
    key: 'list',
    kind: 'list',
    blocks: [
      { kind: 'heading', text: label },
      {
        kind: 'table',
        label,
        columns: listColumns(words, kind),
        rows: model.rows.map((row) => listRow(words, row, kind)),
      },
    ],
  };
}

function listColumns(words: Words, kind: ReportModel['listed']): readonly ReportColumn[] {
  const finding = { title: words.say('report.page'), share: 0.12, isNumber: true };
  if (kind === 'pictures') {
    return [
      { title: words.say('report.picture'), share: 0.3 },
      { title: words.say('report.inspected'), share: 0.2 },
      { title: words.say('report.state'), share: 0.14 },
      { title: words.say('report.result'), share: 0.24 },
      finding,
    ];
  }
  return [
    { title: words.say('report.asset'), share: 0.22 },
    { title: words.say('report.place'), share: 0.16 },
    { title: words.say('report.state'), share: 0.16 },
    { title: words.say('report.result'), share: 0.24 },
    { title: words.say('report.count'), share: 0.1, isNumber: true },
    finding,
  ];
}

function listRow(words: Words, row: ReportRow, kind: ReportModel['listed']): readonly string[] {
  const state = words.say(`report.state.${row.state}`);
  const numbers = row.findings.map((number) => words.number(number)).join(', ');
  const inspected = row.record === undefined ? '' : words.dateTime(row.record.takenAt);
  return kind === 'pictures'
    ? [row.name, inspected, state, resultText(words, row), numbers]
    : [row.name, row.place, state, resultText(words, row), words.number(row.pictures), numbers];
}

/** The answer of the picture that decides, or why there is none. */
function resultText(words: Words, { record, notInspected }: ReportRow): string {
  if (record === undefined) return notInspected ?? words.say('report.noReason');
  const { answer, support } = summariseVerdict(words, record.verdict);
  if (record.verdict.decided !== undefined) {
    return words.say('correction.decidedAnswer', { answer, decided: words.say('correction.decided') });
  }
  return record.verdict.refused === undefined ? answer : support;
}
