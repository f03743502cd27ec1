/** Baseline pictures on the result screen. */
export const baseline = {
  unknownScene: 'Unknown scene: add a normal picture of it',
  unknownSceneWhy:
    'The pack knows no picture like it. Add a picture of the same scene in its normal state: this picture is then judged against it. The framing may differ.',
  add: 'Add a normal picture',
  whichAsset: 'Which asset is it? The normal picture is stored with it.',
  ofAsset: 'Normal picture of {number}:',
  take: 'Take a normal photo',
  choose: 'Choose normal pictures',
  make: '{count, plural, one {Add as baseline} other {Add # pictures as baselines}}',
  makeThis: 'This picture is normal',
  makeThisWhy: 'It becomes the baseline: later pictures of the asset are compared with it.',
  makeWhy:
    'You called this picture normal. As one more baseline, it shows what is normal in later pictures of its asset.',
  made: '{count, plural, one {{file} is a baseline now} other {# pictures are baselines now}}',
  madeWhy: 'Later pictures of the asset are compared with its newest three baselines.',
  undo: 'Undo',
  ofThisAsset: 'Baselines',
  ofThisAssetWhy:
    'Later pictures of this asset are judged against its newest three baselines. Stored with the pack {pack}.',
  storing: 'Storing the normal picture…',
  there: 'This asset has a baseline that this result does not use',
  thereWhy: 'The picture is inspected again, and both results are kept.',
  compare: 'Compare with the baseline of this asset',
  comparing: 'Comparing with the baseline…',
  judgedAgainst: 'Judged against {count, plural, one {# baseline picture} other {# baseline pictures}} of this asset.',
  changedCount:
    '{count, plural, =0 {Nothing has changed since the baseline.} one {# region has changed since the baseline; it is marked in both pictures.} other {# regions have changed since the baseline; they are marked in both pictures.}}',
  notAligned:
    'The two pictures show too different parts to be compared place by place. Take the next one from where the baseline was taken to see what changed.',
} as const;
