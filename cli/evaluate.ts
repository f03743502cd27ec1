/** `fieldgrade evaluate`: how well a pack tells labelled pictures apart. */
import { stat } from 'node:fs/promises';
import { openNamedPack } from '../node-host/named-pack';
import { createNodeEngine } from '../node-host/node-engine';
import { loadPackBytes } from '../node-host/pack-folder';
import type { Pack } from '../src/domain/pack';
import type { PredictionError } from '../src/export/prediction';
import { describeInspectFault } from '../src/words/fault-text';
import type { NodeWords } from '../src/words/words';
import { evaluationOf, evaluationText, type JudgedPicture } from './evaluation';
import type { Interruption } from './interruption';
import { listLabelled, type LabelledFile } from './labelled-folder';
import { predictEach, type PredictDependencies } from './predict';
import { createProgress, print, warn } from './print';
import { refuse, refuseNamedPack } from './refuse-pack';

/** The options of `fieldgrade evaluate`. */
export interface EvaluateOptions {
  readonly pack: string;
  readonly json: boolean;
  readonly models: string;
}

/** Judges the labelled pictures in and below `folder` and prints the figures. Resolves to the exit code. */
export async function runEvaluate(
  words: NodeWords,
  folder: string,
  options: EvaluateOptions,
  interruption: Interruption,
): Promise<number> {
  const named = await openNamedPack(options.pack, options.models);
  if (!named.ok) return refuseNamedPack(words, named.fault);
  const { pack, bytes } = named.value;
  const refusal = refusalOfPack(words, pack, folder);
  if (refusal !== undefined) return refuse(1, refusal);
  if (!(await isFolder(folder))) return refuse(2, words.say('cliTeach.evaluate.notAFolder', { folder }));
  const { labelled, unlabelled } = await listLabelled(folder);
  if (labelled.length === 0) return refuse(2, words.say('cliTeach.evaluate.noLabelled', { folder }));
  warnOfUnlabelled(words, unlabelled);
  const engine = createNodeEngine();
  const loaded = await loadPackBytes(engine, bytes);
  if (!loaded.ok) return refuseNamedPack(words, { kind: 'pack-fault', fault: loaded.fault });
  const dependencies = { words, engine, packId: pack.id, interrupted: interruption.signal };
  const { judged, failed } = await judgeEach(labelled, dependencies);
  const evaluation = evaluationOf(pack, judged, failed);
  await print(options.json ? `${JSON.stringify(evaluation, null, 2)}\n` : evaluationText(words, evaluation));
  for (const { filename, error } of failed) warn(words.say('cliTeach.unread', { file: filename, reason: error }));
  const stopped = interruption.exitCode();
  if (stopped === undefined) return failed.length === 0 ? 0 : 1;
  return refuse(stopped, words.say('cli.stopped', { done: judged.length + failed.length, count: labelled.length }));
}

/** A path that does not exist is reported by who lists it. */
async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? true;
}

/** Each picture would fail for the same reason. */
function refusalOfPack(words: NodeWords, { id, anomaly }: Pack, folder: string): string | undefined {
  if (anomaly === undefined) return words.say('cliTeach.evaluate.onlyGrades', { pack: id, folder });
  if (anomaly.bank.rows > 0) return undefined;
  return words.say('cli.fault', { ...describeInspectFault(words, { kind: 'pack-not-taught', packId: id }) });
}

function warnOfUnlabelled(words: NodeWords, names: readonly string[]): void {
  if (names.length === 0) return;
  warn(words.say('cliTeach.evaluate.unlabelled', { count: names.length, files: words.list(names) }));
}

async function judgeEach(labelled: readonly LabelledFile[], dependencies: PredictDependencies) {
  const judged: JudgedPicture[] = [];
  const failed: PredictionError[] = [];
  const progress = createProgress(dependencies.words, process.stderr, labelled.length);
  progress.update(0);
  for (const { file, name, isFaulty } of labelled) {
    for await (const outcome of predictEach([file], dependencies)) {
      if (outcome.kind === 'failed') failed.push({ ...outcome.failure, filename: name });
      else judged.push({ name, isFaulty, anomaly: outcome.verdict.anomaly });
    }
    const done = judged.length + failed.length;
    if (done < labelled.length) progress.update(done);
  }
  progress.clear();
  return { judged, failed };
}
