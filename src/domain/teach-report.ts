/** What teaching found out, as plain JSON: the engine computes it, the worker posts it, the draft stores it, the screens show it. */
import type { FileFault } from './file-fault';
import type { InspectFault } from './inspection';
import type { StorageFault } from './record';

/** Overlapping tiles of one picture; absent where the picture is looked at as a whole. */
export interface LookTiles {
  readonly columns: number;
  readonly rows: number;
}

/** A picture of the teaching, judged by a pack that did not learn from it. */
export interface JudgedLesson {
  readonly name: string;
  readonly label: 'normal' | 'faulty';
  /** Calibrated: 0.5 is the threshold. */
  readonly score: number;
  readonly isMisjudged: boolean;
}

/** How well one way of looking told the pictures apart. */
export interface LookResult {
  readonly tiles?: LookTiles;
  readonly isSuggested: boolean;
  /** Of the good and bad pictures; absent without bad ones. */
  readonly auroc?: number;
}

/** The report of an anomaly pack. */
export interface AnomalyTeachReport {
  readonly kind: 'anomaly';
  /** How many normal pictures it learned from. */
  readonly normals: number;
  /** The share of normal pictures, of the kind that was taught, that is reported as unusual at most: 1 / (normals + 1) or more. */
  readonly falseAlarmRate: number;
  /** `prior`: too few pictures to place the threshold by their scores alone. The stated rate does not rest on it. */
  readonly placedBy: 'conformal' | 'prior';
  readonly looks: readonly LookResult[];
  readonly usedTiles?: LookTiles;
  readonly pictures: readonly JudgedLesson[];
  /** Only with bad pictures. */
  readonly quality?: { readonly auroc: number; readonly f1: number; readonly bestThreshold: number };
}

/** One step of the training, for curves. Shares of 1 for accuracies. */
export interface TrainPoint {
  readonly step: number;
  readonly loss: number;
  readonly validationLoss?: number;
  readonly accuracy?: number;
  readonly validationAccuracy?: number;
}

export interface ClassResult {
  readonly label: string;
  readonly pictures: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** A kind of head, on pictures that it was not trained on. */
export interface HeadResult {
  readonly head: string;
  readonly accuracy: number;
  readonly logLoss: number;
}

/** How often the head is right after it learned from a share of the pictures. */
export interface LearningPoint {
  readonly pictures: number;
  readonly accuracy: number;
}

/** A picture whose class the classifier did not find. */
export interface MisclassifiedLesson {
  readonly name: string;
  readonly label: string;
  readonly found: string;
  readonly confidence: number;
}

/** The report of a classifier. Every judged picture was judged by a head that had not learned from it. */
export interface ClassTrainReport {
  readonly kind: 'classes';
  readonly seed: number;
  readonly head: string;
  /** Share of the judged pictures whose class was found. */
  readonly accuracy: number;
  readonly classes: readonly ClassResult[];
  /** `confusion[i][j]`: pictures of class i that were taken for class j, in the order of `classes`. */
  readonly confusion: readonly (readonly number[])[];
  /** Pictures by their confidence: how sure the classifier was on average, and how often it was right. */
  readonly calibration: readonly { readonly confidence: number; readonly accuracy: number; readonly count: number }[];
  readonly curve: readonly TrainPoint[];
  /** Every kind that was compared, in the order of preference. */
  readonly heads: readonly HeadResult[];
  /** Pictures that had no part in choosing the head; absent with few pictures. */
  readonly test?: LearningPoint;
  /** With half of the pictures, and with all. */
  readonly learning: readonly LearningPoint[];
  /** The class of which more pictures would help most; absent where none was mistaken. */
  readonly helpsMost?: string;
  /** Under this confidence a picture gets no class. */
  readonly rejectBelow: number;
  /** The least confident mistakes last. */
  readonly misclassified: readonly MisclassifiedLesson[];
}

export type TeachReport = AnomalyTeachReport | ClassTrainReport;

/** Why nothing was taught. Nothing of the draft is lost. */
export type TeachFault =
  | InspectFault
  | FileFault
  | StorageFault
  /** None of the pictures can be used. `names` are the first ones. */
  | { readonly kind: 'no-usable-pictures'; readonly names: readonly string[] }
  | { readonly kind: 'too-few-pictures'; readonly found: number; readonly wanted: number };
