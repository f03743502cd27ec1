/** A pack as one ONNX file: a picture in; score and map, or probabilities, out. Reasons: `docs/adr/0032-onnx-files.md`. */
import type { PackBytes } from '../../domain/loaded-pack';
import type { Pack, PackAnomaly, PackGrade } from '../../domain/pack';
import type { OnnxExportFault, OutputShapes } from '../../domain/onnx-export';
import { fail, succeed, type Result } from '../../domain/result';
import { createGraphBuilder, type GraphBuilder } from '../graph-builder';
import { readModel, type OnnxModel } from '../model';
import { fieldsOf, message } from '../protobuf';
import { dataType, valueMessage } from '../write-model';
import { addAnomaly, exportOutputs } from './anomaly';
import { toDouble } from './arithmetic';
import { addHead, addProbabilities, headOf } from './grade';
import { exportMetadata, givenInput, hasWholeInput, metadataMessages } from './metadata';
import { addInput, exportInputs } from './picture-input';
import { nameInExport, reuseNetwork } from './reuse-network';

/** A pack with its files, and the shapes of the outputs of its network for one picture. */
export interface PackToExport {
  readonly pack: Pack;
  readonly files: PackBytes['files'];
  readonly shapes: OutputShapes;
}

/** The operators are those of this set or a later one. */
const leastOpset = 13;

/** The outputs of the network whose shapes the export needs. */
function exportedOutputs({ network, anomaly, grade }: Pack): readonly string[] {
  const names = [
    ...(anomaly?.patches.taps.map(({ output }) => output) ?? []),
    anomaly?.map?.output,
    grade && (grade.source.kind === 'head' ? network.embedding : network.grade),
  ];
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** What must be run once to know the shapes. All tiles run at once, which a network may not allow. */
export function exportProbe(pack: Pack, files: PackBytes['files']) {
  const { widthPx, heightPx, mean, layout, tiles } = pack.input;
  const batch = tiles === undefined ? 1 : tiles.columns * tiles.rows + (hasWholeInput(pack) ? 1 : 0);
  const dims = layout === 'nchw' ? [batch, mean.length, heightPx, widthPx] : [batch, heightPx, widthPx, mean.length];
  const { file, input } = pack.network;
  return { bytes: fileNamed(files, file), input, dims, outputs: exportedOutputs(pack) };
}

/** The ONNX file, or why there is none. */
export function exportPack({ pack, files, shapes }: PackToExport): Result<Uint8Array<ArrayBuffer>, OnnxExportFault> {
  const model = readModel(fileNamed(files, pack.network.file));
  const fault = exportFault(pack, model);
  if (fault !== undefined) return fail(fault);
  const builder = createGraphBuilder();
  addInput(builder, pack, hasWholeInput(pack));
  const before = builder.nodes.length;
  const outputs = [
    ...(pack.anomaly === undefined ? [] : anomalyOutputs(builder, pack, pack.anomaly, { files, shapes })),
    ...(pack.grade === undefined ? [] : [addGrade(builder, pack, pack.grade, files)]),
  ];
  const network = reuseNetwork(model.graph, exportedOutputs(pack));
  const graph = message(
    ...[...builder.nodes.slice(0, before), ...network.nodes, ...builder.nodes.slice(before)].map(
      (node) => [1, node] as const,
    ),
    [2, pack.id],
    ...[...network.constants, ...builder.constants].map((constant) => [5, constant] as const),
    ...inputsOf(pack).map((input) => [11, input] as const),
    ...outputs.map((output) => [12, output] as const),
  );
  return succeed(modelWith(graph, model, pack));
}

function exportFault(pack: Pack, { opsets, graph }: OnnxModel): OnnxExportFault | undefined {
  const { anomaly, input } = pack;
  if (anomaly?.bank.rows === 0) return { kind: 'pack-not-taught', packId: pack.id };
  const opset = opsets.get('') ?? opsets.get('ai.onnx') ?? 0;
  if (opset < leastOpset) return { kind: 'old-operators', found: opset, wanted: leastOpset };
  if (anomaly !== undefined && anomaly.ignore.length > 0 && input.fit.kind !== 'stretch')
    return { kind: 'ignored-areas-move' };
  return graph.hasSparse ? { kind: 'sparse-constants' } : undefined;
}

/** The inputs of the file. */
function inputsOf(pack: Pack): readonly Uint8Array[] {
  const { widthPx, heightPx } = givenInput(pack);
  const whole = valueMessage(exportInputs.whole, [1, 3, pack.input.heightPx, pack.input.widthPx]);
  return [valueMessage(exportInputs.picture, [1, 3, heightPx, widthPx]), ...(hasWholeInput(pack) ? [whole] : [])];
}

/** Adds score and map, and returns them as graph outputs. */
function anomalyOutputs(
  builder: GraphBuilder,
  pack: Pack,
  anomaly: PackAnomaly,
  { files, shapes }: Pick<PackToExport, 'files' | 'shapes'>,
): readonly Uint8Array[] {
  const { bank, defects } = anomaly;
  const faults = defects && { defects: fileNamed(files, defects.file) };
  addAnomaly(builder, { pack, anomaly, shapes, bank: fileNamed(files, bank.file), ...faults });
  const { widthPx, heightPx } = givenInput(pack);
  return [
    valueMessage(exportOutputs.score, [1]),
    valueMessage(exportOutputs.rawScore, [1]),
    valueMessage(exportOutputs.map, [1, 1, heightPx, widthPx]),
  ];
}

/** Adds the probabilities, and returns them as graph output. */
function addGrade(builder: GraphBuilder, pack: Pack, grade: PackGrade, files: PackBytes['files']): Uint8Array {
  const head = headOf(grade);
  const output = nameInExport((head === undefined ? pack.network.grade : pack.network.embedding) ?? '');
  const ofWhole = hasWholeInput(pack) ? lastOf(builder, output) : output;
  const numbers =
    head === undefined
      ? toDouble(builder, builder.reshape(ofWhole, [1, -1]))
      : addHead(builder, ofWhole, grade, {
          weights: fileNamed(files, head.file),
          ...(head.scaling === undefined ? {} : { scaling: fileNamed(files, head.scaling) }),
        });
  const probabilities = addProbabilities(builder, numbers, grade);
  builder.add('Cast', [probabilities], {
    attributes: { to: dataType.float32 },
    output: exportOutputs.probabilities,
  });
  return valueMessage(exportOutputs.probabilities, [1, grade.labels.length]);
}

/** The values of the whole picture, which is behind the tiles. */
function lastOf(builder: GraphBuilder, values: string): string {
  const lastStart = builder.integers([-1]);
  const end = builder.integers([Number.MAX_SAFE_INTEGER]);
  return builder.add('Slice', [values, lastStart, end, builder.integers([0])]);
}

/** ONNX Runtime 1.17 reads all of these; constants need not be inputs since version 4. */
const leastIrVersion = 7;

/** The model of the network with another graph. */
function modelWith(graph: Uint8Array, { irVersion, bytes }: OnnxModel, pack: Pack): Uint8Array<ArrayBuffer> {
  // Only operator sets and functions of the network are copied; the other fields describe the program that made it.
  const kept = [...fieldsOf(bytes)].flatMap(({ number, bytes: value }) =>
    value !== undefined && (number === 8 || number === 25) ? [[number, value] as const] : [],
  );
  return message(
    [1, Math.max(irVersion, leastIrVersion)],
    [2, 'fieldgrade'],
    [6, exportMetadata(pack, givenInput(pack))['how_to_use'] ?? ''],
    [7, graph],
    ...kept,
    ...metadataMessages(exportMetadata(pack, givenInput(pack))).map((entry) => [14, entry] as const),
  );
}

function fileNamed(files: PackBytes['files'], name: string): Uint8Array {
  const bytes = files[name];
  if (bytes === undefined) throw new RangeError(`the pack has no file ${name}`);
  return new Uint8Array(bytes);
}
