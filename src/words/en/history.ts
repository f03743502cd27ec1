/** The history screen. */
export const history = {
  title: 'History',
  count: '{count, plural, one {# inspection on this device} other {# inspections on this device}}',
  loading: 'Opening…',
  emptyTitle: 'No inspections yet',
  empty: 'Every picture you inspect is saved here, on this device, also without a connection.',
  start: 'Inspect a picture',
  filter: 'Show',
  all: 'All',
  choice: '{title} · {count, number}',
  noneTitle: 'No inspections of this kind yet',
  none: 'Choose “All” to see the others.',
  more: 'Show more',
  faultTitle: 'The history cannot be opened.',
  faultAdvice: 'Close other tabs of this app and try again. What is saved is not lost.',
  tryAgain: 'Try again',
} as const;
