/** An inspecting thread: its own engine, single-threaded, with the packs that the server offers. */
import { join } from 'node:path';
import { workerData } from 'piscina';
import * as v from 'valibot';
import { decodePicture, limitDecoderMemory } from '../../node-host/decode-picture';
import { drawView, sizeWithinPixels, withinPixels } from '../../node-host/draw-views';
import { createNodeEngine } from '../../node-host/node-engine';
import { findPack, loadPack, loadPackBytes } from '../../node-host/pack-folder';
import type { VerdictWithRasters } from '../../src/domain/inspection';
import type { PackFault } from '../../src/domain/pack';
import type { Picture } from '../../src/domain/picture';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { Baseline } from '../../src/engine/baseline/compare';
import { readHeadPack } from '../training/head-folder';
import type { BaselineFault, DrawnViews, InspectAnswer, InspectJob } from './inference-job';

const setupSchema = v.object({ modelsDir: v.string(), packIds: v.array(v.string()), viewLimitPixels: v.number() });

const setup = v.parse(setupSchema, workerData);
limitDecoderMemory();
const engine = createNodeEngine({ threads: 1 });
const packFaults = new Map<string, PackFault>();
for (const packId of setup.packIds) await openPack(packId);

/** Decodes, inspects, and draws the views if they are requested. */
export async function inspectPicture(job: InspectJob): Promise<InspectAnswer> {
  const { packId, bytes, limit, views } = job;
  if (job.headFolder !== undefined) await openHead(packId, job.headFolder);
  const packFault = packFaults.get(packId);
  if (packFault !== undefined) return fail({ kind: 'pack-fault', fault: packFault });
  const startedMs = performance.now();
  const picture = await decodePicture(bytes, (original) => engine.leastSize(packId, original));
  if (!picture.ok) return picture;
  const decodeMs = performance.now() - startedMs;
  const baselines = await readBaselines(job);
  if (!baselines.ok) return baselines;
  const inspected = await engine.inspect({
    packId,
    picture: picture.value,
    decodeMs,
    limit,
    baselines: baselines.value,
  });
  if (!inspected.ok) return inspected;
  const { verdict } = inspected.value;
  if (views.kind === 'none' || verdict.refused !== undefined) return succeed({ verdict });
  const ground = await viewGround(picture.value, bytes);
  return succeed({ verdict, views: await drawViews(ground, inspected.value, views.caption) });
}

/** The features of the baseline pictures, one decoded picture at a time. */
async function readBaselines({
  packId,
  baselines = [],
}: InspectJob): Promise<Result<readonly Baseline[], BaselineFault>> {
  const found: Baseline[] = [];
  for (const { id, bytes } of baselines) {
    const picture = await decodePicture(bytes, (original) => engine.leastSize(packId, original));
    const features = picture.ok ? await engine.extract({ packId, picture: picture.value }) : picture;
    if (!features.ok) return fail({ kind: 'baseline-fault', fileName: id, fault: features.fault });
    found.push({ id, features: features.value });
  }
  return succeed(found);
}

/** A pack that cannot be used is reported for each picture; the thread continues. */
async function openPack(packId: string): Promise<void> {
  const opened = await loadPackById(packId);
  if (!opened.ok) packFaults.set(packId, opened.fault);
}

/** The folder of the version that is open, by the id of the pack. */
const headFolders = new Map<string, string>();

async function openHead(packId: string, folder: string): Promise<void> {
  if (headFolders.get(packId) === folder) return;
  const bytes = await readHeadPack(folder, setup.modelsDir);
  const opened = bytes.ok ? await loadPackBytes(engine, bytes.value) : bytes;
  if (opened.ok) packFaults.delete(packId);
  else packFaults.set(packId, opened.fault);
  headFolders.set(packId, folder);
}

async function loadPackById(packId: string): Promise<Result<unknown, PackFault>> {
  const found = await findPack(join(setup.modelsDir, packId));
  if (found === undefined) return fail({ kind: 'missing-file', file: `${packId}/pack.json` });
  if ('fault' in found) return fail(found.fault);
  return loadPack(engine, found);
}

/** The picture on which views are drawn: in its size, or as large as views may be. */
async function viewGround(picture: Picture, bytes: Uint8Array): Promise<Picture> {
  const { viewLimitPixels } = setup;
  if (picture.reduced === undefined) return withinPixels(picture, viewLimitPixels);
  const larger = await decodePicture(bytes, (original) => sizeWithinPixels(original, viewLimitPixels));
  return withinPixels(larger.ok ? larger.value : picture, viewLimitPixels);
}

/** One after another, so that only one drawing is in memory. */
async function drawViews(ground: Picture, inspected: VerdictWithRasters, caption: string): Promise<DrawnViews> {
  return {
    mask: await drawView('mask', ground, inspected, caption),
    overlay: await drawView('overlay', ground, inspected, caption),
    filtered: await drawView('filtered', ground, inspected, caption),
    bounded: await drawView('bounded', ground, inspected, caption),
  };
}
