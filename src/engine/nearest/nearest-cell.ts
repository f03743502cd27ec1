/** The most unusual cell of a part of a picture, and which known cell it is nearest to. */
import { packOfExtent } from '../../domain/close-look';
import type { KnownSource } from '../../domain/nearest-normal';
import type { BankSource, FractionRect, Pack, PackAnomaly } from '../../domain/pack';
import type { PixelRect } from '../../domain/picture';
import { nearestRow, type Nearest, type Vectors } from '../../learning/memory-bank';
import { nearestNear } from '../../learning/near-search';
import { outOfRange } from '../../math/out-of-range';
import { toPictureRect } from '../../vision/to-picture';
import { compareWith, jointDistances, type Baseline, type Comparison } from '../baseline/compare';
import { judgedBy } from '../baseline/scene';
import type { Features } from '../extract';
import { usable } from '../judge';
import { cellsInside, ignoredCells, type AnomalyTerms } from '../measure';
import type { UnpackedPack } from '../unpack';

/** A cell and the known one that it is nearest to. */
export interface NearestCell {
  readonly cell: number;
  readonly distance: number;
  readonly limit: number;
  /** Where the known cell comes from, with its features, or its vector in the memory bank. */
  readonly known:
    | { readonly kind: 'baseline'; readonly baseline: Baseline; readonly cell: number }
    | { readonly kind: 'bank'; readonly source: KnownSource; readonly vector: Vectors };
}

/** Undefined where the part has no cell that counts, or nothing normal is known for it. */
export function nearestCell(
  features: Features,
  area: FractionRect,
  given: UnpackedPack,
  baselines: readonly Baseline[],
): NearestCell | undefined {
  const unpacked = { ...given, pack: packOfExtent(given.pack) };
  const { anomaly } = unpacked.pack;
  const { cells } = features;
  if (anomaly === undefined || cells === undefined) return undefined;
  const comparisons = compareWith(usable(baselines, features), features, unpacked.pack);
  const judging = judgedBy(comparisons, unpacked);
  if (judging.bank === undefined && comparisons.length === 0) return undefined;
  const leftOut = outside(area, { pack: unpacked.pack, anomaly }, features);
  const { neighbours } = anomaly;
  const cell = farthest(jointDistances(cells, judging.bank, comparisons, { neighbours, leftOut }), leftOut);
  if (cell === undefined) return undefined;
  const found = [ofBank(cells, cell, judging), ...comparisons.map((each) => ofBaseline(cells, cell, each, judging))];
  const [nearest] = found.filter((each) => each !== undefined).sort((a, b) => a.distance - b.distance);
  return nearest && { ...nearest, cell, limit: anomaly.calibration.mapThreshold };
}

/** 1 for each cell that is skipped. A part between the centres of cells has the cell under its own centre. */
function outside(area: FractionRect, terms: AnomalyTerms, { placement }: Features): Uint8Array {
  const ignored = ignoredCells(terms.pack, placement);
  const within = cellsInside([area], terms, placement);
  const inside = within.includes(1) ? within : cellsInside([aroundCentre(area, terms)], terms, placement);
  return inside.map((is, cell) => (is === 1 && ignored[cell] !== 1 ? 0 : 1));
}

/** As large as a cell of a picture that the network sees whole. */
function aroundCentre({ x, y, width, height }: FractionRect, { anomaly: { patches } }: AnomalyTerms): FractionRect {
  const [across, down] = [1 / patches.grid.width, 1 / patches.grid.height];
  return { x: x + (width - across) / 2, y: y + (height - down) / 2, width: across, height: down };
}

function farthest(distances: Float32Array, leftOut: Uint8Array): number | undefined {
  let at: number | undefined;
  distances.forEach((distance, cell) => {
    if (leftOut[cell] !== 1 && (at === undefined || distance > (distances[at] ?? outOfRange()))) at = cell;
  });
  return at;
}

type Known = Pick<NearestCell, 'distance' | 'known'>;

function ofBank(cells: Vectors, cell: number, { bank, pack }: UnpackedPack): Known | undefined {
  if (bank === undefined) return undefined;
  const { at, distance } = nearestRow(cells, cell, bank);
  const data = Float32Array.from(bank.data.subarray(at * bank.columns, (at + 1) * bank.columns));
  const vector = { rows: 1, columns: bank.columns, data };
  return { distance, known: { kind: 'bank', source: sourceOfRow(pack.anomaly?.bank.sources ?? [], at), vector } };
}

/** The source that has this row of the bank: the rows of a source follow each other. */
export function sourceOfRow(sources: readonly BankSource[], row: number): KnownSource {
  let end = 0;
  const source = sources.find(({ rows }) => (end += rows) > row);
  if (source === undefined || source.kind === 'base') return { kind: 'pack' };
  const { name, pictureSha256 } = source;
  if (source.kind === 'correction') {
    return { kind: 'correction', name, ...(pictureSha256 !== undefined && { pictureSha256 }) };
  }
  const pictures = sources.filter(({ kind }) => kind === 'picture');
  return { kind: 'picture', name, number: pictures.indexOf(source) + 1, of: pictures.length };
}

/** As `jointDistances` measures: near the place of the cell, and elsewhere only where nothing else judges. */
function ofBaseline(
  cells: Vectors,
  cell: number,
  { baseline, bank, near, atBorder, places }: Comparison,
  { bank: known, pack: { anomaly } }: UnpackedPack,
): Known | undefined {
  const own = baseline.features.cells;
  if (own === undefined || anomaly === undefined) return undefined;
  const toKnown = ({ at, distance }: Nearest): Known => ({ distance, known: { kind: 'baseline', baseline, cell: at } });
  if (near === undefined || places === undefined) return toKnown(nearestRow(cells, cell, bank));
  const { width, height } = anomaly.patches.grid;
  if ((near[cell] ?? Infinity) < Infinity) {
    return toKnown(nearestNear(cells, cell, places, { cells: own, columns: width, rows: height }));
  }
  return known === undefined && atBorder?.[cell] !== 1 ? toKnown(nearestRow(cells, cell, bank)) : undefined;
}

/** The place of a cell on its picture, in pixels of the upright original. */
export function placeOfCell(cell: number, given: Pack, { placement: { plan, picture } }: Features): PixelRect {
  const { input, anomaly } = packOfExtent(given);
  const { width, height } = gridOf(anomaly);
  const [across, down] = [input.widthPx / width, input.heightPx / height];
  const bounds = { x: (cell % width) * across, y: Math.floor(cell / width) * down, width: across, height: down };
  return toPictureRect(bounds, plan, picture);
}

function gridOf(anomaly: PackAnomaly | undefined): PackAnomaly['patches']['grid'] {
  return anomaly?.patches.grid ?? outOfRange();
}
