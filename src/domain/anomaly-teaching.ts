/** Teaching an anomaly pack: what a user chooses, and what the teaching measured. Plain JSON. */
import type { Tiles } from './pack';

/** `normal` pictures make the memory bank and the threshold; `faulty` ones only measure the result. */
export type TaughtRole = 'normal' | 'faulty';

/** Tiles along each side for the close look; `auto` compares them, `off` looks at the whole picture. */
export type CloseLook = 'auto' | 'off' | 2 | 3;

/** Identity of the new pack. The caller draws the id and reads the clock: the only randomness of a teaching is that of `seed`. */
export interface TaughtIdentity {
  /** `taught-` and 8 hexadecimal digits. */
  readonly id: string;
  readonly version: string;
  readonly title: string;
  /** ISO 8601. */
  readonly taughtAt: string;
  /** SHA-256 of the manifest of the version before this one. */
  readonly previousSha256?: string;
}

export interface AnomalyTeachOptions {
  readonly identity: TaughtIdentity;
  readonly seed: number;
  readonly closeLook: CloseLook;
}

/** The score of one picture as if the pack had not been taught with it. */
export interface LeftOutScore {
  readonly name: string;
  readonly role: TaughtRole;
  /** Distance in feature space. JSON has no infinity: with a single normal picture it is measured within the picture. */
  readonly rawScore: number;
  /** Calibrated, 0–1 with 0.5 = threshold. */
  readonly score: number;
  /** Conformal p-value among the normals: `(1 + #{s_i ≥ s}) / (n + 1)`. */
  readonly pValue: number;
}

/** The measured result of one look. `tiles` is absent for the whole picture. */
export interface LookResult {
  readonly tiles?: Tiles;
  /** How far the most unusual normal is above the median one, as a share of the median. Small is good. */
  readonly spread: number;
  /** With faulty pictures: area under the ROC curve. */
  readonly auroc?: number;
}

/** Measured with faulty pictures. */
export interface TeachQuality {
  readonly auroc: number;
  readonly f1Max: number;
  /** The raw threshold of `f1Max`. */
  readonly bestThreshold: number;
  /** At the threshold of the pack. */
  readonly f1: number;
  /** Names of faulty pictures under the threshold of the pack. */
  readonly missed: readonly string[];
  /** Names of normal pictures at or over it. */
  readonly falseAlarms: readonly string[];
}

/** The false-alarm rate that a number of normal pictures supports. */
interface SupportedRate {
  readonly normals: number;
  readonly falseAlarmRate: number;
}

export interface AnomalyTeachReport {
  readonly seed: number;
  readonly normals: number;
  readonly faulty: number;
  /** At most this share of normal pictures like the taught ones is called anomalous; 1 states nothing (a single picture). */
  readonly falseAlarmRate: number;
  /** `prior`: with few pictures an assumption placed the threshold higher than the stated rate needs. */
  readonly placedBy: 'conformal' | 'prior';
  /** The rates with more pictures, fewest first. */
  readonly more: readonly SupportedRate[];
  /** Raw. */
  readonly threshold: number;
  readonly bankRows: number;
  /** The look of the pack; absent: the whole picture. */
  readonly tiles?: Tiles;
  /** Every look that was compared, the whole picture first. One entry if the user chose it. */
  readonly looks: readonly LookResult[];
  readonly scores: readonly LeftOutScore[];
  /** Absent without faulty pictures. */
  readonly quality?: TeachQuality;
}
