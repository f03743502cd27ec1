/** The result of a teaching, as plain JSON: the engine computes it, the worker posts it, the draft stores it, the screens show it. */
import type { AnomalyTeachReport } from './anomaly-teaching';
import type { FileFault } from './file-fault';
import type { InspectFault } from './inspection';
import type { PictureFault } from './picture';
import type { StorageFault } from './record';
import type { TeachFault } from './teach-fault';

/** A picture that nothing was learned from, and why. */
export interface UnusedPicture {
  readonly name: string;
  readonly fault: PictureFault | FileFault;
}

/** The result for an anomaly pack. */
export interface AnomalyReport {
  readonly anomaly: AnomalyTeachReport;
  readonly unused: readonly UnusedPicture[];
}

/** The result for a classifier. */
export interface ClassesReport {
  readonly classes: ClassTrainReport;
  readonly unused: readonly UnusedPicture[];
}

/** What was taught. */
export type TeachReport = AnomalyReport | ClassesReport;

/** Pictures that stayed in one part of every split, because they show one piece. */
export interface KeptTogether {
  readonly groups: number;
  /** Pictures in these groups. */
  readonly pictures: number;
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
  /** Of these, how many had no part in choosing the head; absent in earlier reports. */
  readonly test?: number;
}

/** A kind of head, on pictures that it was not trained on. */
interface HeadResult {
  readonly head: string;
  readonly accuracy: number;
  readonly logLoss: number;
}

/** How often the head is right after it learned from a share of the pictures. */
export interface LearningPoint {
  readonly pictures: number;
  readonly accuracy: number;
  /** Of each class, in the order of the report: how many pictures were learned, and the share that was found. Absent in earlier reports. */
  readonly classes?: readonly ClassLearning[];
}

export interface ClassLearning {
  readonly pictures: number;
  readonly recall: number;
}

/** A picture whose class the classifier did not find. */
export interface MisclassifiedPicture {
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
  /** `confusion[i][j]`: pictures of class i that were classified as class j, in the order of `classes`. */
  readonly confusion: readonly (readonly number[])[];
  /** Pictures by their confidence: its mean, and how often the classifier was right. */
  readonly calibration: readonly { readonly confidence: number; readonly accuracy: number; readonly count: number }[];
  readonly curve: readonly TrainPoint[];
  /** Every kind that was compared, in the order of preference. */
  readonly heads: readonly HeadResult[];
  /** Pictures that had no part in choosing the head; absent with few pictures. */
  readonly test?: LearningPoint;
  /** With a quarter of the pictures if these are enough, with half of them, and with all. */
  readonly learning: readonly LearningPoint[];
  /** The class of which more pictures would help most; absent without mistakes. */
  readonly helpsMost?: string;
  /** Under this confidence a picture gets no class. Absent where no limit was needed; in earlier reports then at most the chance of a guess. */
  readonly rejectBelow?: number;
  /** Absent where it was not asked. */
  readonly together?: KeptTogether;
  /** The least confident mistakes last. */
  readonly misclassified: readonly MisclassifiedPicture[];
}

/** Why nothing was taught. Nothing of the draft is lost. */
export type TeachFailure =
  | TeachFault
  | InspectFault
  | FileFault
  /** The base is not on the device and cannot be fetched. */
  | { readonly kind: 'no-base' }
  /** The pack was made and could not be stored. */
  | { readonly kind: 'pack-not-stored'; readonly fault?: StorageFault };
