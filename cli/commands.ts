/** The two commands. Each resolves to its exit code. */
import { join } from 'node:path';
import { createNodeEngine } from '../node-host/node-engine';
import { findPack, listPacks, loadPack } from '../node-host/pack-folder';
import type { PackFault } from '../src/domain/pack';
import type { Engine } from '../src/engine/engine';
import { describePackFault } from '../src/words/fault-text';
import type { NodeWords } from '../src/words/words';
import { expandPaths } from './expand-paths';
import { createProgress, renderJson, renderPacks, renderTable } from './output';
import { predictAll, type Outcome } from './predict';
import { createViewWriter } from './write-views';

/** The options of `fieldgrade predict`. */
export interface PredictOptions {
  readonly pack: string;
  readonly json: boolean;
  readonly out?: string;
  readonly models: string;
}

/** Inspects the pictures at `typed` and prints the results. */
export async function runPredict(words: NodeWords, typed: readonly string[], options: PredictOptions): Promise<number> {
  const found = await findPack(join(options.models, options.pack));
  if (found === undefined) return refuseUnknownPack(words, options);
  if ('fault' in found) return refusePack(words, found.fault);
  const files = await expandPaths(typed);
  if (files.length === 0) return refuse(2, words.say('cli.noPictures', { paths: words.list(typed) }));
  const engine = createNodeEngine();
  const loaded = await loadPack(engine, found);
  if (!loaded.ok) return refusePack(words, loaded.fault);
  const outcomes = await predictWithProgress(words, files, engine, options);
  process.stdout.write(options.json ? renderJson(outcomes) : renderTable(words, outcomes, loaded.value.pack));
  return outcomes.some(({ kind }) => kind === 'failed') ? 1 : 0;
}

/** Lists the packs of a folder. */
export async function runPacks(words: NodeWords, modelsFolder: string): Promise<number> {
  const packs = await listPacks(modelsFolder);
  process.stdout.write(renderPacks(words, packs));
  return packs.some((entry) => 'fault' in entry) ? 1 : 0;
}

async function predictWithProgress(
  words: NodeWords,
  files: readonly string[],
  engine: Engine,
  { pack, out }: PredictOptions,
): Promise<readonly Outcome[]> {
  const progress = createProgress(words, process.stderr, files.length);
  const writeViews = out === undefined ? undefined : createViewWriter(out);
  const outcomes = await predictAll(files, { words, engine, packId: pack, writeViews, onProgress: progress.update });
  progress.end();
  return outcomes;
}

async function refuseUnknownPack(words: NodeWords, { pack, models }: PredictOptions): Promise<number> {
  const known = (await listPacks(models)).flatMap((entry) => ('pack' in entry ? [entry.pack.id] : []));
  return refuse(2, words.say('cli.unknownPack', { pack, known: words.list(known) }));
}

function refusePack(words: NodeWords, fault: PackFault): number {
  return refuse(1, words.say('cli.fault', { ...describePackFault(words, fault) }));
}

function refuse(exitCode: number, message: string): number {
  process.stderr.write(`${message}\n`);
  return exitCode;
}
