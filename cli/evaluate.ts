/** `fieldgrade evaluate`: how often a pack is right about labelled pictures. */
import { openNamedPack } from '../node-host/named-pack';
import { createNodeEngine } from '../node-host/node-engine';
import { openDataset, type Dataset } from '../node-host/open-dataset';
import { loadPackBytes } from '../node-host/pack-folder';
import type { Pack } from '../src/domain/pack';
import type { PredictionError } from '../src/export/prediction';
import { describeInspectFault } from '../src/words/fault-text';
import type { NodeWords } from '../src/words/words';
import { classEvaluationOf, classEvaluationText } from './class-evaluation';
import { explainDatasetFault } from './dataset';
import { evaluationOf, evaluationText, type JudgedPicture } from './evaluation';
import { unlessInterrupted, type Interruption } from './interruption';
import { labelledByClass, labelledByState, type Labelled } from './labelled-pictures';
import { listFolder } from './list-folder';
import { predictOpened, type Outcome, type PredictDependencies } from './predict';
import { createProgress, print, warn } from './standard-streams';
import { refuse, refuseNamedPack } from './refuse-pack';

/** The options of `fieldgrade evaluate`. */
export interface EvaluateOptions {
  readonly pack: string;
  readonly json: boolean;
  readonly models: string;
}

/** Judges the labelled pictures of a folder or ZIP file and prints the figures. Resolves to the exit code. */
export async function runEvaluate(
  words: NodeWords,
  path: string,
  options: EvaluateOptions,
  interruption: Interruption,
): Promise<number> {
  const named = await openNamedPack(options.pack, options.models);
  if (!named.ok) return refuseNamedPack(words, named.fault);
  const { pack, bytes } = named.value;
  if (pack.anomaly?.bank.rows === 0) return refuse(1, untaughtText(words, pack));
  const dataset = await openDataset(path, async (folder) => (await listFolder(folder)).files);
  if (!dataset.ok) return refuse(2, explainDatasetFault(words, path, dataset.fault));
  const engine = createNodeEngine();
  const loaded = await loadPackBytes(engine, bytes);
  if (!loaded.ok) return refuseNamedPack(words, { kind: 'pack-fault', fault: loaded.fault });
  const dependencies = { words, engine, packId: pack.id, interrupted: interruption.signal };
  const run = { pack, path, options, interruption, dependencies };
  const exitCode = await evaluateDataset(run, dataset.value);
  await dataset.value.close();
  return exitCode;
}

function untaughtText(words: NodeWords, { id }: Pack): string {
  return words.say('cli.fault', { ...describeInspectFault(words, { kind: 'pack-not-taught', packId: id }) });
}

interface EvaluationRun {
  readonly pack: Pack;
  readonly path: string;
  readonly options: EvaluateOptions;
  readonly interruption: Interruption;
  readonly dependencies: PredictDependencies;
}

/** Folders that are called like classes of the pack are its classes; otherwise they say what is good and what is faulty. */
async function evaluateDataset(run: EvaluationRun, dataset: Dataset): Promise<number> {
  const { pack, path } = run;
  const { words } = run.dependencies;
  const classes = labelledByClass(dataset, pack.grade?.labels ?? [], words.locale.tag);
  if (classes.pictures.length > 0) {
    return evaluateLabelled(run, classes, (judged, failed) => {
      const evaluation = classEvaluationOf(pack, judged, failed);
      return { json: evaluation, text: classEvaluationText(words, evaluation) };
    });
  }
  const names = (pack.grade?.labels ?? []).map(({ name }) => name);
  if (pack.anomaly === undefined) {
    return refuse(2, words.say('cliTeach.evaluate.noClasses', { path, classes: words.list(names) }));
  }
  const states = labelledByState(dataset);
  if (states.pictures.length === 0) return refuse(2, words.say('cliTeach.evaluate.noLabelled', { path }));
  return evaluateLabelled(run, states, (judged, failed) => {
    const evaluation = evaluationOf(pack, judged, failed);
    return { json: evaluation, text: evaluationText(words, evaluation) };
  });
}

/** `figuresOf`: what is printed, as JSON and in words. */
async function evaluateLabelled<Label>(
  { options, interruption, dependencies }: EvaluationRun,
  labelled: Labelled<Label>,
  figuresOf: (judged: readonly JudgedPicture<Label>[], failed: readonly PredictionError[]) => Figures,
): Promise<number> {
  const { words } = dependencies;
  warnOfUnlabelled(words, labelled.unlabelled);
  const { judged, failed } = await judgeEach(labelled, dependencies);
  const { json, text } = figuresOf(judged, failed);
  await print(options.json ? `${JSON.stringify(json, null, 2)}\n` : text);
  for (const { filename, error } of failed) warn(words.say('cliTeach.unread', { file: filename, reason: error }));
  const stopped = interruption.exitCode();
  if (stopped === undefined) return failed.length === 0 ? 0 : 1;
  const done = judged.length + failed.length;
  return refuse(stopped, words.say('cli.stopped', { done, count: labelled.pictures.length }));
}

interface Figures {
  readonly json: object;
  readonly text: string;
}

function warnOfUnlabelled(words: NodeWords, names: readonly string[]): void {
  if (names.length === 0) return;
  warn(words.say('cliTeach.evaluate.unlabelled', { count: names.length, files: words.list(names) }));
}

async function judgeEach<Label>({ pictures }: Labelled<Label>, dependencies: PredictDependencies) {
  const judged: JudgedPicture<Label>[] = [];
  const failed: PredictionError[] = [];
  const progress = createProgress(dependencies.words, process.stderr, pictures.length);
  progress.update(0);
  for (const { file, label } of pictures) {
    const outcome = await unlessInterrupted(judge(file, dependencies), dependencies.interrupted);
    if (outcome === undefined) break;
    if (outcome.kind === 'failed') failed.push(outcome.failure);
    else judged.push({ name: file.name, label, verdict: outcome.verdict });
    const done = judged.length + failed.length;
    if (done < pictures.length) progress.update(done);
  }
  progress.clear();
  return { judged, failed };
}

async function judge({ name, read }: Dataset['files'][number], dependencies: PredictDependencies): Promise<Outcome> {
  const bytes = await read();
  if (bytes !== undefined) return predictOpened({ file: name, bytes }, dependencies);
  return { kind: 'failed', failure: { filename: name, error: dependencies.words.say('cliTeach.evaluate.unreadable') } };
}
