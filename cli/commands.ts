/** The two commands. Each resolves to its exit code. */
import { openNamedPack } from '../node-host/named-pack';
import { createNodeEngine } from '../node-host/node-engine';
import { listPacks, loadPackBytes } from '../node-host/pack-folder';
import { textIn } from '../src/domain/localised-text';
import type { Pack } from '../src/domain/pack';
import type { NodeWords } from '../src/words/words';
import { readBaselines } from './read-baselines';
import { expandPaths } from './expand-paths';
import type { Interruption } from './interruption';
import { print, warn } from './standard-streams';
import { refuse, refuseNamedPack } from './refuse-pack';
import { printResults } from './print-results';
import { jsonLinesWriter, jsonWriter, tableWriter, type ResultWriter } from './result-writers';
import { renderPacks } from './table';

/** The options of `fieldgrade predict`. */
export interface PredictOptions {
  readonly pack: string;
  readonly json: boolean;
  readonly jsonl: boolean;
  readonly out?: string;
  /** Pictures of the same object in its normal state. */
  readonly baseline?: readonly string[];
  readonly records?: string;
  readonly models: string;
}

/** Inspects the pictures at `typed` and prints each result as soon as it is computed. */
export async function runPredict(
  words: NodeWords,
  typed: readonly string[],
  options: PredictOptions,
  interruption: Interruption,
): Promise<number> {
  const named = await openNamedPack(options.pack, options.models);
  if (!named.ok) return refuseNamedPack(words, named.fault);
  const { pack, bytes } = named.value;
  const { files, skipped } = await expandPaths(typed);
  for (const file of skipped) warn(words.say('cli.skipped', { file }));
  if (files.length === 0) return refuse(2, words.say('cli.noPictures', { paths: words.list(typed) }));
  const engine = createNodeEngine();
  const loaded = await loadPackBytes(engine, bytes);
  if (!loaded.ok) return refuseNamedPack(words, { kind: 'pack-fault', fault: loaded.fault });
  const baselines = await readBaselines(options.baseline ?? [], { words, engine, packId: pack.id });
  if (!baselines.ok) return refuse(1, baselines.fault);
  const writer = chooseWriter(words, pack, files, options);
  const { out, records } = options;
  return printResults(files, {
    words,
    engine,
    writer,
    interruption,
    packId: pack.id,
    packTitle: textIn(pack.title, words.locale.tag),
    out,
    records,
    baselines: baselines.value,
  });
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
