/** `fieldgrade import-onnx`: a pack of a network from another program. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { decodePicture } from '../node-host/decode-picture';
import { createNodeEngine, nodeHost } from '../node-host/node-engine';
import {
  normalisationNamed,
  type GuessOrigin,
  type ImportActivation,
  type ImportAnswers,
  type ImportGuesses,
  type ImportTask,
  type NetworkDescription,
  type Normalisation,
  type NormalisationName,
} from '../src/domain/model-import';
import { fieldPackExtension } from '../src/domain/pack-file-name';
import { firstVersion } from '../src/domain/pack-version';
import { fail, succeed, type Result } from '../src/domain/result';
import { importedPackId } from '../src/domain/teaching';
import { describeNetwork } from '../src/onnx/import/describe-network';
import { guessAnswers } from '../src/onnx/import/guess';
import { importModel, type ImportedModel } from '../src/onnx/import/imported-pack';
import { parseLabels } from '../src/onnx/import/labels-file';
import { toGoldenPicture } from '../src/engine/golden-picture';
import { describeInspectFault, describePackFault, type FaultText } from '../src/words/fault-text';
import { describeModelImportFault } from '../src/words/onnx-text';
import type { NodeWords } from '../src/words/words';
import { codeOf, print, warn } from './standard-streams';
import { refuse } from './refuse-pack';
import { refusalOfOut, writeTaught } from './taught-file';

/** The options of `fieldgrade import-onnx`. What is absent is guessed from the file. */
export interface ImportOnnxOptions {
  readonly out: string;
  readonly golden: string;
  readonly kind?: ImportTask['kind'];
  readonly labels?: string;
  readonly activation?: ImportActivation;
  readonly output?: string;
  readonly map?: string;
  readonly threshold?: number;
  readonly side?: number;
  readonly colour: 'rgb' | 'bgr';
  readonly normalisation?: NormalisationName;
  readonly scale?: number;
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  readonly portion?: number;
  readonly title?: string;
  readonly overwrite: boolean;
  readonly models: string;
}

/** Writes the pack and prints its result for the golden picture. Resolves to the exit code. */
export async function runImportOnnx(words: NodeWords, path: string, options: ImportOnnxOptions): Promise<number> {
  const refusal = await refusalOfOut(words, options);
  if (refusal !== undefined) return refuse(2, refusal);
  const network = await readOrRefuse(words, path);
  if (!network.ok) return refuse(2, network.fault);
  const description = describeNetwork(network.value);
  if (!description.ok) return refuseWith(words, describeModelImportFault(words, description.fault));
  const guesses = guessAnswers(description.value);
  printGuesses(words, guesses, options);
  const answers = await answersFrom(options, guesses, description.value);
  const made = await makePack(words, { network: network.value, description: description.value, answers }, options);
  if (!made.ok) return refuseWith(words, made.fault);
  const written = await writeTaught(words, made.value.bytes, { taughtAt: new Date().toISOString() }, options);
  if (!written.ok) return refuse(1, written.fault);
  const { file, bytes } = written.value;
  await print(`${words.say('cliOnnx.imported', { title: answers.title, file, size: words.bytes(bytes) })}\n`);
  const result = resultText(words, made.value, answers.task);
  await print(`${words.say('cliOnnx.import.says', { file: options.golden, result })}\n`);
  return 0;
}

function refuseWith(words: NodeWords, fault: FaultText): number {
  return refuse(1, words.say('cliOnnx.notExported', { ...fault }));
}

async function readOrRefuse(words: NodeWords, file: string): Promise<Result<Uint8Array, string>> {
  try {
    return succeed(new Uint8Array(await readFile(file)));
  } catch (error) {
    return fail(words.say('cliOnnx.import.unreadable', { file, code: codeOf(error) }));
  }
}

/** The guessed values, with their source. */
function printGuesses(words: NodeWords, guesses: ImportGuesses, options: ImportOnnxOptions): void {
  const { kind, widthPx, normalisation, activation } = guesses;
  const lines: readonly (readonly [name: string, guess: { value: string | number; from: GuessOrigin }])[] = [
    ...(options.kind === undefined ? [['--kind', kind] as const] : []),
    ...(options.side === undefined ? [['--side', widthPx] as const] : []),
    ...((options.normalisation ?? options.mean) ? [] : [['--normalisation', normalisation] as const]),
    ...(options.activation === undefined ? [['--activation', activation] as const] : []),
  ];
  for (const [name, { value, from }] of lines)
    warn(
      words.say('cliOnnx.import.guess', { name, value: String(value), from: words.say(`cliOnnx.import.from.${from}`) }),
    );
}

async function answersFrom(
  options: ImportOnnxOptions,
  guesses: ImportGuesses,
  { channels, widthPx, heightPx }: NetworkDescription,
): Promise<ImportAnswers> {
  const { side, portion, colour } = options;
  return {
    title: options.title ?? basename(options.out, fieldPackExtension),
    widthPx: widthPx ?? side ?? guesses.widthPx.value,
    heightPx: heightPx ?? side ?? guesses.heightPx.value,
    colour: channels === 1 ? 'grey' : colour,
    normalisation: normalisationFrom(options, guesses, channels),
    fit: portion === undefined ? { kind: 'stretch' } : { kind: 'cover', portion },
    task: await taskFrom(options, guesses),
  };
}

function normalisationFrom(options: ImportOnnxOptions, guesses: ImportGuesses, channels: 1 | 3): Normalisation {
  const named = normalisationNamed(options.normalisation ?? guesses.normalisation.value, channels);
  const { scale = named.scale, mean = named.mean, std = named.std } = options;
  return { scale, mean: [...mean], std: [...std] };
}

async function taskFrom(options: ImportOnnxOptions, guesses: ImportGuesses): Promise<ImportTask> {
  const output = options.output ?? guesses.output.value;
  const kind = options.kind ?? (options.labels === undefined ? guesses.kind.value : 'classifier');
  if (kind === 'anomaly') {
    const { map = guesses.map.value, threshold = guesses.threshold.value } = options;
    return { kind, score: output, map, threshold };
  }
  const labels = options.labels === undefined ? guesses.labels.value : await labelsFrom(options.labels);
  return { kind, output, labels, activation: options.activation ?? guesses.activation.value };
}

/** The content of a file, or the list itself where there is no such file. */
async function labelsFrom(given: string): Promise<readonly string[]> {
  const text = await readFile(given, 'utf8').catch(() => given);
  return parseLabels(text);
}

async function makePack(
  words: NodeWords,
  model: { readonly network: Uint8Array; readonly description: NetworkDescription; readonly answers: ImportAnswers },
  { golden }: ImportOnnxOptions,
): Promise<Result<ImportedModel, FaultText>> {
  const file = await readOrRefuse(words, golden);
  if (!file.ok) return fail({ title: file.fault, advice: '' });
  const picture = await decodePicture(file.value);
  if (!picture.ok) return fail(describeInspectFault(words, picture.fault));
  const engine = createNodeEngine();
  const identity = { id: importedPackId(randomUUID()), version: firstVersion };
  const made = await importModel(
    { ...model, golden: toGoldenPicture(picture.value), identity },
    {
      ...nodeHost,
      probe: async (probe) => asText(words, await engine.probe(probe)),
      measureGolden: async (bytes) => asText(words, await engine.measureGolden(bytes)),
    },
  );
  if (made.ok) return made;
  return fail('title' in made.fault ? made.fault : describeModelImportFault(words, made.fault));
}

function asText<Value>(
  words: NodeWords,
  result: Result<Value, Parameters<typeof describePackFault>[1]>,
): Result<Value, FaultText> {
  return result.ok ? result : fail(describePackFault(words, result.fault));
}

function resultText(words: NodeWords, { numbers }: ImportedModel, task: ImportTask): string {
  if (task.kind === 'anomaly')
    return words.say('cliOnnx.import.score', { score: (numbers.rawScore ?? NaN).toFixed(3) });
  const shares = task.labels.map((label, at) =>
    words.say('cliOnnx.import.share', { label, share: words.percent(numbers.probabilities?.[at] ?? NaN) }),
  );
  return words.list(shares);
}
