/** What the pictures of a lot of rubber sheets say about it. */
export const lot = {
  gradeTitle: 'RSS {number}',
  noGrade: 'No grade',
  noSheets: 'No sheet of this lot has a grade yet.',
  allSheets: '{count, plural, one {The only sheet is {grade}} other {All # sheets are {grade}}}.',
  byLowest:
    'The lowest grade decides: {count, number} of {all, number} sheets {count, plural, one {is} other {are}} {grade}.',
  byMould: 'Mould decides: {mouldy, number} of {count, number} sheets have mould or rust.',
  tooMouldy: '{mouldy, number} of {count, number} sheets have mould or rust: more than RSS 5 allows.',
  without:
    'Without {count, plural, one {this sheet} other {these # sheets}} the grade of the lot is {grade}. Consider packing them separately.',
  indicativeWhy: 'The Green Book grades bales, by official samples. These sheets only indicate the grade of the lot.',
  sheets: 'Sheets by grade',
  refused:
    '{count, plural, one {# sheet has} other {# sheets have}} no verdict and {count, plural, one {is} other {are}} not counted.',
  doubtful:
    '{count, plural, one {# sheet has} other {# sheets have}} too low a confidence to lower the grade. Look at {count, plural, one {it} other {them}}, or take another photo.',
  mould: 'Mould and rust',
  mouldFound: 'Found on {mouldy, number} of {count, number} sheets.',
  mouldAtMost: 'At most {share} of the lot has it, at {confidence} confidence, if the sheets were picked at random.',
  grade: 'Grade',
  allowed: 'Mould allowed',
  supports: 'Does this sample support it?',
  supported: 'Yes',
  notSupported: 'No. {count, number} sheets without mould would.',
  mouldLimits:
    'The shares of the Green Book count bales; here sheets stand for them. A sample that does not support a grade does not disprove it: the sample is too small, or has too much mould.',
} as const;
