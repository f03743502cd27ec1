/** The pack of a network from another program. The Python reference is `trainer/packs/imported.py`. */
import type { GoldenNumbers, GoldenPicture } from '../../domain/golden-picture';
import {
  inputSideLimitPx,
  type ImportAnswers,
  type ImportTask,
  type ModelImportFault,
  type NetworkDescription,
} from '../../domain/model-import';
import type { OutputShapes } from '../../domain/onnx-export';
import type { PackBytes } from '../../domain/loaded-pack';
import { fail, succeed, type Result } from '../../domain/result';
import type { Sha256 } from '../../domain/sha256';
import { activationOf, answerFault, titled } from './imported-grade';
import { anomalyPart } from './imported-anomaly';

/** A network, what its file says, and what a person adds. */
export interface ModelImport {
  readonly network: Uint8Array;
  readonly description: NetworkDescription;
  readonly answers: ImportAnswers;
  readonly golden: GoldenPicture;
  readonly identity: { readonly id: string; readonly version: string };
}

/** What runs the network; `Fault` is what the host adds. */
export interface ImportHost<Fault> {
  readonly sha256: Sha256;
  readonly encodeText: (text: string) => ArrayBuffer;
  readonly probe: (probe: ReturnType<typeof importProbe>) => Promise<Result<OutputShapes, Fault>>;
  readonly measureGolden: (bytes: PackBytes) => Promise<Result<GoldenNumbers, Fault>>;
}

/** A pack and what it says of the golden picture. */
export interface ImportedModel {
  readonly bytes: PackBytes;
  readonly numbers: GoldenNumbers;
}

/** Makes the pack. Its golden numbers are those that this host computed. */
export async function importModel<Fault>(
  model: ModelImport,
  host: ImportHost<Fault>,
): Promise<Result<ImportedModel, ModelImportFault | Fault>> {
  const early = settingsFault(model);
  if (early !== undefined) return fail(early);
  const shapes = await host.probe(importProbe(model));
  if (!shapes.ok) return shapes;
  const fault = answerFault(model, shapes.value);
  if (fault !== undefined) return fail(fault);
  const measured = await host.measureGolden(await packBytes(model, shapes.value, {}, host));
  if (!measured.ok) return measured;
  const { rawScore, probabilities } = measured.value;
  const numbers = { ...(rawScore !== undefined && { rawScore }), ...(probabilities && { probabilities }) };
  return succeed({ bytes: await packBytes(model, shapes.value, numbers, host), numbers });
}

/** What is run once to learn the shapes of the outputs. */
function importProbe({ network, description, answers }: ModelImport) {
  const { input, layout, channels } = description;
  const { widthPx, heightPx } = answers;
  const dims = layout === 'nchw' ? [1, channels, heightPx, widthPx] : [1, heightPx, widthPx, channels];
  return { bytes: network, input, dims, outputs: outputsOf(answers.task) };
}

function outputsOf(task: ImportTask): readonly string[] {
  return task.kind === 'classifier' ? [task.output] : [...new Set([task.score, task.map])];
}

/** What is wrong before the network is run. */
function settingsFault({ description, answers }: ModelImport): ModelImportFault | undefined {
  const { widthPx, heightPx, normalisation } = answers;
  const isSide = (side: number): boolean => Number.isInteger(side) && side >= 1 && side <= inputSideLimitPx;
  if (!isSide(widthPx) || !isSide(heightPx)) return { kind: 'wrong-input-size', limitPx: inputSideLimitPx };
  const { channels } = description;
  const { scale, mean, std } = normalisation;
  const isUsable = [scale, ...mean, ...std].every(Number.isFinite) && [scale, ...std].every((value) => value > 0);
  if (!isUsable || mean.length !== channels || std.length !== channels)
    return { kind: 'wrong-normalisation', channels };
  for (const name of outputsOf(answers.task)) {
    const output = description.outputs.find((candidate) => candidate.name === name);
    const found = description.outputs.map((each) => each.name);
    if (output === undefined) return { kind: 'no-output', output: name, found };
    if (!output.isFloat) return { kind: 'output-type', output: name };
  }
  return undefined;
}

const card = 'model-card.md';

async function packBytes(
  model: ModelImport,
  shapes: OutputShapes,
  expected: GoldenNumbers,
  { sha256, encodeText }: Pick<ImportHost<never>, 'sha256' | 'encodeText'>,
): Promise<PackBytes> {
  const { answers, identity, golden } = model;
  const files: PackBytes['files'] = {
    network: new Uint8Array(model.network).buffer,
    golden: golden.rgb.buffer,
    ...(answers.task.kind === 'anomaly' && { bank: new Float32Array([0]).buffer }),
  };
  const paths: Readonly<Record<string, string>> = { network: 'network.onnx', golden: 'golden.bin', bank: 'bank.bin' };
  const entries: [string, object][] = [];
  for (const [name, bytes] of Object.entries(files))
    entries.push([name, { path: paths[name], bytes: bytes.byteLength, sha256: await sha256(bytes) }]);
  const manifest = {
    format: 1,
    ...identity,
    title: answers.title,
    summary: 'Made from an exported network.',
    notice: importNotice,
    licence: 'LicenseRef-unknown',
    card,
    files: Object.fromEntries(entries),
    input: inputPart(model),
    ...judgementPart(model, shapes),
    golden: {
      picture: { file: 'golden', widthPx: golden.widthPx, heightPx: golden.heightPx },
      expected,
      tolerance: 0.02,
    },
  };
  return { manifest: encodeText(`${JSON.stringify(manifest, null, 2)}\n`), files };
}

/** Shown with every result. */
const importNotice =
  'Imported from another program. How often it is right was not measured here: check it with your own pictures.';

function inputPart({ description: { layout }, answers }: ModelImport) {
  const { widthPx, heightPx, fit, colour, normalisation } = answers;
  return { widthPx, heightPx, fit, filter: 'triangle', colour, ...normalisation, layout };
}

function judgementPart({ description: { input }, answers: { task } }: ModelImport, shapes: OutputShapes) {
  const network = { file: 'network', input };
  if (task.kind === 'anomaly') return { network, anomaly: anomalyPart(task, shapes) };
  return {
    network: { ...network, grade: task.output },
    grade: {
      source: { kind: 'network' },
      activation: activationOf(task, numbersOf(shapes[task.output])),
      labels: task.labels.map((name) => ({ name, title: titled(name) })),
      reject: [],
      indicative: false,
    },
  };
}

function numbersOf(dims: readonly number[] = []): number {
  return dims.reduce((product, dim) => product * dim, 1);
}
