/** Trains a classifier on the embeddings of labelled pictures. Rules TCH in `docs/spec/teaching.md`. */
import type { PackBytes } from '../../domain/loaded-pack';
import type { Checkpoint } from '../../domain/operation';
import { fail, succeed, type Result } from '../../domain/result';
import type { TeachFault } from '../../domain/teach-fault';
import type { ClassTrainReport, TrainPoint } from '../../domain/teach-report';
import { fewestPerClass } from '../../domain/teaching';
import {
  chooseHead,
  judgeHead,
  trainHead,
  type HeadStep,
  type JudgedHead,
  type TrainedHead,
} from '../../learning/heads/compare-heads';
import { headKinds } from '../../learning/heads/head-kinds';
import { taughtPictures } from '../../learning/taught-distance';
import type { EngineHost } from '../engine-host';
import { holdOut, poolOf } from './class-pool';
import { reportClasses, trainPointOf } from './class-train-report';
import type { ClassTeaching } from './class-teaching';
import { writeClassPack } from './write-class-pack';

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
  const { seed, isOrdered, weighting = 'balanced', classOrder = [] } = teaching.options;
  const classes = poolOf(teaching.pictures, classOrder);
  const plan = { seed, isOrdered, weighting };
  const held = holdOut(classes, seed);
  const driver = createDriver(headKinds(isOrdered).length + held.parts.length + 2, tools);
  const judged: JudgedHead[] = [];
  for (const kind of headKinds(isOrdered)) {
    const head = await driver.run(judgeHead(kind, held.known, plan));
    if (head === undefined) return fail({ kind: 'cancelled' });
    judged.push(head);
  }
  const best = chooseHead(judged);
  const tested = await driver.run(trainHead(best, held.known, plan));
  const ofParts: TrainedHead[] = [];
  for (const { learned } of held.parts) {
    const head = await driver.run(trainHead(best, learned, plan));
    if (head !== undefined) ofParts.push(head);
  }
  const trained = await driver.run(trainHead(best, classes.pool, plan));
  if (tested === undefined || ofParts.length < held.parts.length || trained === undefined)
    return fail({ kind: 'cancelled' });
  const report = reportClasses({ classes, held, judged, best, tested, ofParts, curve: driver.curve, seed });
  const taught = taughtPictures(classes.pool, trained.scaling, seed);
  const bytes = await writeClassPack({ teaching, trained, report, classes, taught }, tools.host);
  return bytes.ok ? succeed({ bytes: bytes.value, report }) : bytes;
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

interface Driver {
  /** Runs to the end; undefined if it was cancelled. */
  run<Value>(steps: Generator<HeadStep, Value>): Promise<Value | undefined>;
  readonly curve: readonly TrainPoint[];
}

/** Steps of a search between two checkpoints: a step takes milliseconds. */
const stepsPerCheckpoint = 5;

function createDriver(total: number, { checkpoint, onPoint }: ClassTrainTools): Driver {
  const curve: TrainPoint[] = [];
  let done = 0;
  let drawn: string | undefined;
  function note(step: HeadStep): void {
    const point = trainPointOf(step);
    if (point === undefined || (drawn !== undefined && drawn !== step.head)) return;
    drawn = step.head;
    curve.push(point);
    onPoint?.(point);
  }
  return {
    curve,
    run: async (steps) => {
      let count = 0;
      for (let next = steps.next(); ; next = steps.next()) {
        if (next.done === true) {
          done++;
          return next.value;
        }
        note(next.value);
        const isDue = count++ % stepsPerCheckpoint === 0;
        if (isDue && !(await checkpoint({ step: 'teach', done: Math.min(done, total - 1), total }))) return undefined;
      }
    },
  };
}
