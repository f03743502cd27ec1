/** Score and map of an anomaly pack. The same as `engine/measure.ts` and `engine/judge-anomaly.ts`. */
import { packOfExtent } from '../../domain/close-look';
import type { OutputShapes } from '../../domain/onnx-export';
import type { FractionRect, MapSource, Pack, PackAnomaly } from '../../domain/pack';
import type { GraphBuilder } from '../graph-builder';
import { dataType } from '../write-model';
import { addAgreedMap } from './anomaly-map';
import { addAtLeast, addAtMost, addLogistic, addScaled, toDouble, toSingle } from './arithmetic';
import { addCells, addOwnMap, type CellTerms } from './cells';
import { addBank, addDistances, addRawScore, addRowsOf, type BankConstant } from './distances';
import { addLearned, exampleRows, type ExampleBankConstants } from './examples';

/** Names of the outputs of an exported file. */
export const exportOutputs = {
  score: 'score',
  rawScore: 'raw_score',
  map: 'map',
  probabilities: 'probabilities',
} as const;

/** An anomaly part with the bytes of its memory bank, and of its bank of faults. */
export interface AnomalyToExport {
  readonly pack: Pack;
  readonly anomaly: PackAnomaly;
  readonly bank: Uint8Array;
  readonly defects?: Uint8Array;
  readonly shapes: OutputShapes;
}

/** Writes the outputs `score`, `raw_score` and `map`. */
export function addAnomaly(builder: GraphBuilder, terms: AnomalyToExport): void {
  const { anomaly } = terms;
  const measured = addMeasured(builder, terms);
  const score = addScore(builder, measured.raw, anomaly);
  addNumber(builder, measured.raw, exportOutputs.rawScore);
  addMap(builder, measured.shown, addNumber(builder, score, exportOutputs.score), terms);
}

/** One number of single precision, `[1]`. */
function addNumber(builder: GraphBuilder, value: string, output: string): string {
  return builder.add('Reshape', [toSingle(builder, value), builder.integers([1])], { output });
}

interface Measured {
  /** `[1, 1]` of double precision. */
  readonly raw: string;
  /** What the map shows, in raw units: `[cells]`. */
  readonly shown: string;
}

function addMeasured(builder: GraphBuilder, given: AnomalyToExport): Measured {
  const { pack, anomaly, shapes } = given;
  const terms: CellTerms = { anomaly, input: pack.input, shapes };
  const { width, height } = gridOf(pack, anomaly);
  const areas = ignoredCells(anomaly.ignore, { width, height });
  const ignored = areas && builder.constant(dataType.bool, [width * height], areas);
  const { neighbours, score: rule } = anomaly;
  const cells = addCells(builder, terms);
  const bank = addBank(builder, anomaly.bank, given.bank);
  const all = addDistances(builder, cells, bank, neighbours);
  const distances = ignored ? builder.add('Where', [ignored, builder.floats([1], [0]), all]) : all;
  const counted = addMapValues(builder, anomaly, terms, ignored);
  const cellCount = width * height;
  const banks = addExampleBanks(builder, given, bank);
  if (banks === undefined) {
    const raw = addRawScore(builder, { distances, cells: cellCount, rule, ...counted });
    return { raw, shown: shownMap(builder, counted.map?.values ?? distances, ignored, counted.map !== undefined) };
  }
  const learned = addLearned(builder, { cells, cellCount, distances, anomaly, banks, ignored, ...counted });
  return { ...learned, shown: shownMap(builder, learned.shown, ignored, counted.map !== undefined) };
}

/** Undefined where the pack learned no correction. */
function addExampleBanks(
  builder: GraphBuilder,
  { anomaly, defects }: AnomalyToExport,
  bank: BankConstant,
): ExampleBankConstants | undefined {
  const places = exampleRows(anomaly.bank.sources ?? []);
  const hasFaults = anomaly.defects !== undefined && anomaly.defects.rows > 0 && defects !== undefined;
  if (places.length === 0 && !hasFaults) return undefined;
  return {
    ...(places.length > 0 && { normal: addRowsOf(builder, bank, places) }),
    ...(hasFaults && { faults: addBank(builder, { ...anomaly.bank, rows: anomaly.defects.rows }, defects) }),
  };
}

/** The cells of all tiles together. */
function gridOf(pack: Pack, { patches }: PackAnomaly): PackAnomaly['patches']['grid'] {
  return packOfExtent(pack).anomaly?.patches.grid ?? patches.grid;
}

function addMap(builder: GraphBuilder, shown: string, score: string, { pack, anomaly }: AnomalyToExport): void {
  const { width, height } = gridOf(pack, anomaly);
  const { mapThreshold, softness } = anomaly.calibration;
  const scale = anomaly.map ?? { threshold: mapThreshold, softness };
  const steps = addScaled(builder, toDouble(builder, shown), scale.threshold, scale.softness);
  const calibrated = toSingle(builder, addEdges(builder, addLogistic(builder, steps)));
  const { input } = packOfExtent(pack);
  const terms = {
    calibrated: builder.reshape(calibrated, [1, 1, height, width]),
    score: builder.reshape(score, [1, 1, 1, 1]),
    size: { width: input.widthPx, height: input.heightPx },
  };
  addAgreedMap(builder, terms, { output: exportOutputs.map });
}

interface MapValues {
  readonly leftOut: string | undefined;
  readonly map: { readonly values: string; readonly source: MapSource } | undefined;
}

/** The pack's own map: the highest of its kinds in each cell. */
function addMapValues(
  builder: GraphBuilder,
  { map: source }: PackAnomaly,
  terms: CellTerms,
  isIgnored: string | undefined,
): MapValues {
  if (source === undefined) return { leftOut: isIgnored, map: undefined };
  const values = builder.reshape(builder.top(addOwnMap(builder, source.output, terms), 1, 'largest'), [-1]);
  const isUncounted = builder.add('Less', [values, builder.floats([1], [source.countsFrom])]);
  const leftOut = isIgnored === undefined ? isUncounted : builder.add('Or', [isIgnored, isUncounted]);
  return { leftOut, map: { values, source } };
}

/** The raw map to show; the pack's own map shows nothing in the areas that the pack ignores. */
function shownMap(builder: GraphBuilder, values: string, isIgnored: string | undefined, isOwnMap: boolean): string {
  if (!isOwnMap || isIgnored === undefined) return values;
  return builder.add('Where', [isIgnored, builder.floats([1], [-1e30]), values]);
}

/** The calibrated score, `[1, 1]` of double precision. */
function addScore(builder: GraphBuilder, raw: string, { calibration }: PackAnomaly): string {
  const { threshold, softness, softnessBelow } = calibration;
  const above = addScaled(builder, raw, threshold, softness);
  if (softnessBelow === undefined) return addEdges(builder, addLogistic(builder, above));
  const isBelow = builder.add('Less', [raw, builder.doubles([], [threshold])]);
  const steps = builder.add('Where', [isBelow, addScaled(builder, raw, threshold, softnessBelow), above]);
  return addEdges(builder, addLogistic(builder, steps));
}

/** Inside (0, 1), as `learning/calibration.ts` keeps it. */
function addEdges(builder: GraphBuilder, value: string): string {
  const edge = 1e-12;
  return addAtMost(builder, addAtLeast(builder, value, edge), 1 - edge);
}

/** 1 for each cell that the pack ignores, where the whole picture is stretched to the input; undefined where there is none. */
function ignoredCells(
  ignore: readonly FractionRect[],
  { width, height }: { readonly width: number; readonly height: number },
): Uint8Array | undefined {
  if (ignore.length === 0) return undefined;
  return Uint8Array.from({ length: width * height }, (_, cell) => {
    const x = ((cell % width) + 0.5) / width;
    const y = (Math.floor(cell / width) + 0.5) / height;
    const isInside = (rect: FractionRect): boolean =>
      x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
    return ignore.some(isInside) ? 1 : 0;
  });
}
