/** The trim guide of the result of a sheet. */
export const trim = {
  title: 'Trim guide',
  question: 'Which grade would this sheet get if the marked regions were cut out?',
  action: 'Judge it without the marked regions',
  working: 'Judging…',
  changed:
    'Without the marked regions ({share} of the {of, select, sheet {sheet} other {picture}}) its grade is {grade} instead of {before}.',
  same: 'Without the marked regions ({share} of the {of, select, sheet {sheet} other {picture}}) its grade is still {grade}. Cutting them out does not improve it.',
  refused:
    'Without the marked regions ({share} of the {of, select, sheet {sheet} other {picture}}) the pack gives no grade.',
  tooMuch:
    'The marked regions cover {share} of the {of, select, sheet {sheet} other {picture}}. That is more than can be cut out of a sheet.',
  covered: 'What was judged: the regions are covered with parts of the sheet next to them.',
  limits:
    'Indicative. Only the regions that the pack marked are covered, and it learned from rendered sheets. Look at the sheet before you cut.',
} as const;
