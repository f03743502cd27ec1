/** Verdicts: the answer, how sure it is, and what to do. Names of packs, levels and grades come from the pack. */
export const verdict = {
  noAnswer: 'No answer',
  noAnswerSupport: 'The pack gives neither a grade nor a score',
  noVerdict: 'No verdict',
  gradeSupport: '{confidence}, {percent}',
  gradeSupportIndicative: '{confidence}, {percent}, indicative',
  gradeSupportUnproven: 'Indicative. {trainedOn}',
  unprovenUnknown: 'How sure it is was not checked on real pictures',
  anomalySupport: 'Score {score} of 100 · {action}',

  'confidence.high': 'Very sure',
  'confidence.medium': 'Fairly sure',
  'confidence.low': 'Not very sure',

  'action.pass': 'No action needed',
  'action.monitor': 'Monitor it',
  'action.look': 'Take a second look',
  'action.inspect': 'Inspect it closely',
  'action.critical': 'Act now: have it checked',

  'trainedOn.rendered':
    'Trained on {rendered, plural, one {# rendered picture} other {# rendered pictures}}, no real ones',
  'trainedOn.real': 'Trained on {real, plural, one {# real picture} other {# real pictures}}',
  'trainedOn.both':
    'Trained on {real, plural, one {# real picture} other {# real pictures}} and {rendered, number} rendered ones',

  'refusal.not-thermal.title': 'This is not a thermal picture.',
  'refusal.not-thermal.advice': 'Choose a picture that a thermal camera saved, in a colour palette.',
  'refusal.palette-not-read.title': 'This pack does not read the palette of this picture.',
  'refusal.palette-not-read.advice':
    'Save the picture in the camera or in its program with another colour palette, then choose that file.',
  'refusal.nothing-visible.title': 'Nothing can be seen in this picture.',
  'refusal.nothing-visible.advice':
    'Check that the lens is uncovered and points at the object, then take the picture again.',
  'refusal.too-blurred.title': 'The picture is too blurred.',
  'refusal.too-blurred.advice': 'Focus, hold the camera still, and take the picture again.',
  'refusal.bit-depth.title': 'This file has raw measurements instead of a colour picture.',
  'refusal.bit-depth.advice':
    'Export it from the camera or its program as a colour picture (JPEG or PNG), then choose that file.',
  'refusal.unlike-known.title': 'This picture is unlike anything this pack knows.',
  'refusal.unlike-known.advice':
    'The pack cannot say whether it is normal. Let a person judge it, or choose another pack.',
  'refusal.unlike-taught.title': 'None of the classes: this picture is unlike those that the pack was taught with.',
  'refusal.unlike-taught.advice':
    'Let a person judge it, or choose another pack. If the pack should know such pictures, teach it again with some of them.',
  'refusal.first-baseline.title': 'This is the first normal picture of its asset.',
  'refusal.first-baseline.advice':
    'The pack knows nothing else yet. The next pictures of the asset are judged against this one.',
  'refusal.not-a-sheet.title': 'This does not look like a sheet.',
  'refusal.not-a-sheet.advice': 'Hold one sheet up to the light, fill the picture with it, and take the photo again.',
  'refusal.uncertain.title': 'The pack is not certain what this is.',
  'refusal.uncertain.advice':
    'Take another photo: one piece, whole in the picture, in focus, in even light. If that does not help, let a person decide.',
  likeliest: 'Not certain: {classes}',
  likelyClass: '{title} {percent}',
  'refusal.other.title': 'The pack cannot judge this picture ({reason}).',
  'refusal.other.advice': 'Take the photo again: one piece, whole in the picture, in even light.',
  evidence: 'Measured: {measure} {value}, at least {limit} is needed',
  evidenceOver: 'Measured: {measure} {value}, at most {limit} is allowed',
  'measure.grey-bits': 'bits per grey sample',
  'measure.contrast': 'contrast',
  'measure.sharpness': 'sharpness',
  'measure.coloured': 'share of coloured pixels',
  'measure.colours': 'similarity of the colours',
  'measure.bank-distance': 'distance to known pictures',
  'measure.taught-distance': 'distance to the taught pictures',
  'measure.confidence': 'confidence',
  'fallback.not-supported': 'This browser has no WebGPU.',
  'fallback.no-adapter': 'The browser found no GPU that it can use.',
  'fallback.slower': 'The GPU was slower: {candidate} instead of {trusted}.',
  'fallback.wrong-numbers': 'The GPU computed other numbers ({what}: off by {worst}, allowed {tolerance}).',
  'fallback.failed': 'The GPU failed: {detail}',
} as const;
