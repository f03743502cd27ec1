import type { PackFault } from './pack';
import type { CancelledFault } from './operation';

/** Why nothing was taught. Kinds of anomaly packs; those of classifiers are in the same union. */
export type TeachFault =
  | CancelledFault
  /** No picture is normal, or none of the normal ones could be read. */
  | { readonly kind: 'no-normal-pictures' }
  /** The base only grades: it has no memory bank. */
  | { readonly kind: 'base-without-anomaly'; readonly packId: string }
  /** The rows of the base are cells of another look, with which new ones cannot be compared. */
  | { readonly kind: 'other-look'; readonly baseTilesPerSide: number }
  /** The picture gives no numbers, or has the features of another network. */
  | { readonly kind: 'unusable-picture'; readonly name: string }
  /** Pictures of at least two classes are needed. */
  | { readonly kind: 'too-few-classes'; readonly found: number }
  | { readonly kind: 'too-few-of-class'; readonly label: string; readonly found: number; readonly wanted: number }
  /** The network of the base has no embedding of the whole picture. */
  | { readonly kind: 'base-without-embedding'; readonly packId: string }
  | { readonly kind: 'pack-fault'; readonly fault: PackFault }
  | { readonly kind: 'network-failed'; readonly detail: string };
