/** What learning from corrections changed, and why nothing was learned. Plain JSON. */
import type { SaidOfPicture } from './example';
import type { CancelledFault } from './operation';
import type { PackFault } from './pack';
import type { UnusedPicture } from './teach-report';

/** The verdict of one version of the pack on a picture; the record's own verdict has no part in it. */
export interface PictureCall {
  readonly rawScore: number;
  /** Calibrated, 0–1 with 0.5 = threshold. */
  readonly score: number;
  readonly isAnomalous: boolean;
  /** Name of the severity level. */
  readonly level: string;
  /** Of the faults that a person marked, those that it does not find at their place; absent without any. */
  readonly missedPlaces?: number;
}

/** A picture that the new version judges differently: it is anomalous or not, has another level, or other faults that a person marked are found. */
export interface ChangedCall {
  readonly recordId: string;
  readonly name: string;
  readonly before: PictureCall;
  readonly after: PictureCall;
  /** Absent for a picture that nobody confirmed or corrected. */
  readonly said?: SaidOfPicture;
}

/** Agreement with what people stated, on every picture that somebody confirmed or corrected. */
export interface LearningFigures {
  readonly pictures: number;
  /** Pictures that people call anomalous. */
  readonly faults: number;
  /** Of these, pictures that the pack calls normal, or in which it does not find a fault at its marked place. */
  readonly missed: number;
  /** Pictures that people call normal and the pack anomalous. */
  readonly falseAlarms: number;
  /** Pictures on the right side of the threshold whose level is another. */
  readonly levelsWrong: number;
}

/** The parameters of a version that learning changes, for a history. */
export interface PackParameters {
  /** Raw. */
  readonly threshold: number;
  /** At most this share of normal pictures like the taught ones is called anomalous. */
  readonly falseAlarmRate: number;
  /** False once the pack has learned faults: they may raise the score of normal pictures, which the rate does not count. */
  readonly isRateGuaranteed: boolean;
  /** The upper limits of the severity levels, the mildest first. */
  readonly bands: readonly { readonly name: string; readonly upTo: number }[];
  /** All rows of the memory bank. */
  readonly bankRows: number;
  /** Of these, rows that examples added. */
  readonly exampleRows: number;
  readonly defectRows: number;
}

/** The outcome of one example. */
export interface LearnedExample {
  readonly id: string;
  readonly kind: 'normal' | 'fault' | 'level';
  readonly recordId: string;
  /** Rows that it added to its bank; 0: the pack knew it already, or it is a level example. */
  readonly rows: number;
}

/** One version of the pack, measured. */
export interface LearningState {
  readonly figures: LearningFigures;
  readonly parameters: PackParameters;
}

export interface LearningReport {
  readonly examples: readonly LearnedExample[];
  readonly before: LearningState;
  readonly after: LearningState;
  /** In the order of the pictures. */
  readonly changes: readonly ChangedCall[];
  /** Pictures that were compared, corrected or not. */
  readonly compared: number;
  /** Pictures that could not be read or judged, which were not compared. */
  readonly unused: readonly UnusedPicture[];
}

/** Why nothing was learned. The pack stays as it was. */
export type LearningFault =
  | CancelledFault
  /** Every example is known to the pack already, or there is none. */
  | { readonly kind: 'nothing-to-learn' }
  /** The base only grades: it has no memory bank. */
  | { readonly kind: 'base-without-anomaly'; readonly packId: string }
  /** The memory bank of the base is empty: it must be taught with normal pictures first. */
  | { readonly kind: 'pack-not-taught'; readonly packId: string }
  /** With this example the pack would no longer find a confirmed fault of the picture `recordId`. */
  | { readonly kind: 'hides-fault'; readonly recordId: string; readonly name: string; readonly exampleId: string }
  /** The picture was judged by its baselines alone: a normal picture of its scene must be added as a baseline. */
  | {
      readonly kind: 'unknown-scene';
      readonly recordId: string;
      readonly name: string;
      readonly exampleId: string;
      /** All examples that are refused for this reason, this one among them. */
      readonly exampleIds: readonly string[];
    }
  /** The marked cells are the same as cells that the pack, or a baseline of the picture, knows as normal. */
  | {
      readonly kind: 'looks-normal' | 'looks-like-baseline';
      readonly recordId: string;
      readonly name: string;
      readonly exampleId: string;
    }
  /** The example needs more rows than are left: teach the pack again with more normal pictures. */
  | { readonly kind: 'bank-full'; readonly exampleId: string; readonly limit: number }
  /** The picture of an example cannot be read, or has the features of another network. */
  | { readonly kind: 'unusable-picture'; readonly name: string }
  | { readonly kind: 'pack-fault'; readonly fault: PackFault }
  | { readonly kind: 'network-failed'; readonly detail: string };
