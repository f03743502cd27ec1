/** Learns from corrections: a new version of the pack, and what it changes. Rules LRN in `docs/spec/learning.md`. */
import { packOfExtent } from '../../domain/close-look';
import type { AreaExample, LevelExample } from '../../domain/example';
import type { LearningFault, LearningReport } from '../../domain/learning-report';
import type { PackBytes } from '../../domain/loaded-pack';
import type { Checkpoint } from '../../domain/operation';
import type { PackAnomaly } from '../../domain/pack';
import { exampleIdsOf } from '../../domain/pack-parameters';
import { fail, succeed, type Result } from '../../domain/result';
import { movedBands, movedThreshold, rateAt, type SaidScore } from '../../learning/example-levels';
import type { Vectors } from '../../learning/memory-bank';
import type { EngineHost } from '../engine-host';
import type { AnomalyTerms } from '../measure';
import type { UnpackedPack } from '../unpack';
import { callOf, comparePicture, scoreOf, type ComparedPicture } from './compared-picture';
import { keptComparison, type KeptPictures } from './kept-pictures';
import { foundFaults, isHidden, missedPlaces } from './fault-guard';
import { learnExamples, type ExamplesLearned } from './learn-examples';
import type { LearningTask } from './learning-terms';
import { learningReport } from './report-learning';
import { writeLearnedPack } from './write-learned-pack';

export interface LearningTools {
  readonly host: EngineHost;
  readonly checkpoint: Checkpoint;
  /** What an earlier learning of the same pack measured; it is completed. */
  readonly kept?: KeptPictures;
}

export interface LearnedPack {
  /** Files of the base are shared with it, not copied: do not transfer their buffers. */
  readonly bytes: PackBytes;
  readonly report: LearningReport;
}

/** The new version and what it changes, for a person to accept. The same task gives the same pack. */
export async function applyExamples(
  task: LearningTask,
  tools: LearningTools,
): Promise<Result<LearnedPack, LearningFault>> {
  const { base } = task;
  const pack = packOfExtent(base.pack);
  const { anomaly } = pack;
  if (anomaly === undefined) return fail({ kind: 'base-without-anomaly', packId: pack.id });
  if (base.bank === undefined) return fail({ kind: 'pack-not-taught', packId: pack.id });
  const unusable = task.pictures.find(({ features }) => !isUsable(features, task));
  if (unusable !== undefined) return fail({ kind: 'unusable-picture', name: unusable.name });
  const terms = { pack, anomaly };
  const before = await compareAll(task, terms, tools);
  if (before === undefined) return fail({ kind: 'cancelled' });
  const learned = await learnExamples(areaExamples(task), before, planOf(task, terms, tools.checkpoint));
  if (!learned.ok) return learned;
  const levels = newLevelExamples(task, learned.value);
  if (learned.value.added.length === 0 && levels.length === 0) return fail({ kind: 'nothing-to-learn' });
  return finish(task, { terms, before, learned: learned.value, levels }, tools);
}

interface Learning {
  readonly terms: AnomalyTerms;
  readonly before: readonly ComparedPicture[];
  readonly learned: ExamplesLearned;
  readonly levels: readonly LevelExample[];
}

async function finish(
  task: LearningTask,
  { terms, before, learned, levels }: Learning,
  { host }: LearningTools,
): Promise<Result<LearnedPack, LearningFault>> {
  const moved = levels.length === 0 ? terms.anomaly : withMovedLimits(learned.compared, terms.anomaly);
  const last = levels.at(-1);
  const hidden = before.find((each, at) => hidesByLimits(each, learned.compared[at], terms, moved));
  if (hidden !== undefined && last !== undefined) {
    const { recordId, name } = hidden.picture;
    return fail({ kind: 'hides-fault', recordId, name, exampleId: last.id });
  }
  const { calibration, severity } = moved;
  // The grid of the manifest is that of one tile.
  const anomaly = task.base.pack.anomaly && { ...task.base.pack.anomaly, calibration, severity };
  if (anomaly === undefined) return fail({ kind: 'base-without-anomaly', packId: task.base.pack.id });
  const written = await writeLearnedPack({ task, added: learned.added, anomaly, levelExamples: levels }, host);
  if (!written.ok) return written;
  const calls = (pictures: readonly ComparedPicture[], by: PackAnomaly) =>
    pictures.map((each) => {
      const missed = missedPlaces(each, terms, by);
      return { ...callOf(each, by), ...(missed > 0 && { missedPlaces: missed }) };
    });
  const report = learningReport({
    pictures: before.map(({ picture }) => picture),
    examples: [
      ...learned.learned,
      ...levels.map(({ id, recordId }) => ({ id, kind: 'level' as const, recordId, rows: 0 })),
    ],
    before: { calls: calls(before, terms.anomaly), pack: task.base.pack },
    after: { calls: calls(learned.compared, moved), pack: written.value.pack },
  });
  return succeed({ bytes: written.value.bytes, report });
}

/** Features of another network or look have no common distance. */
function isUsable({ cells, networkSha256, tiles }: LearningTask['golden'], { base, golden }: LearningTask): boolean {
  const isSame =
    networkSha256 === base.networkSha256 && JSON.stringify(tiles) === JSON.stringify(base.pack.input.tiles);
  return isSame && cells !== undefined && cells.columns === golden.cells?.columns && cells.data.every(Number.isFinite);
}

/** Undefined if it was cancelled. */
async function compareAll(
  { base, pictures }: LearningTask,
  terms: AnomalyTerms,
  { checkpoint, kept }: LearningTools,
): Promise<readonly ComparedPicture[] | undefined> {
  const compared: ComparedPicture[] = [];
  for (const [done, picture] of pictures.entries()) {
    if (!(await checkpoint({ step: 'teach', done, total: pictures.length }))) return undefined;
    const measured = (kept && keptComparison(kept, picture)) ?? comparePicture(picture, base, terms);
    kept?.compared.set(picture.recordId, measured);
    compared.push(measured);
  }
  return compared;
}

function areaExamples({ examples }: LearningTask): readonly AreaExample[] {
  return examples.filter((example): example is AreaExample => example.kind !== 'level');
}

function planOf({ base }: LearningTask, terms: AnomalyTerms, checkpoint: Checkpoint) {
  const { anomaly } = terms;
  const known = new Set(exampleIdsOf(base.pack));
  const rowsOf = (bank: UnpackedPack['bank']): Vectors => ({
    rows: bank === undefined ? 0 : bank.rows,
    columns: anomaly.bank.columns,
    data: Float32Array.from(bank === undefined ? [] : bank.data),
  });
  // Rows of earlier examples are among the known ones; they count for the limit.
  const bank = {
    known: rowsOf(base.bank),
    normal: rowsOf(base.examples?.normal),
    faults: rowsOf(base.examples?.faults),
  };
  return { terms, known, checkpoint, bank };
}

/** Those that neither the base has learned nor an area explains by now: their pictures are among those compared. */
function newLevelExamples(
  { base, examples, pictures }: LearningTask,
  { compared }: ExamplesLearned,
): readonly LevelExample[] {
  const learned = new Set(exampleIdsOf(base.pack));
  const records = new Set(pictures.map(({ recordId }) => recordId));
  return examples.filter(
    (example): example is LevelExample =>
      example.kind === 'level' && !learned.has(example.id) && records.has(example.recordId) && compared.length > 0,
  );
}

function withMovedLimits(compared: readonly ComparedPicture[], anomaly: PackAnomaly): PackAnomaly {
  const scores = compared.flatMap<SaidScore>((each) => {
    const { said } = each.picture;
    return said === undefined ? [] : [{ rawScore: scoreOf(each, anomaly), said }];
  });
  const threshold = movedThreshold(scores, anomaly.calibration);
  const falseAlarmRate =
    threshold === anomaly.calibration.threshold
      ? anomaly.calibration.falseAlarmRate
      : rateAt(threshold, anomaly.calibration);
  const calibration = { ...anomaly.calibration, threshold, falseAlarmRate };
  return { ...anomaly, calibration, severity: [...movedBands(scores, anomaly.severity, calibration)] };
}

/** A confirmed fault that the pack found and would not find under the moved threshold. */
function hidesByLimits(
  before: ComparedPicture,
  after: ComparedPicture | undefined,
  terms: AnomalyTerms,
  moved: PackAnomaly,
): boolean {
  const found = foundFaults(before, terms);
  return found !== undefined && after !== undefined && isHidden(found, after, terms, moved);
}
