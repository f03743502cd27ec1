import type { Baseline } from '../src/engine/baseline/compare';
import type { Engine } from '../src/engine/engine';
import type { NodeWords } from '../src/words/words';
import type { Interruption } from './interruption';
import { predictEach, type Outcome } from './predict';
import { codeOf, createProgress, print, warn } from './standard-streams';
import { openRecordFile, type RecordFile } from './record-file';
import type { ResultWriter } from './result-writers';
import { openViewFolder, type ViewWriter } from './write-views';

/** What a run needs besides its files: the engine with the pack loaded, and where the results go. */
export interface RunPlan {
  readonly words: NodeWords;
  readonly engine: Engine;
  readonly packId: string;
  readonly writer: ResultWriter;
  readonly interruption: Interruption;
  readonly packTitle: string;
  /** Folder of the views, if they are wanted. */
  readonly out: string | undefined;
  readonly baselines: readonly Baseline[];
  /** ZIP file of the records, if they are wanted. */
  readonly records: string | undefined;
}

/** Inspects `files` and prints each result as soon as it is computed. Resolves to the exit code. */
export async function printResults(files: readonly string[], plan: RunPlan): Promise<number> {
  const { words, interruption, out } = plan;
  const views = out === undefined ? undefined : await openViews(words, out, files);
  const records = await openRecords(plan);
  const tally = await printEach(files, plan, views === 'unusable' ? undefined : views, records);
  const hasRecords = await writeRecords(plan, records);
  if (tally.withoutViews.length > 0) warn(words.say('cli.viewsFailed', viewsFailure(words, out, tally)));
  const { done, failed } = tally;
  if (interruption.exitCode() !== undefined)
    warn(words.say('cli.stopped', { done: done + failed, count: files.length }));
  const isWhole = failed === 0 && hasRecords && views !== 'unusable' && tally.withoutViews.length === 0;
  return interruption.exitCode() ?? (isWhole ? 0 : 1);
}

/** The counts of the pictures so far. */
interface Tally {
  readonly done: number;
  readonly failed: number;
  /** Pictures with a result whose views could not be written, and why. */
  readonly withoutViews: readonly { readonly file: string; readonly code: string }[];
}

/** The output is also completed after an unexpected failure: it then has every result up to it. */
async function printEach(
  files: readonly string[],
  { words, engine, packId, baselines, writer, interruption: { signal } }: RunPlan,
  writeViews: ViewWriter | undefined,
  recordFile: RecordFile | undefined,
): Promise<Tally> {
  const progress = createProgress(words, process.stderr, files.length);
  const dependencies = { words, engine, packId, baselines, writeViews, recordFile, interrupted: signal };
  let tally: Tally = { done: 0, failed: 0, withoutViews: [] };
  await print(writer.begin());
  try {
    progress.update(0);
    for await (const outcome of predictEach(files, dependencies)) {
      progress.clear();
      await print(writer.result(outcome));
      tally = counted(tally, outcome);
      if (tally.done + tally.failed < files.length) progress.update(tally.done + tally.failed);
    }
  } finally {
    progress.clear();
    await print(writer.end({ done: tally.done, count: files.length }));
  }
  return tally;
}

function counted({ done, failed, withoutViews }: Tally, outcome: Outcome): Tally {
  if (outcome.kind === 'failed') return { done, failed: failed + 1, withoutViews };
  const { file, viewsFault: code } = outcome;
  return {
    done: done + 1,
    failed,
    withoutViews: code === undefined ? withoutViews : [...withoutViews, { file, code }],
  };
}

async function openViews(words: NodeWords, out: string, files: readonly string[]): Promise<ViewWriter | 'unusable'> {
  try {
    return await openViewFolder(out, files);
  } catch (error) {
    warn(words.say('cli.viewsFolder', { folder: out, code: codeOf(error) }));
    return 'unusable';
  }
}

async function openRecords({ records, packTitle }: RunPlan): Promise<RecordFile | undefined> {
  return records === undefined ? undefined : openRecordFile(records, packTitle);
}

/** False where they are wanted and could not be written. */
async function writeRecords({ words, records }: RunPlan, file: RecordFile | undefined): Promise<boolean> {
  try {
    await file?.write();
    return true;
  } catch (error) {
    warn(words.say('cli.recordsFailed', { file: records ?? '', code: codeOf(error) }));
    return false;
  }
}

function viewsFailure(words: NodeWords, out: string | undefined, { withoutViews }: Tally) {
  const codes = words.list([...new Set(withoutViews.map(({ code }) => code))]);
  return { files: words.list(withoutViews.map(({ file }) => file)), folder: out ?? '', codes };
}
