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
  'import.not-onnx.title': 'This is not an ONNX model, or the file is cut off.',
  'import.file-too-large.title': 'This file is {size} large. At most {limit} are accepted.',
  'import.wrong-inputs.title':
    'This network has {count, plural, =0 {no input} other {# inputs}}. It must have exactly one: the picture.',
  'import.input-axes.title':
    'The input of this network has the shape {found}. A picture has four axes: batch, channels, height, width.',
  'import.input-type.title': 'The input of this network does not take float32 numbers.',
  'import.fixed-batch.title': 'This network takes {pictures, number} pictures at once.',
  'import.no-channels.title':
    'The input of this network has the shape {found}: neither its second nor its last axis has 3 or 1 channels.',
  'import.wrong-input-size.title': 'The sides of the input must be whole numbers from 1 to {limit, number} px.',
  'import.no-output.title': 'This network has no output {output}. It has {found}.',
  'import.output-type.title': 'The output {output} does not give float32 numbers.',
  'import.output-is-map.title': 'The output {output} gives a map, not one answer for the picture.',
  'import.output-is-no-map.title': 'The output {output} gives no map with one channel.',
  'import.duplicate-label.title': 'Two classes are called “{label}”.',
  'import.label-count.title':
    'The output gives {numbers, plural, one {# number, which needs two classes} other {# numbers}}, but there are {labels, plural, one {# class} other {# classes}}.',
  'import.sigmoid-per-label.title':
    'Each class has an independent answer here. A pack needs classes of which exactly one applies.',
  'import.wrong-normalisation.title': 'Mean and deviation need {channels, plural, one {one number} other {# numbers}}.',
  'import.file.advice': 'Choose a file that ends with .onnx, and copy it again if it was cut off.',
  'import.refused.advice': 'Nothing was imported. Ask the maker of the model for an export of the network alone.',
  'import.export.advice': 'Export the model again: one picture as float32 input, everything in one file.',
  'import.answer.advice': 'Correct the answer and try again.',
} as const;
