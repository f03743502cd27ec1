/** What the history screen says. */
export const historyWords = {
  title: 'History',
  count: (count: number) => (count === 1 ? '1 inspection on this device' : `${count} inspections on this device`),
  loading: 'Opening…',
  emptyTitle: 'No inspections yet',
  empty: 'Every picture you inspect is kept here, on this device, also without a connection.',
  start: 'Inspect a picture',
  filter: 'Show',
  all: 'All',
  noneTitle: 'None of this kind yet',
  none: 'Choose “All” to see the others.',
  more: 'Show more',
  faultTitle: 'The history cannot be opened.',
  faultAdvice: 'Close other tabs of this app and try again. What is saved is not lost.',
  tryAgain: 'Try again',
};
