/** `fieldgrade train`: a classifier from labelled pictures, written as a `.fieldpack`. */
import { decodePicture } from '../node-host/decode-picture';
import { openNamedPack, type NamedPack } from '../node-host/named-pack';
import { openDataset, type Dataset } from '../node-host/open-dataset';
import { loadPackBytes } from '../node-host/pack-folder';
import { sha256Hex } from '../node-host/sha256';
import type { TaughtIdentity } from '../src/domain/anomaly-teaching';
import type { LabelledPicture } from '../src/domain/class-teaching';
import type { InspectFault } from '../src/domain/inspection';
import { fail, succeed, type Result } from '../src/domain/result';
import type { TeachFault } from '../src/domain/teach-fault';
import type { Engine } from '../src/engine/engine';
import type { TrainedClassPack } from '../src/engine/teach/train-classes';
import { describeInspectFault } from '../src/words/fault-text';
import type { NodeWords } from '../src/words/words';
import { mostPicturesOf } from '../src/domain/teaching';
import { explainDatasetFault } from './dataset';
import type { Interruption } from './interruption';
import { listFolder } from './list-folder';
import { print, warn } from './standard-streams';
import { refuse, refuseNamedPack } from './refuse-pack';
import { identityOf, refusalOfOut, writeTaught } from './taught-file';
import { teachingEngine, type TeachingRuntime } from './teaching-engine';
import { explainTeachFault, teachCheckpoint, teachProgress } from './teach-text';
import { trainingText } from './train-text';

export interface TrainOptions {
  readonly pack: string;
  readonly out: string;
  readonly overwrite: boolean;
  readonly seed: number;
  readonly runtime: TeachingRuntime;
  readonly ordered: boolean;
  readonly apart: boolean;
  readonly json: boolean;
  readonly title?: string;
  readonly models: string;
}

/** Trains and writes the pack. Resolves to the exit code. */
export async function runTrain(
  words: NodeWords,
  path: string,
  options: TrainOptions,
  interruption: Interruption,
): Promise<number> {
  const refusal = await refusalOfOut(words, options);
  if (refusal !== undefined) return refuse(2, refusal);
  const named = await openNamedPack(options.pack, options.models);
  if (!named.ok) return refuseNamedPack(words, named.fault);
  const dataset = await openDataset(path, async (folder) => (await listFolder(folder)).files);
  if (!dataset.ok) return refuse(2, explainDatasetFault(words, path, dataset.fault));
  const identity = identityOfClasses(named.value, options);
  const run = { words, named: named.value, dataset: dataset.value, identity, options, interruption };
  const trained = await train(run);
  await dataset.value.close();
  if (interruption.exitCode() !== undefined) return refuse(interruption.exitCode() ?? 1, words.say('cliTeach.stopped'));
  if (!trained.ok) return refuse(1, explainTeachFault(words, trained.fault));
  const { bytes, report, unread } = trained.value;
  const written = await writeTaught(words, bytes, identity, options);
  if (!written.ok) return refuse(1, written.fault);
  const text = options.json
    ? `${JSON.stringify(report, null, 2)}\n`
    : trainingText(words, report, { ...written.value, identity });
  await print(text);
  return unread === 0 ? 0 : 1;
}

/** The next version of a taught classifier; a new pack from any other. */
function identityOfClasses(named: NamedPack, options: TrainOptions): TaughtIdentity {
  const { taught, ...untaught } = named.pack;
  const isClassifier = taught !== undefined && untaught.grade !== undefined && untaught.anomaly === undefined;
  return identityOf(isClassifier ? named : { ...named, pack: untaught }, options);
}

interface TrainRun {
  readonly words: NodeWords;
  readonly named: NamedPack;
  readonly dataset: Dataset;
  readonly identity: TaughtIdentity;
  readonly options: TrainOptions;
  readonly interruption: Interruption;
}

interface Trained extends TrainedClassPack {
  /** How many pictures could not be used. */
  readonly unread: number;
}

async function train(run: TrainRun): Promise<Result<Trained, TeachFault | InspectFault>> {
  const { words, named, dataset, identity, options, interruption } = run;
  const engine = await teachingEngine(options.runtime, dataset.files.length > mostPicturesOf({ kind: 'classes' }));
  const loaded = await loadPackBytes(engine, named.bytes);
  if (!loaded.ok) return fail({ kind: 'pack-fault', fault: loaded.fault });
  const progress = teachProgress(words, process.stderr);
  const checkpoint = teachCheckpoint(progress, interruption.signal);
  try {
    const pictures: LabelledPicture[] = [];
    let unread = 0;
    for (const [done, file] of dataset.files.entries()) {
      if (!(await checkpoint({ step: 'extract', done, total: dataset.files.length })))
        return fail({ kind: 'cancelled' });
      const picture = await labelledPicture(file, { words, engine, packId: named.pack.id });
      if (!picture.ok) return picture;
      if (picture.value === undefined) unread++;
      else if (!pictures.some(({ sha256 }) => sha256 === picture.value?.sha256)) pictures.push(picture.value);
    }
    const trained = await engine.train({
      packId: named.pack.id,
      pictures,
      options: {
        ...{ identity, seed: options.seed, isOrdered: options.ordered, isTogether: !options.apart },
      },
      checkpoint,
    });
    return trained.ok ? succeed({ ...trained.value, unread }) : trained;
  } finally {
    progress.clear();
  }
}

/** Undefined for a picture that cannot be used, which is named. A copy of a picture is learned once, with the first class. */
async function labelledPicture(
  { name, label, read }: Dataset['files'][number],
  { words, engine, packId }: { readonly words: NodeWords; readonly engine: Engine; readonly packId: string },
): Promise<Result<LabelledPicture | undefined, TeachFault | InspectFault>> {
  const bytes = await read();
  if (bytes === undefined) return unused(words, name, words.say('cli.unreadableEntry'));
  const picture = await decodePicture(bytes, (original) => engine.leastSize(packId, original));
  if (!picture.ok) {
    return unused(words, name, words.say('cli.fault', { ...describeInspectFault(words, picture.fault) }));
  }
  const look = await engine.look({ packId, picture: picture.value });
  if (!look.ok) return look;
  const fileName = name.slice(name.lastIndexOf('/') + 1);
  return succeed({ name, fileName, label, sha256: sha256Hex(bytes), embedding: look.value.embedding });
}

function unused(words: NodeWords, file: string, reason: string) {
  warn(words.say('cliTeach.unread', { file, reason }));
  return succeed(undefined);
}
