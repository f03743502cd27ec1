/** Texts of `fieldgrade learn`. */
export const cliLearn = {
  description: 'learn from corrections: a new version of a pack, after showing which results would change',
  pack: 'the pack that learns: an id or the path of a .fieldpack',
  records: 'an export of records (ZIP) with corrections, from the app or the office',
  normal: 'a folder of pictures that are normal, although the pack may call them unusual',
  fault:
    'a folder of faulty pictures. Boxes in a COCO file (*.json) or a table name,x,y,w,h in pixels (*.csv), or a mask x_mask.png beside x.jpg, say where the fault is; a picture without any must only stay found',
  preview: 'print what would change, and write nothing',
  noInput: 'Give what the pack is to learn from: --records, --normal or --fault.',
  noOut: 'Give the file to write with --out, or --preview to write nothing.',
  noCorrections: 'The records of {file} contain no correction of the pack {pack}.',
  notOwn: '{count, plural, one {# record is} other {# records are}} left out, because another pack judged them.',
  lost: '{count, plural, one {# record is} other {# records are}} damaged and left out.',
  unmarked:
    '{count, plural, one {# faulty picture has} other {# faulty pictures have}} neither a mask nor a box, such as {file}: nothing is learned from them, but those that the pack finds must stay found.',
  unplaced:
    '{count, plural, one {# box belongs} other {# boxes belong}} to no picture, or to several of the same name, such as {file}: nothing is learned from them. Put the pictures into {folder}.',
  'boxes.not-json':
    '{file} is not valid JSON ({detail}). Export the boxes again as COCO, or move the file out of the folder.',
  'boxes.not-coco':
    '{file} is not a COCO file of boxes ({at}: {wanted}). Export the boxes as “COCO object detection”, or move the file out of the folder.',
  'boxes.no-box-columns':
    '{file} needs the columns name,x,y,w,h in its first line, and has: {columns}. Add them, or move the file out of the folder.',
  'boxes.bad-box-line':
    'Line {line, number} of {file} needs a name and four numbers: name,x,y,w,h in pixels of the picture.',
  'boxes.box-outside':
    'A box of {name} is empty or does not lie in the picture. Boxes are in pixels of the picture file: export them again.',
  learned:
    'Corrections: {normal, plural, one {# normal area} other {# normal areas}}, {fault, plural, one {# missed fault} other {# missed faults}}, {level, plural, one {# severity} other {# severities}}.',
  compared: 'Compared on {compared, plural, one {# picture} other {# pictures}}.',
  figures:
    'Before: {missedBefore, number} missed, {falseBefore, number} false alarms. After: {missedAfter, number} missed, {falseAfter, number} false alarms. Of {pictures, plural, one {# checked picture} other {# checked pictures}}, those of the corrections included.',
  nowNormal: 'Would be normal: {files}.',
  nowAnomalous: 'Would be unusual: {files}.',
  nowFound: 'Would show the marked fault, which was not found at its place: {files}.',
  otherLevel: 'Would get another severity: {files}.',
  noChange: 'No result would change.',
  previewOnly: 'Nothing was written (--preview).',
  refused: 'Nothing was learned. {reason}',
  'fault.hides-fault':
    'The correction of {cause} would hide the confirmed fault in {file}. Look at both pictures. If the fault is real, leave the correction out.',
  'fault.nothing-to-learn': 'The pack knows all of this already.',
  'fault.base-without-anomaly': 'The pack {pack} only grades. It cannot learn from corrections.',
  'fault.pack-not-taught': 'The pack {pack} knows nothing yet. Teach it first: npx fieldgrade teach --good FOLDER',
  'fault.bank-full':
    'The pack has no room for what {cause} needs. Teach it again with more pictures of good pieces: npx fieldgrade teach',
  'fault.unknown-scene':
    'The pack knows nothing like {file}: only the baselines of its asset say what is normal there. Leave the correction out, and add a picture without faults as a baseline of the asset.',
  'fault.looks-normal':
    'What is marked in {file} looks the same as pictures that the pack knows as normal. If they show the fault too, correct those first, or teach the pack again without them.',
  'fault.looks-like-baseline':
    'What is marked in {file} looks the same in a baseline of its asset, or in what the pack knows as normal. If the baseline shows the fault too, delete that baseline picture.',
  'fault.unusable-picture': 'The picture {file} gives no numbers. Leave it out.',
} as const;
