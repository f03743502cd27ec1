/** `fieldgrade insights` and `fieldgrade train`. Each resolves to its exit code. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { decodePicture } from '../node-host/decode-picture';
import { writeFieldPackFile } from '../node-host/field-pack-file';
import { openNamedPack } from '../node-host/named-pack';
import { createNodeEngine, nodeHost } from '../node-host/node-engine';
import { openDataset, readFacts, type Dataset, type DatasetFault } from '../node-host/open-dataset';
import { loadPackBytes } from '../node-host/pack-folder';
import type { PackBytes } from '../src/domain/loaded-pack';
import type { Pack } from '../src/domain/pack';
import type { Engine } from '../src/engine/engine';
import { alwaysContinue } from '../src/engine/extract';
import { goldenPicture } from '../src/engine/golden';
import type { ClassPicture } from '../src/engine/teach/class-teaching';
import { trainClasses } from '../src/engine/teach/train-classes';
import { unpack } from '../src/engine/unpack';
import { summariseDataset, type LabelledFacts, type LabelledInsights } from '../src/engine/teach/dataset-facts';
import type { NodeWords } from '../src/words/words';
import { listFolder } from './list-folder';
import { print, warn } from './print';
import { refuse, refuseNamedPack } from './refuse-pack';

export interface InsightsOptions {
  readonly json: boolean;
}

export interface TrainOptions {
  readonly pack: string;
  readonly out: string;
  readonly seed: string;
  readonly ordered: boolean;
  readonly title?: string;
  readonly models: string;
}

const listFiles = async (folder: string) => (await listFolder(folder)).files;

/** Prints what is known of a labelled dataset. */
export async function runInsights(words: NodeWords, path: string, { json }: InsightsOptions): Promise<number> {
  const dataset = await openDataset(path, listFiles);
  if (!dataset.ok) return refuseDataset(words, path, dataset.fault);
  const facts: LabelledFacts[] = [];
  for await (const each of readFacts(dataset.value)) facts.push(each);
  await dataset.value.close();
  if (facts.length === 0) return refuse(1, words.say('cli.noLabelled', { path }));
  const insights = summariseDataset(facts);
  await print(json ? `${JSON.stringify(insights, null, 2)}\n` : insightsText(words, insights));
  return insights.unreadable.length > 0 ? 1 : 0;
}

function insightsText(words: NodeWords, insights: LabelledInsights): string {
  const { classes, width, height, duplicates, unreadable, imbalance } = insights;
  const longest = Math.max(...classes.map(({ label }) => label.length));
  const rows = classes.map(({ label, pictures }) => `${label.padEnd(longest)}  ${String(pictures).padStart(6)}`);
  const sides = (side: LabelledInsights['width']) =>
    side ? `${side.min} / ${side.mean.toFixed(1)} / ${side.max}` : '–';
  const facts = words.say('cli.insights', {
    pictures: insights.pictures,
    width: sides(width),
    height: sides(height),
    duplicates: duplicates.length,
    contradictions: duplicates.filter(({ isContradictory }) => isContradictory).length,
    unreadable: unreadable.length,
    imbalance: imbalance.toFixed(1),
  });
  return `${[...rows, facts].join('\n')}\n`;
}

/** Trains a classifier and writes it as a pack file. */
export async function runTrain(words: NodeWords, path: string, options: TrainOptions): Promise<number> {
  const named = await openNamedPack(options.pack, options.models);
  if (!named.ok) return refuseNamedPack(words, named.fault);
  const dataset = await openDataset(path, listFiles);
  if (!dataset.ok) return refuseDataset(words, path, dataset.fault);
  const engine = createNodeEngine();
  const loaded = await loadPackBytes(engine, named.value.bytes);
  if (!loaded.ok) return refuseNamedPack(words, { kind: 'pack-fault', fault: loaded.fault });
  const { pack } = named.value;
  const pictures = await embed(words, dataset.value, engine, pack);
  await dataset.value.close();
  const golden = await goldenEmbedding(engine, named.value.bytes, pack);
  const identity = {
    id: `taught-${randomUUID().slice(0, 8)}`,
    version: '1.0.0',
    title:
      options.title ??
      pictures
        .map(({ label }) => label)
        .filter((label, at, all) => all.indexOf(label) === at)
        .join(', ')
        .slice(0, 80),
    taughtAt: new Date().toISOString(),
  };
  const trained = await trainClasses(
    {
      base: { pack, files: named.value.bytes.files },
      golden,
      pictures,
      options: { identity, seed: Number(options.seed), isOrdered: options.ordered },
    },
    { host: nodeHost, checkpoint: alwaysContinue },
  );
  if (!trained.ok) return refuse(1, words.say('cli.notTrained', { reason: JSON.stringify(trained.fault) }));
  const written = await writeFieldPackFile(options.out, trained.value.bytes, {
    modelsFolder: options.models,
    signedAt: identity.taughtAt,
    signerName: hostname(),
  });
  if (!written.ok) return refuseNamedPack(words, { kind: 'pack-fault', fault: written.fault });
  await print(`${JSON.stringify(trained.value.report, null, 2)}\n`);
  warn(words.say('cli.trained', { file: options.out, accuracy: (100 * trained.value.report.accuracy).toFixed(1) }));
  return 0;
}

/** Embeddings of the pictures that can be read; the others are named. */
async function embed(words: NodeWords, dataset: Dataset, engine: Engine, pack: Pack): Promise<readonly ClassPicture[]> {
  const pictures: ClassPicture[] = [];
  for (const { name, label, read } of dataset.files) {
    const bytes = await read();
    const picture = bytes && (await decodePicture(bytes, (original) => engine.leastSize(pack.id, original)));
    const features =
      picture?.ok === true ? await engine.extract({ packId: pack.id, picture: picture.value }) : undefined;
    const embedding = features?.ok === true ? features.value.embedding : undefined;
    if (embedding === undefined) warn(words.say('cli.failed', { file: name }));
    else pictures.push({ name, label, embedding });
  }
  return pictures;
}

async function goldenEmbedding(engine: Engine, bytes: PackBytes, pack: Pack): Promise<Float32Array> {
  const unpacked = await unpack(bytes, { host: nodeHost, checkpoint: alwaysContinue });
  if (!unpacked.ok) throw new Error('a pack that was loaded has a fault');
  const features = await engine.extract({ packId: pack.id, picture: goldenPicture(unpacked.value) });
  return features.ok && features.value.embedding !== undefined ? features.value.embedding : new Float32Array(0);
}

function refuseDataset(words: NodeWords, path: string, fault: DatasetFault): number {
  return refuse(2, words.say('cli.badDataset', { path, reason: fault.kind }));
}
