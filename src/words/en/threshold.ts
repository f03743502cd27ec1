/** Another threshold for many pictures. */
export const threshold = {
  save: 'Save for {count, plural, one {# picture} other {# pictures}}',
  saving: 'Saving another threshold',
  progress: '{done, number} of {all, number} pictures',
  stop: 'Stop',
  saved: 'Saved for {count, plural, one {# picture} other {# pictures}}, as a correction of each.',
  undo: 'Undo for {count, plural, one {# picture} other {# pictures}}',
  left: '{count, plural, one {# picture was} other {# pictures were}} left as they are:',
  leftOne: '{file}: {reason}',
  leftMore: '… and {count, number} more',
  'because.no-map': 'its heat map is not on this device',
  'because.no-pack': 'its pack is not on this device',
  'because.person': 'a person chose its severity or regions',
  'because.too-many': 'it has as many corrections as it can keep',
} as const;
