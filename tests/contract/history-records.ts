/** Records and reads of the history that several contracts share. */
import type { HistoryFilter, HistoryPosition, HistoryQuery } from '../../src/domain/history';
import { localDayOf, type InspectionSummary } from '../../src/domain/inspection-summary';
import type { InspectionRecord } from '../../src/domain/record';
import { makeRecord } from '../support/make-record';
import { integer, pick, seededRandom } from '../support/seeded-random';
import { valueOf, type StorageFixture } from './storage-fixture';

/** The fields of a record that a test chooses; a `score` gives it an anomaly verdict. */
interface RecordPlan {
  readonly id: string;
  readonly takenAt?: string;
  readonly utcOffsetMinutes?: number;
  readonly fileName?: string;
  readonly assetId?: string;
  readonly batchId?: string;
  readonly packId?: string;
  readonly label?: string;
  readonly score?: number;
  /** The kind of each region. */
  readonly kinds?: readonly string[];
}

export async function save(storage: StorageFixture, plan: RecordPlan): Promise<InspectionRecord> {
  const { id, takenAt = '2026-01-01T08:00:00.000Z', fileName = `${plan.id}.jpg`, packId = 'rubber-sheet' } = plan;
  const { record, blobs } = await makeRecord({ id, takenAt });
  const grade = record.grade === undefined ? undefined : { ...record.grade, label: plan.label ?? 'rss1' };
  const planned: InspectionRecord = {
    ...record,
    utcOffsetMinutes: plan.utcOffsetMinutes ?? record.utcOffsetMinutes,
    fileName,
    provenance: { ...record.provenance, packId },
    ...(grade === undefined ? {} : { grade }),
    ...(plan.score === undefined ? {} : { anomaly: anomalyOf(plan.score, record, plan.kinds) }),
    ...(plan.assetId === undefined ? {} : { assetId: plan.assetId }),
    ...(plan.batchId === undefined ? {} : { batchId: plan.batchId }),
  };
  valueOf(await storage.inspections.add(planned, blobs));
  return planned;
}

function anomalyOf(
  score: number,
  { photo }: InspectionRecord,
  kinds: readonly string[] = [],
): NonNullable<InspectionRecord['anomaly']> {
  const action = score >= 0.5 ? 'inspect' : 'pass';
  const level = { level: action, levelTitle: action, action };
  const boxes = kinds.map((title) => ({
    ...{ x: 0, y: 0, width: 1, height: 1, score, ...level },
    category: { name: title, title, confidence: 0.9 },
  }));
  return { rawScore: score, score, isAnomalous: score >= 0.5, ...level, boxes, map: photo, mask: photo };
}

/** Seeded records of three packs in four time zones, some without a score, in every state of delivery, several within one moment. */
export async function saveMany(storage: StorageFixture, count: number): Promise<void> {
  const random = seededRandom(7);
  for (let place = 0; place < count; place += 1) {
    const id = `record-${String(place).padStart(3, '0')}`;
    const takenAt = new Date(Date.UTC(2026, 0, integer(random, 1, 9))).toISOString();
    const packId = pick(random, ['rubber-sheet', 'transformer-thermal', 'castings']);
    const label = pick(random, ['rss1', 'rss2', 'rss3']);
    const score = random() < 0.7 ? integer(random, 0, 5) / 5 : undefined;
    const utcOffsetMinutes = pick(random, [-720, 0, 330, 840]);
    const batchId = pick(random, ['B-1', 'B-2']);
    const scored = score === undefined ? {} : { score };
    await save(storage, { id, takenAt, utcOffsetMinutes, packId, label, batchId, ...scored });
    const deliveryState = integer(random, 0, 4);
    if (deliveryState === 1) valueOf(await storage.outbox.markSent(id, takenAt));
    if (deliveryState === 2) valueOf(await storage.outbox.setAside(id, { kind: 'damaged-blob', sha256: 'a' }));
    if (deliveryState === 3) await markDelivered(storage, id);
    if (deliveryState === 4) valueOf(await storage.outbox.discard(id));
  }
}

export function matches(
  summary: InspectionSummary,
  { firstDay = '', lastDay = '9', ...facets }: HistoryFilter,
): boolean {
  const day = localDayOf(summary);
  return (
    day >= firstDay &&
    day <= lastDay &&
    Object.entries(facets).every(([name, value]) => Reflect.get(summary, name) === value)
  );
}

export function byScoreThenTime(a: InspectionSummary, b: InspectionSummary): number {
  const keyOf = ({ takenAt, id }: InspectionSummary) => `${takenAt} ${id}`;
  return scoreOf(b) - scoreOf(a) || (keyOf(a) < keyOf(b) ? 1 : -1);
}

export function scoreOf({ anomaly }: InspectionSummary): number {
  return anomaly?.score ?? -1;
}

export function newest(filter: HistoryFilter): HistoryQuery {
  return { filter, sort: 'newest' };
}

export function idsOf(summaries: readonly InspectionSummary[]): readonly string[] {
  return summaries.map(({ id }) => id);
}

/** Every page after another, seven summaries at a time. */
export async function allOf({ history }: StorageFixture, query: HistoryQuery): Promise<readonly InspectionSummary[]> {
  const found: InspectionSummary[] = [];
  let after: HistoryPosition | undefined;
  do {
    const page = valueOf(await history.page(query, { limit: 7, after }));
    found.push(...page.summaries);
    after = page.next;
  } while (after !== undefined);
  return found;
}

export async function markDelivered({ outbox }: StorageFixture, changeId: string): Promise<void> {
  const serverClock = '2026-01-01T00:00:00.000Z_0000_server';
  const receipt = { contentHash: 'a'.repeat(64), sequence: 1, serverClock, confirmedAt: '2026-01-01T00:00:00.000Z' };
  valueOf(await outbox.markDelivered(changeId, receipt));
}
