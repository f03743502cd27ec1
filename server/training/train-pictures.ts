/** The training thread: reads a ZIP, computes embeddings, trains a head and checks it. One job at a time. */
import { join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { limitDecoderMemory } from '../../node-host/decode-picture';
import { createNodeEngine, nodeHost } from '../../node-host/node-engine';
import { openZipDataset } from '../../node-host/open-dataset';
import { findPack, loadPackBytes, readPack } from '../../node-host/pack-folder';
import type { PackBytes } from '../../src/domain/loaded-pack';
import type { Pack } from '../../src/domain/pack';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { LabelledPicture } from '../../src/domain/class-teaching';
import type { Engine } from '../../src/engine/engine';
import { compareHeads } from './compare-with-previous';
import { embedPictures } from './embed-pictures';
import { surveyPictures } from './survey-pictures';
import type { TrainAnswer, TrainFailure, TrainJob, TrainMessage } from './train-messages';

type TrainResult = TrainAnswer['result'];
type Send = (message: TrainMessage) => void;

limitDecoderMemory();

/** Trains and returns the head, which has passed its golden check. */
export async function trainPictures(job: TrainJob): Promise<TrainAnswer> {
  const messages = new BroadcastChannel(job.channel);
  const found = new Map<string, TrainAnswer['found'][number]>();
  const send = (message: TrainMessage): void => {
    if (message.kind !== 'progress') found.set(message.kind, message);
    messages.postMessage(message);
  };
  try {
    const result = await readAndTrain(job, send);
    return { result, found: [...found.values()] };
  } finally {
    messages.close();
  }
}

async function readAndTrain(job: TrainJob, send: Send): Promise<TrainResult> {
  const dataset = await openZipDataset(job.zipPath, job.limits);
  if (!dataset.ok) return dataset;
  try {
    const surveyed = await surveyPictures(dataset.value.files, job.limits, send);
    if (!surveyed.ok) return surveyed;
    const base = await openBase(job);
    if (!base.ok) return base;
    const pictures = await embedPictures(surveyed.value, { ...base.value, send });
    return await train(job, base.value, pictures, send);
  } finally {
    await dataset.value.close();
  }
}

/** The base, open in an engine of this job. */
interface OpenBase {
  readonly engine: Engine;
  readonly pack: Pack;
}

async function openBase({ modelsDir, basePackId }: TrainJob): Promise<Result<OpenBase, TrainFailure>> {
  const found = await findPack(join(modelsDir, basePackId));
  if (found === undefined) return fail(packFault({ kind: 'missing-file', file: `${basePackId}/pack.json` }));
  if ('fault' in found) return fail(packFault(found.fault));
  const bytes = await readPack(found);
  if (!bytes.ok) return fail(packFault(bytes.fault));
  const engine = createNodeEngine({ threads: 1 });
  const loaded = await loadPackBytes(engine, bytes.value);
  if (!loaded.ok) return fail(packFault(loaded.fault));
  return succeed({ engine, pack: found.pack });
}

function packFault(fault: Extract<TrainFailure, { kind: 'pack-fault' }>['fault']): TrainFailure {
  return { kind: 'pack-fault', fault };
}

async function train(
  { identity, seed, previous, modelsDir }: TrainJob,
  { engine, pack }: OpenBase,
  pictures: readonly LabelledPicture[],
  send: Send,
): Promise<TrainResult> {
  const trained = await engine.train({
    packId: pack.id,
    pictures,
    options: { identity, seed, isOrdered: false },
    checkpoint: (progress) => {
      send({ kind: 'progress', progress });
      return Promise.resolve(true);
    },
  });
  if (!trained.ok) return trained;
  const { bytes, report } = trained.value;
  // Loading computes the golden numbers with the files as they will serve.
  const checked = await loadPackBytes(engine, bytes);
  if (!checked.ok) return fail(packFault(checked.fault));
  return succeed({
    manifest: nodeHost.decodeText(bytes.manifest),
    files: ownFiles(checked.value.pack, bytes, pack),
    report,
    learnedFrom: pictures.map(({ sha256 }) => sha256),
    comparison: await compareHeads({ pictures, report, previous, modelsDir }),
  });
}

/** The files that the base does not have, by their SHA-256. */
function ownFiles({ files }: Pack, bytes: PackBytes, base: Pack): Readonly<Record<string, Uint8Array>> {
  const known = new Set(Object.values(base.files).map(({ sha256 }) => sha256));
  return Object.fromEntries(
    Object.entries(files).flatMap(([name, { sha256 }]) => {
      const content = bytes.files[name];
      return known.has(sha256) || content === undefined ? [] : [[sha256, new Uint8Array(content)] as const];
    }),
  );
}

