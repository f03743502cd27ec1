/** The two commands. Each resolves to its exit code. */
import { join } from 'node:path';
import { createNodeEngine } from '../node-host/node-engine';
import { findPack, listPacks, loadPack } from '../node-host/pack-folder';
import type { Pack, PackFault } from '../src/domain/pack';
import { describePackFault } from '../src/words/fault-text';
import type { NodeWords } from '../src/words/words';
import { expandPaths } from './expand-paths';
import type { Interruption } from './interruption';
import { print, warn } from './print';
import { printResults } from './print-results';
import { jsonLinesWriter, jsonWriter, tableWriter, type ResultWriter } from './result-writers';
import { renderPacks } from './table';

/** The options of `fieldgrade predict`. */
export interface PredictOptions {
  readonly pack: string;
  readonly json: boolean;
  readonly jsonl: boolean;
  readonly out?: string;
  readonly models: string;
}

/** Inspects the pictures at `typed` and prints each result when it is there. */
export async function runPredict(
  words: NodeWords,
  typed: readonly string[],
  options: PredictOptions,
  interruption: Interruption,
): Promise<number> {
  const found = await findPack(join(options.models, options.pack));
  if (found === undefined) return refuseUnknownPack(words, options);
  if ('fault' in found) return refusePack(words, found.fault);
  const { files, skipped } = await expandPaths(typed);
  for (const file of skipped) warn(words.say('cli.skipped', { file }));
  if (files.length === 0) return refuse(2, words.say('cli.noPictures', { paths: words.list(typed) }));
  const engine = createNodeEngine();
  const loaded = await loadPack(engine, found);
  if (!loaded.ok) return refusePack(words, loaded.fault);
  const writer = chooseWriter(words, loaded.value.pack, files, options);
  return printResults(files, { words, engine, writer, interruption, packId: options.pack, out: options.out });
}

function chooseWriter(
  words: NodeWords,
  pack: Pack,
  files: readonly string[],
  { json, jsonl }: PredictOptions,
): ResultWriter {
  if (json) return jsonWriter(words);
  return jsonl ? jsonLinesWriter(words) : tableWriter(words, pack, files);
}

/** Lists the packs of a folder. */
export async function runPacks(words: NodeWords, modelsFolder: string): Promise<number> {
  const packs = await listPacks(modelsFolder);
  await print(renderPacks(words, packs));
  return packs.some((entry) => 'fault' in entry) ? 1 : 0;
}

async function refuseUnknownPack(words: NodeWords, { pack, models }: PredictOptions): Promise<number> {
  const known = (await listPacks(models)).flatMap((entry) => ('pack' in entry ? [entry.pack.id] : []));
  return refuse(2, words.say('cli.unknownPack', { pack, known: words.list(known) }));
}

function refusePack(words: NodeWords, fault: PackFault): number {
  return refuse(1, words.say('cli.fault', { ...describePackFault(words, fault) }));
}

function refuse(exitCode: number, message: string): number {
  warn(message);
  return exitCode;
}
