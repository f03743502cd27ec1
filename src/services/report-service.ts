/** Reports on the inspections of this device: preview, files, and the check of a file. Loaded with the report screen. */
import { toByteStream } from '../archive/byte-stream';
import { succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { composeFront, composeReport } from '../export/report/compose-report';
import type { PdfFault } from '../export/report/pdf/write-pdf';
import { readReport } from '../export/report/read-report';
import { reportData } from '../export/report/report-data';
import { printRules, reportHtml, type HtmlPlan } from '../export/report/report-html';
import type { ReportAbout, ReportHead, ReportModel } from '../export/report/report-model';
import { sealLine } from '../export/report/report-seal';
import type { ReportPage, ReportPicture } from '../words/report-document';
import type { Words } from '../words/words';
import type { AssetService } from './asset-service';
import type { InspectionService } from './inspection-service';
import type { JobService } from './job-service';
import { recordsOf } from './records-of';
import type { ReportSelection } from './report-selection';
import type { SelectionService } from './selection-service';

export interface ReportServiceDependencies {
  readonly inspections: Pick<InspectionService, 'history' | 'linked' | 'byId' | 'read'>;
  readonly selections: Pick<SelectionService, 'read'>;
  readonly assets: Pick<AssetService, 'list'>;
  readonly jobs: Pick<JobService, 'byId'>;
  readonly sha256: Sha256;
  readonly now: () => Date;
  readonly appBuild: string;
  readonly words: Words;
  /** Draws a page as HTML. */
  readonly drawPage: HtmlPlan['drawPage'];
  /** The style sheets of a report file. */
  readonly style: string;
  readonly toDataAddress: (bytes: ArrayBuffer, mime: string) => Promise<string>;
}

/** What the user decides about a report. */
export interface ReportForm extends ReportHead {
  readonly pages: ReportAbout['pages'];
}

/** A report without its first page, whose texts change while they are written: no other page depends on them. */
export interface ReportContent {
  readonly model: ReportModel;
  /** Without their pictures. */
  readonly pages: readonly ReportPage[];
}

export type ReportService = ReturnType<typeof createReportService>;

/** Reports over the saved inspections. */
export function createReportService(dependencies: ReportServiceDependencies) {
  const { sha256 } = dependencies;
  return {
    /** The selected inspections: those of a query oldest first, others in their order. Undefined for a selection that was dropped. */
    find: async (selection: ReportSelection): Promise<ReportSubject | undefined> => {
      const ids = await findIds(selection, dependencies);
      if (ids === undefined) return undefined;
      const jobId = selection.kind === 'query' ? selection.query.filter.jobId : undefined;
      return jobId === undefined ? { ids } : { ids, jobId };
    },
    /** Reads the records of the report. */
    read: (subject: ReportSubject, pages: ReportForm['pages']): Promise<ReportContent> =>
      readContent(subject, pages, dependencies),
    /** The first page, with what the user has written. */
    front: ({ model }: ReportContent, head: ReportHead): ReportPage =>
      composeFront(dependencies.words, { ...model, about: { ...model.about, head } }),
    /** The report as one HTML file with its pictures and records. */
    html: async (subject: ReportSubject, form: ReportForm): Promise<Blob> => {
      const pieces = reportHtml(htmlPlan(subject, form, dependencies));
      const content = await new Response(toByteStream(pieces)).blob();
      return sealed(content, 'html', sha256);
    },
    /** The report as a PDF file with its records attached. */
    pdf: async (subject: ReportSubject, form: ReportForm): Promise<Result<Blob, PdfFault>> => {
      const { writeReportPdf } = await import('../export/report/pdf/write-pdf');
      const written = await writeReportPdf(pdfPlan(subject, form, dependencies));
      if (!written.ok) return written;
      return succeed(await sealed(new Blob([new Uint8Array(written.value)]), 'pdf', sha256));
    },
    /** The rules of the printed sheet. */
    printRules: (): string => printRules(dependencies.words.say('report.indicative')),
  };
}

const pageSize = 500;

async function findIds(
  selection: ReportSelection,
  { inspections, selections }: ReportServiceDependencies,
): Promise<readonly string[] | undefined> {
  if (selection.kind === 'records') return selection.ids;
  if (selection.kind === 'kept') return selections.read(selection.name);
  const { query } = selection;
  const ids: string[] = [];
  let after: Awaited<ReturnType<InspectionService['history']>>['next'];
  do {
    const page = await inspections.history(query, { limit: pageSize, after });
    ids.push(...page.summaries.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  return ids;
}

/** What a report is about: the selected inspections, and the job where one was selected. */
export interface ReportSubject {
  readonly ids: readonly string[];
  readonly jobId?: string;
}

async function aboutOf(
  { jobId }: ReportSubject,
  { pages, ...head }: ReportForm,
  { now, appBuild, assets, jobs, inspections }: ReportServiceDependencies,
): Promise<ReportAbout> {
  const job = jobId === undefined ? undefined : await jobs.byId(jobId);
  return {
    head,
    madeAt: now(),
    appBuild,
    pages,
    jobs: job === undefined ? [] : [job],
    assets: new Map((await assets.list()).map((asset) => [asset.id, asset])),
    historyOf: async (value) => {
      const summaries = await inspections.linked({ name: 'assetId', value }, historyLength);
      return summaries.map(({ id, takenAt, fileName, ...verdict }) => ({ recordId: id, takenAt, fileName, verdict }));
    },
    selection: [],
  };
}

/** The newest inspections of an asset that its page lists. */
const historyLength = 11;

const noHead: ReportHead = { client: '', site: '', inspector: '', summary: '', logo: '' };

async function readContent(
  subject: ReportSubject,
  pages: ReportForm['pages'],
  dependencies: ReportServiceDependencies,
): Promise<ReportContent> {
  const source = recordsOf(subject.ids, dependencies.inspections.byId);
  const model = await readReport(source, await aboutOf(subject, { ...noHead, pages }, dependencies));
  const [, ...others] = await collect(composeReport(dependencies.words, model));
  return { model, pages: others };
}

async function* composePages(
  subject: ReportSubject,
  form: ReportForm,
  dependencies: ReportServiceDependencies,
): AsyncGenerator<ReportPage> {
  const source = recordsOf(subject.ids, dependencies.inspections.byId);
  yield* composeReport(dependencies.words, await readReport(source, await aboutOf(subject, form, dependencies)));
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function htmlPlan(subject: ReportSubject, form: ReportForm, dependencies: ReportServiceDependencies): HtmlPlan {
  const { drawPage, style, inspections, toDataAddress, words } = dependencies;
  return {
    title: words.say('report.title'),
    language: words.locale.tag,
    style: style + printRules(words.say('report.indicative')),
    pages: composePages(subject, form, dependencies),
    drawPage,
    readPicture: async ({ photo }) => {
      const bytes = await inspections.read(photo);
      return bytes.ok ? toDataAddress(bytes.value, photo.mime) : undefined;
    },
    data: dataOf(subject, form, dependencies),
  };
}

function pdfPlan(subject: ReportSubject, form: ReportForm, dependencies: ReportServiceDependencies) {
  const { inspections, words } = dependencies;
  return {
    title: words.say('report.title'),
    madeAt: dependencies.now(),
    pages: composePages(subject, form, dependencies),
    readPicture: async ({ photo }: ReportPicture) => {
      const bytes = await inspections.read(photo);
      return bytes.ok ? { bytes: new Uint8Array(bytes.value), mime: photo.mime } : undefined;
    },
    runningNote: words.say('report.indicative'),
    pageNumber: (page: number, pages: number) => words.say('report.pageOf', { page, pages }),
    pictureAbsent: words.say('report.pictureAbsent'),
    data: async () => {
      const pieces = toByteStream(dataOf(subject, form, dependencies));
      return new Uint8Array(await new Response(pieces).arrayBuffer());
    },
  };
}

async function* dataOf(
  subject: ReportSubject,
  form: ReportForm,
  dependencies: ReportServiceDependencies,
): AsyncGenerator<string> {
  const source = recordsOf(subject.ids, dependencies.inspections.byId);
  yield* reportData(source, await aboutOf(subject, form, dependencies));
}

async function sealed(content: Blob, form: 'html' | 'pdf', sha256: Sha256): Promise<Blob> {
  const hash = await sha256(await content.arrayBuffer());
  return new Blob([content, sealLine(form, hash)], { type: form === 'html' ? 'text/html' : 'application/pdf' });
}
