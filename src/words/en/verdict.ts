/** Verdicts: the answer, how sure it is, and what to do. Names of packs, levels and grades come from the pack. */
export const verdict = {
  noAnswer: 'No answer',
  noAnswerSupport: 'The pack gives neither a grade nor a score',
  noGrade: 'No grade',
  gradeSupport: '{confidence}, {percent}',
  gradeSupportIndicative: '{confidence}, {percent}, indicative',
  anomalySupport: 'Score {score} of 100 · {action}',

  'confidence.high': 'Very sure',
  'confidence.medium': 'Fairly sure',
  'confidence.low': 'Not very sure',

  'action.pass': 'No action needed',
  'action.monitor': 'Monitor it',
  'action.look': 'Take a second look',
  'action.inspect': 'Inspect it closely',
  'action.critical': 'Act now: have it checked',

  'refusal.not-a-sheet.title': 'This does not look like a sheet.',
  'refusal.not-a-sheet.advice': 'Hold one sheet up to the light, fill the picture with it, and take the photo again.',
  'refusal.uncertain.title': 'The picture is too uncertain to grade.',
  'refusal.uncertain.advice':
    'Take another photo: hold the sheet flat against the light, in focus, without shadows across it.',
  'refusal.other.title': 'The pack cannot grade this picture ({reason}).',
  'refusal.other.advice': 'Take the photo again: one piece, whole in the picture, in even light.',
} as const;
