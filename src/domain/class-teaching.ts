/** The input of teaching a classifier. Plain data that can be posted. */
import type { TaughtIdentity } from './anomaly-teaching';
import type { FileFault } from './file-fault';
import type { PictureFault } from './picture';

/** `balanced`: every class counts the same. `equal`: every picture does. */
export type Weighting = 'balanced' | 'equal';

export interface ClassTrainOptions {
  readonly identity: TaughtIdentity;
  readonly seed: number;
  /** The classes are grades, in the order of `classOrder`. */
  readonly isOrdered: boolean;
  /** Classes in this order; others follow in the order of their names. */
  readonly classOrder?: readonly string[];
  /** `balanced` by default. */
  readonly weighting?: Weighting;
}

/** `grade 10` comes after `grade 9`. The same on every device, whatever its language: the order is part of the pack. */
export function inClassOrder(labels: Iterable<string>): readonly string[] {
  return [...new Set(labels)].sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}

/** A labelled picture with its embedding. */
export interface LabelledPicture {
  /** Unique in the teaching. */
  readonly name: string;
  /** By which pictures of one piece are recognised. */
  readonly fileName: string;
  readonly label: string;
  /** Of the file: the order in which pictures are learned does not depend on the host. */
  readonly sha256: string;
  readonly embedding: Float32Array;
}

export interface ClassTeachOptions extends ClassTrainOptions {
  /** Pictures of one piece, by their names or because they look almost the same, stay together; true by default. */
  readonly isTogether?: boolean;
}

/** The embedding of a picture, and its size and blur. */
export interface PictureLook {
  /** Embeddings of different networks are not comparable. */
  readonly networkSha256: string;
  readonly size: { readonly width: number; readonly height: number };
  /** 0 (sharp) to 1. */
  readonly blur: number;
  readonly embedding: Float32Array;
}

/** A picture that the network with this hash could not embed. */
export interface FailedLook {
  readonly networkSha256: string;
  readonly fault: PictureFault | FileFault;
}
