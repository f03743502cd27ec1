/** Reads the records of a report once for its overview. The findings are read again, one at a time, when they are drawn. */
import { shownRecord } from '../../domain/corrected-verdict';
import { assetFacts, type Asset } from '../../domain/asset';
import type { InspectionRecord } from '../../domain/record';
import { decisionOf } from '../../domain/decision';
import { decidedPart } from '../../domain/inspection-summary';
import { refusalOf } from '../../domain/refusal';
import type { ExportedRecord, RecordSource } from '../exported-record';
import {
  reportStates,
  type ReportAbout,
  type ReportedRecord,
  type ReportFinding,
  type ReportModel,
  type ReportPack,
  type ReportRow,
  type ReportState,
} from './report-model';

/** The report on `records`, in their order. */
export async function readReport(records: RecordSource, about: ReportAbout): Promise<ReportModel> {
  const overview = new Overview(about);
  for await (const exported of records()) overview.add(exported);
  return { ...overview.finish(), about, findings: () => findingsOf(records, about) };
}

/** The state of one record. */
function stateOf(record: InspectionRecord): ReportState {
  if (record.repaired === true) return 'repaired';
  const decided = decisionOf(record);
  if (decided !== undefined) return decided.isAnomalous ? 'fault' : 'no-fault';
  if (refusalOf(record) !== undefined) return 'not-judged';
  if (record.anomaly?.isAnomalous === true) return 'fault';
  return record.grade === undefined ? 'no-fault' : 'graded';
}

/** True where a record has a page. */
function hasPage(record: InspectionRecord, { pages }: ReportAbout): boolean {
  if (pages === 'all') return true;
  const state = stateOf(record);
  return state === 'fault' || state === 'repaired';
}

async function* findingsOf(records: RecordSource, about: ReportAbout): AsyncGenerator<ReportFinding> {
  let number = 0;
  for await (const { record: stored, isDeleted, received, versions = [] } of records()) {
    const record = shownRecord(stored);
    if (!hasPage(record, about)) continue;
    const { id, assetId } = record;
    const asset = assetId === undefined ? undefined : about.assets.get(assetId);
    const events = assetId === undefined ? [] : await about.historyOf(assetId);
    const history = events.filter((event) => event.recordId !== id);
    yield { number: ++number, state: stateOf(record), record, asset, history, isDeleted, received, versions };
  }
}

/** A line of the list while records are read. */
interface OpenRow {
  readonly key: string;
  readonly name: string;
  readonly place: string;
  state: ReportState;
  record: ReportedRecord;
  pictures: number;
  readonly findings: number[];
}

class Overview {
  readonly #about: ReportAbout;
  readonly #rows = new Map<string, OpenRow>();
  readonly #packs = new Map<string, ReportPack>();
  readonly #hashes: { readonly fileName: string; readonly sha256: string }[] = [];
  #pictures = 0;
  #pages = 0;
  #first = '';
  #last = '';

  constructor(about: ReportAbout) {
    this.#about = about;
  }

  add({ record: stored }: ExportedRecord): void {
    const record = shownRecord(stored);
    this.#pictures += 1;
    this.#hashes.push({ fileName: record.fileName, sha256: record.pictureSha256 ?? record.photo.sha256 });
    this.#addPack(record);
    this.#addTime(record.takenAt);
    const row = this.#rowFor(record);
    row.pictures += 1;
    if (hasPage(record, this.#about)) row.findings.push(++this.#pages);
    if (isWorse(stateOf(record), row.state)) [row.state, row.record] = [stateOf(record), toReported(record)];
  }

  finish(): Omit<ReportModel, 'about' | 'findings'> {
    const rows = [...this.#rows.values()].map((row): ReportRow => ({ ...row, notInspected: undefined }));
    const listed = [...rows, ...this.#notInspected()];
    const period = this.#pictures === 0 ? undefined : { first: this.#first, last: this.#last };
    return {
      pictures: this.#pictures,
      listed: listed.some(({ key }) => this.#about.assets.has(key)) ? 'assets' : 'pictures',
      counts: countStates(listed),
      period,
      rows: listed,
      packs: [...this.#packs.values()],
      hashes: this.#hashes,
    };
  }

  #rowFor(record: InspectionRecord): OpenRow {
    const asset = record.assetId === undefined ? undefined : this.#about.assets.get(record.assetId);
    const key = asset?.id ?? record.id;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row: OpenRow = {
      key,
      name: asset?.number ?? record.fileName,
      place: asset === undefined ? '' : placeOf(asset),
      state: stateOf(record),
      record: toReported(record),
      pictures: 0,
      findings: [],
    };
    this.#rows.set(key, row);
    return row;
  }

  /** The assets of the jobs that no record belongs to. */
  #notInspected(): readonly ReportRow[] {
    const absent = this.#about.jobs.flatMap(({ assets }) => assets.filter(({ assetId }) => !this.#rows.has(assetId)));
    return absent.flatMap(({ assetId, notInspectedBecause }) => {
      const asset = this.#about.assets.get(assetId);
      return asset === undefined ? [] : [notInspectedRow(asset, notInspectedBecause)];
    });
  }

  #addTime(takenAt: string): void {
    if (this.#first === '' || takenAt < this.#first) this.#first = takenAt;
    if (takenAt > this.#last) this.#last = takenAt;
  }

  #addPack({ packTitle: title, provenance, grade }: InspectionRecord): void {
    const { packId, packVersion: version, packSha256, networkSha256, packNotice: notice } = provenance;
    const isIndicative = grade?.indicative === true;
    const key = JSON.stringify([packId, version, packSha256, notice, isIndicative]);
    const pictures = (this.#packs.get(key)?.pictures ?? 0) + 1;
    this.#packs.set(key, { title, version, packSha256, networkSha256, notice, isIndicative, pictures });
  }
}

/** What is known of the asset besides its number. */
function placeOf(asset: Asset): string {
  return assetFacts(asset).join(', ');
}

function notInspectedRow(asset: Asset, notInspected: string | undefined): ReportRow {
  const { id: key, number: name } = asset;
  const place = placeOf(asset);
  return { key, name, place, state: 'not-inspected', record: undefined, pictures: 0, notInspected, findings: [] };
}

function isWorse(state: ReportState, than: ReportState): boolean {
  return reportStates.indexOf(state) < reportStates.indexOf(than);
}

function toReported(record: InspectionRecord): ReportedRecord {
  const { id, fileName, takenAt, photo, pictureSha256, anomaly, refused, grade, provenance } = record;
  const verdict = { refused, grade, anomaly, trainedOn: provenance.packTrainedOn, ...decidedPart(record) };
  return { id, fileName, takenAt, photoSha256: photo.sha256, pictureSha256, score: anomaly?.score, verdict };
}

function countStates(rows: readonly ReportRow[]): ReportModel['counts'] {
  const counts = Object.fromEntries(reportStates.map((state) => [state, 0])) as Record<ReportState, number>;
  for (const { state } of rows) counts[state] += 1;
  return counts;
}
