/** Batches: the pictures that were added together, their progress and their summary. */
export const batch = {
  title: 'Batch of {time}',
  titleNamed: '{name}, {time}',
  open: 'Open batch',
  progress: '{done, number} of {count, number} done',
  progressFailed:
    '{done, number} of {count, number} done, {failed, plural, one {# needs attention} other {# need attention}}',
  known: '{count, plural, one {# was} other {# were}} already inspected',
  rate: '{rate} pictures a second',
  secondsLeft: 'about {count, plural, one {# second} other {# seconds}} left',
  minutesLeft: 'about {count, plural, one {# minute} other {# minutes}} left',
  hoursLeft: 'about {hours} hours left',
  pause: 'Pause',
  proceed: 'Continue',
  stop: 'Stop',
  paused: 'Paused. {count, plural, one {# picture waits} other {# pictures wait}}.',
  pausedBecause: 'Paused. {reason}',
  stopped: 'Stopped. {count, plural, one {# picture was} other {# pictures were}} not inspected.',
  stoppedAdvice: 'They are kept on this device until you continue or discard them.',
  discard: 'Discard {count, plural, one {# picture} other {# pictures}}',
  discardTitle: '{count, plural, one {Discard # picture?} other {Discard # pictures?}}',
  discardText:
    'They have not been inspected, and their copies on this device are deleted. Results that are saved stay.',
  cancel: 'Keep them',
  elsewhere: 'Another tab inspects this batch.',
  resumed:
    '{count, plural, one {# picture of the batch of {time} goes on.} other {# pictures of the batch of {time} go on.}}',
  resumedAdvice: 'The app was closed before they were inspected. Results that were saved are kept.',
  missing:
    '{count, plural, one {# picture of the batch of {time} is missing.} other {# pictures of the batch of {time} are missing.}}',
  missingAdvice:
    'The app was closed before they were copied. Choose the same pictures again: those that were inspected are recognised.',
  notStored:
    '{count, plural, one {# picture is not stored on this device.} other {# pictures are not stored on this device.}} {reason}',
  notStoredAdvice: 'They are inspected as long as this page is open. {advice}',
  storeAgain: 'Store them now',
  ok: 'OK',
  knownRow: 'Inspected on {time}',
  knownSupport: 'The same picture with the same pack.',
  openKnown: 'Open result',
  openKnownFile: 'Open result: {file}',
  inspectAgain: 'Inspect again',
  inspectAgainFile: 'Inspect again: {file}',
  notInspected: 'Not inspected',
  chip: 'Inspecting {done, number} of {count, number}',
} as const;
