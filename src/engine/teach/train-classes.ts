/** Trains a classifier on the embeddings of labelled pictures. Rules TCH in `docs/spec/teaching.md`. */
import type { PackBytes } from '../../domain/loaded-pack';
import type { Checkpoint } from '../../domain/operation';
import { fail, succeed, type Result } from '../../domain/result';
import type { TeachFault } from '../../domain/teach-fault';
import type { ClassTrainReport, TrainPoint } from '../../domain/teach-report';
import { fewestPerClass } from '../../domain/teaching';
import {
  chooseHead,
  foldsOf,
  judgeHead,
  trainHead,
  type HeadStep,
  type JudgedHead,
  type TrainedHead,
} from '../../learning/heads/compare-heads';
import { headKinds, type HeadKind } from '../../learning/heads/head-kinds';
import { taughtPictures } from '../../learning/taught-distance';
import { runInParts, type InParts } from '../../math/in-parts';
import type { EngineHost } from '../engine-host';
import { holdOut, poolOf, type HeldOut, type TaughtClasses } from './class-pool';
import { reportClasses, trainPointOf } from './class-train-report';
import type { ClassTeaching } from './class-teaching';
import { writeClassPack, type ClassParts } from './write-class-pack';

export interface ClassTrainTools {
  readonly host: Pick<EngineHost, 'sha256'>;
  readonly checkpoint: Checkpoint;
  /** Called for each point of the live curve. */
  readonly onPoint?: (point: TrainPoint) => void;
}

export interface TrainedClassPack {
  /** Files of the base are shared with it, not copied: do not transfer their buffers. */
  readonly bytes: PackBytes;
  readonly report: ClassTrainReport;
}

/** The same pictures, options and seed give the same pack. */
export async function trainClasses(
  teaching: ClassTeaching,
  tools: ClassTrainTools,
): Promise<Result<TrainedClassPack, TeachFault>> {
  const fault = firstFault(teaching);
  if (fault !== undefined) return fail(fault);
  const course = courseOf(teaching, tools.onPoint);
  const { checkpoint, host } = tools;
  const learned = await runInParts(learn(teaching, course), () =>
    checkpoint({ step: 'teach', done: Math.min(course.done + course.fold, course.total - 1), total: course.total }),
  );
  if (learned === undefined) return fail({ kind: 'cancelled' });
  const { report } = learned;
  const bytes = await writeClassPack({ teaching, ...learned }, host);
  return bytes.ok ? succeed({ bytes: bytes.value, report }) : bytes;
}

/** Progress of a training: finished heads, and folds of the one that is judged. */
interface Course {
  done: number;
  fold: number;
  /** The head whose curve is drawn. */
  drawn: string | undefined;
  readonly total: number;
  readonly kinds: readonly HeadKind[];
  readonly classes: TaughtClasses;
  readonly held: HeldOut;
  readonly curve: TrainPoint[];
  readonly onPoint: ClassTrainTools['onPoint'];
}

function courseOf({ pictures, options }: ClassTeaching, onPoint: ClassTrainTools['onPoint']): Course {
  const { seed, isOrdered, classOrder = [] } = options;
  const classes = poolOf(pictures, classOrder);
  const held = holdOut(classes, seed);
  const kinds = headKinds(isOrdered);
  const folds = kinds.reduce((sum, kind) => sum + foldsOf(kind, held.known), 0);
  const total = folds + held.parts.length + 2;
  return { done: 0, fold: 0, drawn: undefined, total, kinds, classes, held, curve: [], onPoint };
}

/** The result of a training: all that the pack needs. */
type Learned = Omit<ClassParts, 'teaching'>;

function* learn({ options }: ClassTeaching, course: Course): InParts<Learned> {
  const { seed, isOrdered, weighting = 'balanced' } = options;
  const plan = { seed, isOrdered, weighting };
  const { classes, held, curve } = course;
  const judged: JudgedHead[] = [];
  for (const kind of course.kinds) judged.push(yield* watched(judgeHead(kind, held.known, plan), course));
  const best = chooseHead(judged);
  const tested = yield* watched(trainHead(best, held.known, plan), course);
  const ofParts: TrainedHead[] = [];
  for (const { learned } of held.parts) ofParts.push(yield* watched(trainHead(best, learned, plan), course));
  const trained = yield* watched(trainHead(best, classes.pool, plan), course);
  const report = reportClasses({ classes, held, judged, best, tested, ofParts, curve, seed });
  const taught = yield* taughtPictures(classes.pool, trained.scaling, seed);
  return { trained, report, classes, taught };
}

/** Notes the progress and the live curve: that of the first head that is searched. */
function* watched<Value>(steps: Generator<HeadStep, Value>, course: Course): InParts<Value> {
  let folds = 1;
  for (let next = steps.next(); ; next = steps.next()) {
    if (next.done === true) {
      course.done += folds;
      course.fold = 0;
      return next.value;
    }
    ({ folds, fold: course.fold } = next.value);
    draw(next.value, course);
    yield next.value.work;
  }
}

function draw(step: HeadStep, course: Course): void {
  const point = trainPointOf(step);
  if (point === undefined || step.head !== (course.drawn ?? step.head)) return;
  course.drawn = step.head;
  course.curve.push(point);
  course.onPoint?.(point);
}

function firstFault({ base, pictures, golden }: ClassTeaching): TeachFault | undefined {
  const { pack } = base;
  if (pack.network.embedding === undefined) return { kind: 'base-without-embedding', packId: pack.id };
  const unusable = pictures.find(
    ({ embedding }) => embedding.length !== golden.length || !embedding.every(Number.isFinite),
  );
  if (unusable !== undefined) return { kind: 'unusable-picture', name: unusable.name };
  const counts = new Map<string, number>();
  for (const { label } of pictures) counts.set(label, 1 + (counts.get(label) ?? none));
  if (counts.size < 2) return { kind: 'too-few-classes', found: counts.size };
  const small = [...counts].find(([, count]) => count < fewestPerClass);
  return small && { kind: 'too-few-of-class', label: small[0], found: small[1], wanted: fewestPerClass };
}

/** Pictures of a class that has not been counted yet. */
const none = 0;
