import type { AnomalyTeachOptions, LookResult, TaughtRole } from '../../domain/anomaly-teaching';
import { cellOpener, keepCells, type KeptCells } from '../../learning/kept-cells';
import type { Features } from '../extract';
import type { UnpackedPack } from '../unpack';

/** Features that a teaching holds of many pictures at once. */
export type KeptFeatures = Omit<Features, 'cells'> & { readonly cells?: KeptCells };

/** A picture to teach with. */
export interface TaughtPicture {
  /** What the report and the provenance of the bank call it; unique in a teaching. */
  readonly name: string;
  readonly role: TaughtRole;
  readonly features: KeptFeatures;
}

/** What is taught. All features are of the same look, which becomes that of the pack. */
export interface AnomalyTeaching {
  /** Rows that it has are kept, with their provenance. */
  readonly base: UnpackedPack;
  /** Those of the golden picture of the base. */
  readonly golden: Features;
  readonly pictures: readonly TaughtPicture[];
  readonly options: AnomalyTeachOptions;
  /** The looks that were compared before, for the report. */
  readonly compared?: readonly LookResult[];
}

/** The features with cells in the precision of the bank. */
export function keepFeatures({ cells, ...others }: Features, type: 'float32' | 'float16'): KeptFeatures {
  return { ...others, ...(cells && { cells: keepCells(cells, type) }) };
}

/** The features for computing, of one picture after another: they are valid until the next call. */
export function featureOpener(): (kept: KeptFeatures) => Features {
  const open = cellOpener();
  return ({ cells, ...others }) => ({ ...others, ...(cells && { cells: open(cells) }) });
}
