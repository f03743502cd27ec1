/** `fieldgrade learn`: the next version of a pack, from corrections, written as a `.fieldpack` once it hides no confirmed fault. */
import { openNamedPack, type NamedPack } from '../node-host/named-pack';
import { loadPackBytes } from '../node-host/pack-folder';
import { withArchive } from '../node-host/with-archive';
import type { TaughtIdentity } from '../src/domain/anomaly-teaching';
import type { InspectFault } from '../src/domain/inspection';
import type { LearningFault } from '../src/domain/learning-report';
import { withUniqueNames } from '../src/domain/example-pictures';
import { fail, succeed, type Result } from '../src/domain/result';
import type { LearnedPack } from '../src/engine/learn/apply-examples';
import { recordArchiveLimits } from '../src/export/read-record-archive';
import type { NodeWords } from '../src/words/words';
import type { Interruption } from './interruption';
import { faultInput, normalInput, type LearnInput } from './learn-input';
import { recordsInput } from './learn-records';
import { explainLearningFault, learnText, unusedText } from './learn-text';
import { codeOf, print, warn } from './standard-streams';
import { refuse, refuseNamedPack } from './refuse-pack';
import { identityOf, refusalOfOut, writeTaught } from './taught-file';
import { teachCheckpoint, teachProgress } from './teach-text';
import { teachingEngine, type TeachingRuntime } from './teaching-engine';

/** The options of `fieldgrade learn`. */
export interface LearnOptions {
  readonly pack: string;
  /** A ZIP of records, of the app, the office or `predict --records`. */
  readonly records?: string;
  readonly normal?: string;
  readonly fault?: string;
  readonly runtime: TeachingRuntime;
  readonly title?: string;
  /** Writes nothing. */
  readonly preview: boolean;
  readonly out?: string;
  readonly overwrite: boolean;
  readonly models: string;
}

/** Resolves to the exit code: 3 where a correction would hide a confirmed fault. */
export async function runLearn(words: NodeWords, options: LearnOptions, interruption: Interruption): Promise<number> {
  const usage = await refusalOfUsage(words, options);
  if (usage !== undefined) return refuse(2, usage);
  const named = await openNamedPack(options.pack, options.models);
  if (!named.ok) return refuseNamedPack(words, named.fault);
  const folders = await readFolders(words, options, named.value);
  if (!folders.ok) return refuse(2, folders.fault);
  const run = { words, options, interruption, named: named.value, folders: folders.value };
  const { records } = options;
  if (records === undefined) return learnFrom(run, folders.value);
  try {
    const done = await withArchive(records, recordArchiveLimits, async (archive) => {
      const found = await recordsInput(archive, named.value.pack);
      return found === undefined ? fail('not-records' as const) : succeed(await learnWithRecords(run, found));
    });
    return done.ok ? done.value : refuse(1, words.say('cli.notRecords', { file: records }));
  } catch (error) {
    return refuse(1, `${records}: ${words.say('cli.unreadableFile', { code: codeOf(error) })}`);
  }
}

async function refusalOfUsage(words: NodeWords, options: LearnOptions): Promise<string | undefined> {
  const { records, normal, fault, out, preview, overwrite } = options;
  if (records === undefined && normal === undefined && fault === undefined) return words.say('cliLearn.noInput');
  if (out === undefined) return preview ? undefined : words.say('cliLearn.noOut');
  return preview ? undefined : refusalOfOut(words, { out, overwrite });
}

async function readFolders(
  words: NodeWords,
  { normal, fault }: LearnOptions,
  { pack }: NamedPack,
): Promise<Result<LearnInput, string>> {
  const none = succeed({ examples: [], photos: [], unmarked: [] });
  const normals = normal === undefined ? none : await normalInput(words, normal, pack);
  if (!normals.ok) return normals;
  const faults = fault === undefined ? none : await faultInput(words, fault, pack);
  if (!faults.ok) return faults;
  return succeed(joined(normals.value, faults.value));
}

function joined(a: LearnInput, b: LearnInput): LearnInput {
  return {
    examples: [...a.examples, ...b.examples],
    photos: [...a.photos, ...b.photos],
    baselines: [...(a.baselines ?? []), ...(b.baselines ?? [])],
    unmarked: [...a.unmarked, ...b.unmarked],
  };
}

interface LearnRun {
  readonly words: NodeWords;
  readonly options: LearnOptions;
  readonly interruption: Interruption;
  readonly named: NamedPack;
  readonly folders: LearnInput;
}

type Records = NonNullable<Awaited<ReturnType<typeof recordsInput>>>;

async function learnWithRecords(run: LearnRun, { notOwn, lost, ...found }: Records): Promise<number> {
  const { words, options, named, folders } = run;
  if (notOwn > 0) warn(words.say('cliLearn.notOwn', { count: notOwn }));
  if (lost > 0) warn(words.say('cliLearn.lost', { count: lost }));
  if (found.examples.length === 0 && folders.examples.length === 0) {
    return refuse(1, words.say('cliLearn.noCorrections', { file: options.records ?? '', pack: named.pack.id }));
  }
  return learnFrom(run, joined({ ...found, unmarked: [] }, folders));
}

async function learnFrom(run: LearnRun, given: LearnInput): Promise<number> {
  const { words, options, interruption, named } = run;
  const input = { ...given, photos: withUniqueNames(given.photos) };
  const [unmarked] = input.unmarked;
  if (unmarked !== undefined) {
    warn(words.say('cliLearn.unmarked', { count: input.unmarked.length, file: unmarked }));
  }
  const identity = identityOf(named, { ...options, out: options.out ?? '' });
  const learned = await learn(run, input, identity);
  const stopped = interruption.exitCode();
  if (stopped !== undefined) return refuse(stopped, words.say('cliTeach.stopped'));
  if (!learned.ok) {
    return refuse(learned.fault.kind === 'hides-fault' ? 3 : 1, explainLearningFault(words, learned.fault, input));
  }
  const { report } = learned.value;
  for (const text of unusedText(words, report)) warn(text);
  await print(learnText(words, report));
  const wrote = await writeOrPreview(run, learned.value, identity);
  return wrote === 0 && report.unused.length > 0 ? 1 : wrote;
}

async function writeOrPreview(
  { words, options }: LearnRun,
  { bytes }: LearnedPack,
  identity: TaughtIdentity,
): Promise<number> {
  const { out, preview } = options;
  if (preview || out === undefined) {
    await print(`${words.say('cliLearn.previewOnly')}\n`);
    return 0;
  }
  const written = await writeTaught(words, bytes, identity, { ...options, out });
  if (!written.ok) return refuse(1, written.fault);
  const { title, version } = identity;
  const file = { title, version, file: written.value.file, size: words.bytes(written.value.bytes) };
  await print(`${words.say(written.value.hasReplaced ? 'cliTeach.replaced' : 'cliTeach.written', file)}\n`);
  return 0;
}

async function learn(
  { words, options, named, interruption: { signal } }: LearnRun,
  { examples, photos, baselines = [] }: LearnInput,
  identity: TaughtIdentity,
): Promise<Result<LearnedPack, LearningFault | InspectFault>> {
  const engine = await teachingEngine(options.runtime);
  const loaded = await loadPackBytes(engine, named.bytes);
  if (!loaded.ok) return fail({ kind: 'pack-fault', fault: loaded.fault });
  const progress = teachProgress(words, process.stderr);
  try {
    return await engine.learn({
      ...{ packId: named.pack.id, identity, examples, photos, baselines },
      checkpoint: teachCheckpoint(progress, signal),
    });
  } finally {
    progress.clear();
  }
}
