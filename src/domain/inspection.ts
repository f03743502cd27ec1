import type { PackFault } from './pack';
import type { FloatRaster, MaskRaster, PictureFault, PixelRect } from './picture';

/** Where the network ran. */
export type Backend = 'wasm' | 'webgpu' | 'node-cpu';

/** The backend in use, and why a faster one was not. */
export interface BackendChoice {
  readonly backend: Backend;
  readonly fallbackReason?: string;
}

/** How probable one of the pack's labels is, 0–1. */
interface LabelProbability {
  readonly label: string;
  readonly title: string;
  readonly probability: number;
}

/** The grade of one picture, or why there is none. */
export interface GradeVerdict {
  readonly label: string;
  readonly title: string;
  readonly group?: string;
  readonly confidence: number;
  /** Every label of the pack, in its order. */
  readonly probabilities: readonly LabelProbability[];
  readonly refused?: string;
  readonly indicative: boolean;
}

/** What a region is taken for, by its shape or by what its cells show, with the confidence of the rule, 0–1. */
export interface BoxCategory {
  readonly name: string;
  readonly title: string;
  readonly confidence: number;
}

/** One anomalous region. `score` is the highest calibrated value inside it, 0–1 with 0.5 = threshold. */
export interface AnomalyBox extends PixelRect {
  readonly score: number;
  readonly level: string;
  readonly levelTitle: string;
  readonly action: string;
  /** Absent where the pack names no categories. */
  readonly category?: BoxCategory;
}

/** The anomaly verdict of one picture, without its rasters: see `VerdictRasters`. */
export interface AnomalyVerdict {
  /** Distance in feature space, the pack's own unit. */
  readonly rawScore: number;
  /** 0–1 with 0.5 = threshold, never exactly 0 or 1. */
  readonly score: number;
  readonly isAnomalous: boolean;
  readonly level: string;
  readonly levelTitle: string;
  readonly action: string;
  readonly boxes: readonly AnomalyBox[];
}

/** The rasters of an anomaly verdict. They travel next to the verdict, which is plain JSON. */
export interface VerdictRasters {
  /** Calibrated map over the whole original picture, 0–1 with 0.5 = threshold; 0 where the network did not look. */
  readonly map: FloatRaster;
  /** Where the map reaches 0.5, over the whole original picture, at the network's resolution. */
  readonly mask: MaskRaster;
}

/** Milliseconds spent in each stage, in the order they ran. */
export interface StageTimings {
  readonly decodeMs: number;
  readonly resizeMs: number;
  readonly networkMs: number;
  readonly judgeMs: number;
  readonly totalMs: number;
}

/** What was used to reach a verdict; stored with it for ever. */
export interface Provenance {
  readonly packId: string;
  readonly packVersion: string;
  /** SHA-256 of the bytes of `pack.json`. */
  readonly packSha256: string;
  /** SHA-256 of the network file. */
  readonly networkSha256: string;
  readonly engineVersion: string;
  /** The limits that the pack's makers state, as they were told with this verdict. */
  readonly packNotice?: string;
  readonly threshold?: number;
  readonly backend: Backend;
  readonly fallbackReason?: string;
}

/** The verdict on one picture. Plain JSON. */
export interface Verdict {
  readonly picture: { readonly width: number; readonly height: number };
  readonly grade?: GradeVerdict;
  readonly anomaly?: AnomalyVerdict;
  readonly timings: StageTimings;
  readonly provenance: Provenance;
}

/** The result of inspecting one picture. `rasters` is present where `verdict.anomaly` is. Crosses from the worker by structured clone. */
export interface VerdictWithRasters {
  readonly verdict: Verdict;
  readonly rasters?: VerdictRasters;
}

/** Why a picture got no verdict. */
export type InspectFault =
  | PictureFault
  | { readonly kind: 'pack-not-loaded'; readonly packId: string }
  | { readonly kind: 'pack-fault'; readonly fault: PackFault }
  /** The memory bank is empty: the pack must be taught with normal pictures first. */
  | { readonly kind: 'pack-not-taught'; readonly packId: string }
  | { readonly kind: 'network-failed'; readonly detail: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'worker-lost'; readonly detail: string };
