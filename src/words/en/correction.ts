/** Corrections of verdicts by people: their state, their list, and the tools that make them. */
export const correction = {
  changed: 'Changed by a person',
  changedBy: 'Changed by {name}',
  confirmed: 'Confirmed by a person',
  confirmedBy: 'Confirmed by {name}',
  withReview: '{support} · {review}',

  'kind.confirmed': 'Confirmed the verdict',
  'kind.grade-changed': 'Changed the grade: {before} → {after}',
  'kind.level-changed': 'Changed the severity: {before} → {after}',
  'kind.region-added': 'Added a region: {after}',
  'kind.region-moved': 'Moved a region: {before} → {after}',
  'kind.region-relabelled': 'Relabelled a region: {before} → {after}',
  'kind.region-rejected': 'Rejected a region: {before}',
  'kind.threshold-changed': 'Changed the threshold: {before} → {after}',
  'kind.undone': 'Undid a correction',
  'kind.other': 'Made a correction that this version does not know',
  nothing: 'none',
  region: '{level}, {width, number} × {height, number} px at {x, number}, {y, number}',
  regionKind: '{level}, {kind}, {width, number} × {height, number} px at {x, number}, {y, number}',
  limit: '{limit} of 100 ({level})',
} as const;
