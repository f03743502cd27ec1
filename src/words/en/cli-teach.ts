/** Texts of `fieldgrade teach` and `fieldgrade evaluate`. */
export const cliTeach = {
  description: 'teach a pack with pictures of good pieces and write it as a .fieldpack',
  good: 'a folder of pictures of good pieces',
  bad: 'a folder of pictures of faulty pieces, which only measure the result',
  pack: 'the pack to start from: an id or the path of a .fieldpack',
  closeLook:
    'look at each picture in 2 × 2 or 3 × 3 parts, as a whole (off), or compare and choose (auto); auto, off, 2 or 3',
  seed: 'the seed of the random choices: the same pictures and seed give the same pack',
  runtime:
    'what runs the network: app (the same bytes as the app), native (several times as fast, other last digits), or auto (native only for more pictures than the app takes)',
  title: 'the title of the new pack; by default the name of the file',
  out: 'the .fieldpack to write',
  overwrite: 'replace the file if it exists',
  notSeed: 'Give a whole number from 0 to 4294967295.',
  wrongName: 'The name of the file must end in {extension}: {file}',
  exists: '{file} exists already. Choose another name with --out, or replace it with --overwrite.',
  noFolder: 'There is no folder {folder} to write to. Create it or choose another name with --out.',
  inBoth:
    '{count, plural, one {# picture is} other {# pictures are}} good and faulty at once, such as {file}. Move the faulty ones out of the good folder.',
  reading: 'Looking at pictures: {done, number} of {count, number}',
  learning: 'Learning: step {done, number} of {count, number}',
  stopped: 'Stopped. Nothing was written.',
  notTaught: 'Nothing was taught. {reason}',
  notWritten: 'The pack could not be written to {file} ({code}). Choose another name with --out, or free some space.',
  'fault.no-normal-pictures': 'None of the good pictures could be used. Add pictures of good pieces to --good.',
  'fault.base-without-anomaly':
    'The pack {pack} only grades and cannot be taught what is normal. Use --pack surface instead.',
  'fault.other-look':
    'What the pack to start from has learned fits only its own close look. Leave --close-look out, or use --pack surface.',
  'fault.unusable-picture': 'The picture {file} gives no numbers. Remove it and try again.',
  unread: 'Not used: {file}. {reason}',
  written: '“{title}”, version {version}, is in {file} ({size}).',
  replaced: '“{title}”, version {version}, replaced {file} ({size}).',
  learned: 'It learned from {normals, plural, one {# good picture} other {# good pictures}}.',
  promise:
    'Of 100 good pieces like these, in the same light and at the same distance, at most {rate, plural, one {# is} other {# are}} called unusual on average. This says nothing about how many faults are found.',
  noPromise: 'One picture says nothing about how often a good piece is called unusual.',
  byPrior: 'With so few pictures the threshold was placed carefully: small faults may pass.',
  more: 'With {normals, number} good pictures it would be at most {rate, number} of 100.',
  lookWhole: 'It looks at the whole picture.',
  lookTiles:
    'It looks at each picture in {columns, number} × {rows, number} parts, so that small faults stay visible; this takes longer.',
  looks: 'Compared: {looks}.',
  'look.whole': 'whole picture',
  'look.tiles': '{columns, number} × {rows, number} parts',
  'look.withAuroc': '{look} (AUROC {auroc}, spread of good pictures {spread})',
  'look.withSpread': '{look} (spread of good pictures {spread})',
  quality:
    'It finds {found, number} of {faulty, plural, one {# faulty picture} other {# faulty pictures}}. AUROC {auroc}, F1 {f1} at its threshold, {f1Max} at the best one.',
  noQuality: 'Without faulty pictures (--bad) it is not known how many faults it finds.',
  missed: 'Missed: {files}.',
  falseAlarms: 'Good, but called unusual: {files}.',
  next: 'Inspect with it: npx fieldgrade predict photo.jpg --pack {file}',
  'evaluate.description': 'measure how often a pack is right, with labelled pictures',
  'evaluate.data':
    'a folder or ZIP file with a folder good (also normal, ok, clean or healthy) and others for faulty pictures, or with one folder per class, at any depth',
  'evaluate.json': 'print one JSON object on standard output',
  'evaluate.noClasses':
    'No folder in {path} has the name of a class of the pack. Put the pictures of each class into a folder with its name: {classes}.',
  'evaluate.noLabelled':
    'No labelled pictures in {path}. Put good pictures into a folder “good” and faulty ones into a folder “bad” below it.',
  'evaluate.unlabelled':
    '{count, plural, one {# picture is} other {# pictures are}} left out, because their folders do not say what they show: {files}.',
  'evaluate.counts':
    '{good, plural, one {# good picture} other {# good pictures}} and {bad, plural, one {# faulty picture} other {# faulty pictures}} judged with {pack} {version}.',
  'evaluate.auroc':
    'AUROC {auroc}; F1 {f1} at the threshold of the pack, {f1Max} at the best one ({best}; the pack has {threshold}).',
  'evaluate.oneSided':
    'AUROC and F1 need both good and faulty pictures. Good ones lie in a folder good, normal, ok, clean or healthy.',
  'evaluate.table':
    'Faulty: {hits, number} found, {missed, number} missed. Good: {passed, number} passed, {falseAlarms, number} called unusual.',
  'evaluate.classes':
    '{pictures, plural, one {# picture} other {# pictures}} of known classes judged with {pack} {version}.',
  'evaluate.accuracy': 'The class of {percent} was found.',
  'evaluate.unreadable': 'The file cannot be read. Check its permissions, or make the ZIP file again.',
  'evaluate.withoutVerdict': 'Without a verdict: {files}.',
} as const;
