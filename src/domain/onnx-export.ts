/** Why a pack cannot be written as one ONNX file. */
export type OnnxExportFault =
  | { readonly kind: 'pack-not-taught'; readonly packId: string }
  /** The network uses an operator set that is too old to be extended. */
  | { readonly kind: 'old-operators'; readonly found: number; readonly wanted: number }
  /** Where the ignored areas are depends on the picture's aspect ratio, which the graph does not know. */
  | { readonly kind: 'ignored-areas-move' }
  | { readonly kind: 'sparse-constants' };

/** Shapes of the outputs of a network for one picture, by their names. */
export type OutputShapes = Readonly<Record<string, readonly number[]>>;
