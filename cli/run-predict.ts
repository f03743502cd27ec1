import { join } from 'node:path';
import { describePackFault } from '../src/domain/fault-text';
import type { PackFault } from '../src/domain/pack';
import type { Engine } from '../src/engine/engine';
import { toPrediction } from '../src/protocol/prediction';
import { expandPaths } from './expand-paths';
import { createNodeEngine } from '../node-host/node-engine';
import { findPack, listPacks, loadPack } from '../node-host/pack-folder';
import { predictAll, type Outcome } from './predict';
import { createProgress } from './progress';
import { renderTable } from './table';
import { createViewWriter } from './write-views';

/** The options of `fieldgrade predict`. */
export interface PredictOptions {
  readonly pack: string;
  readonly json: boolean;
  readonly out?: string;
  readonly models: string;
}

/** Inspects what was typed and prints the results; resolves to the exit code. */
export async function runPredict(typed: readonly string[], options: PredictOptions): Promise<number> {
  const found = await findPack(join(options.models, options.pack));
  if (found === undefined) return refuseUnknownPack(options);
  if ('fault' in found) return refusePack(found.fault);
  const files = await expandPaths(typed);
  if (files.length === 0) return complain(2, `No pictures in ${typed.join(', ')}.`);
  const engine = createNodeEngine();
  const loaded = await loadPack(engine, found);
  if (!loaded.ok) return refusePack(loaded.fault);
  const outcomes = await predictWithProgress(files, engine, options);
  process.stdout.write(options.json ? toJson(outcomes) : `${renderTable(outcomes, loaded.value.pack)}\n`);
  return outcomes.some(({ kind }) => kind === 'failed') ? 1 : 0;
}

async function predictWithProgress(
  files: readonly string[],
  engine: Engine,
  { pack, out }: PredictOptions,
): Promise<readonly Outcome[]> {
  const progress = createProgress(process.stderr, files.length);
  const writeViews = out === undefined ? undefined : createViewWriter(out);
  const outcomes = await predictAll(files, { engine, packId: pack, writeViews, onProgress: progress.update });
  progress.end();
  return outcomes;
}

function toJson(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) =>
    outcome.kind === 'done' ? toPrediction(outcome.file, outcome.verdict) : outcome.failure,
  );
  return `${JSON.stringify(rows, null, 2)}\n`;
}

async function refuseUnknownPack({ pack, models }: PredictOptions): Promise<number> {
  const known = (await listPacks(models)).flatMap((entry) => ('pack' in entry ? [entry.pack.id] : []));
  return complain(2, `There is no pack “${pack}”. Known packs: ${known.join(', ')}.`);
}

function refusePack(fault: PackFault): number {
  const { title, advice } = describePackFault(fault);
  return complain(1, `${title} ${advice}`);
}

function complain(exitCode: number, message: string): number {
  process.stderr.write(`${message}\n`);
  return exitCode;
}
