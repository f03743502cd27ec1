/** Texts about ONNX files: packs written as one, and networks read from one. */
export const onnx = {
  'export.pack-not-taught.title': 'The pack {pack} has not learned anything yet.',
  'export.pack-not-taught.advice': 'Teach it with pictures first, then export the new pack.',
  'export.old-operators.title': 'The network of this pack uses operator set {found, number} of ONNX.',
  'export.old-operators.advice': 'Export the network again with operator set {wanted, number} or later, and import it.',
  'export.ignored-areas-move.title':
    'This pack ignores parts of the picture, whose place depends on the shape of the picture.',
  'export.ignored-areas-move.advice':
    'A fixed graph cannot do this. Use the pack file, or a pack that looks at the whole picture.',
  'export.sparse-constants.title': 'The network of this pack has sparse constants, which cannot be passed on.',
  'export.sparse-constants.advice': 'Export the network again with dense constants, and import it.',
} as const;
