/** Stores another threshold for many pictures as corrections, and undoes this. */
import { agreeRasters } from '../../domain/agreed-verdict';
import { effectiveCorrections } from '../../domain/correction';
import type { InspectionRecord } from '../../domain/record';
import { succeed, type Result } from '../../domain/result';
import type { CorrectionFault } from '../../services/correction-service';
import type { Services } from '../../services/services';
import { thresholdEdit } from '../threshold-edit';

export interface SaveThresholdServices {
  readonly inspections: Pick<Services['inspections'], 'byId' | 'pixelsOf'>;
  readonly packs: Pick<Services['packs'], 'installed'>;
  readonly corrections: Pick<Services['corrections'], 'correct'>;
}

export interface ThresholdRun {
  readonly ids: readonly string[];
  readonly limit: number;
  /** The name of the person. */
  readonly by?: string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Why a picture keeps its threshold. */
type LeftBecause = 'no-map' | 'no-pack' | 'person' | 'too-many';

export interface SavedThreshold {
  readonly id: string;
  readonly correctionId: string;
}

export interface ThresholdOutcome {
  readonly saved: readonly SavedThreshold[];
  readonly left: readonly { readonly id: string; readonly fileName: string; readonly because: LeftBecause }[];
  /** Why it ended early. What was saved before stays. */
  readonly fault?: CorrectionFault;
}

/** One picture after another, until the end, a stop, or a fault of the storage. Pictures that were deleted meanwhile are not named. */
export async function saveThreshold(run: ThresholdRun, services: SaveThresholdServices): Promise<ThresholdOutcome> {
  const saved: SavedThreshold[] = [];
  const left: ThresholdOutcome['left'][number][] = [];
  for (const [done, id] of run.ids.entries()) {
    if (run.signal.aborted) break;
    run.onProgress(done);
    const record = await services.inspections.byId(id);
    if (record === undefined) continue;
    const written = await saveOne(record, run, services);
    if (!written.ok) return { saved, left, fault: written.fault };
    if (typeof written.value === 'string') left.push({ id, fileName: record.fileName, because: written.value });
    else saved.push(written.value);
  }
  return { saved, left };
}

async function saveOne(
  record: InspectionRecord,
  { limit, by }: ThresholdRun,
  { inspections, packs, corrections }: SaveThresholdServices,
): Promise<Result<SavedThreshold | LeftBecause, CorrectionFault>> {
  if (isJudgedByPerson(record)) return succeed('person');
  const pack = await packs.installed(record.provenance.packId);
  if (pack?.anomaly === undefined) return succeed('no-pack');
  const { anomaly, picture } = record;
  const pixels = await inspections.pixelsOf(record);
  if (anomaly === undefined || !pixels.ok || pixels.value.rasters === undefined) return succeed('no-map');
  const measured = agreeRasters(anomaly, pixels.value.rasters);
  const edit = thresholdEdit({ anomaly, picture }, measured, pack.anomaly, limit);
  const written = await corrections.correct(record.id, edit, by);
  if (!written.ok) return written.fault.kind === 'too-many-corrections' ? succeed('too-many') : written;
  const added = written.value?.corrections?.at(-1);
  return succeed(added === undefined ? 'no-map' : { id: record.id, correctionId: added.id });
}

/** Whether a person chose its severity or its regions: a threshold for many pictures does not overrule that. */
function isJudgedByPerson({ corrections = [] }: InspectionRecord): boolean {
  return effectiveCorrections(corrections).some(({ kind }) => kind === 'level-changed' || kind.startsWith('region-'));
}

/** Undoes the thresholds of one run, and no other correction. Resolves to the remaining ones where the storage failed. */
export async function undoThreshold(
  saved: readonly SavedThreshold[],
  by: string | undefined,
  corrections: SaveThresholdServices['corrections'],
): Promise<ThresholdOutcome> {
  for (const [done, { id, correctionId }] of saved.entries()) {
    const undone = await corrections.correct(id, { kind: 'undone', undoes: correctionId }, by);
    if (!undone.ok) return { saved: saved.slice(done), left: [], fault: undone.fault };
  }
  return { saved: [], left: [] };
}
