/** Texts of `fieldgrade train`, and the faults of labelled data. */
export const cliTrain = {
  apart: 'learn pictures as if none of them showed the same piece',
  json: 'print the whole report as JSON',
  learned:
    'It learned from {pictures, plural, one {# picture} other {# pictures}} in {classes, number} classes (head {head}).',
  accuracy: '{percent} of the pictures were recognised by a version that had not learned from them.',
  test: 'On {pictures, number} pictures that had no part in any choice, {percent} were recognised.',
  together:
    '{pictures, number} pictures of {groups, plural, one {# piece} other {# pieces}} were kept together, because of their names or because they look almost the same.',
  'column.class': 'CLASS',
  'column.pictures': 'PICTURES',
  'column.precision': 'PRECISION',
  'column.recall': 'RECALL',
  mistake: 'Wrong class: {file}: {label} classified as {found} ({percent} confidence)',
  moreMistakes: 'and {count, number} more; --json names all of them.',
  helps: 'Ten more pictures of {label} would help most.',
  pieces:
    '{count, plural, one {# piece has} other {# pieces have}} several pictures by their names; training keeps them together.',
  noData: 'There is no {path}. Give a folder or a ZIP file with one folder per class.',
  unreadableData: '{path} cannot be read ({code}). Check its permissions.',
  'not-a-zip': '{path} is neither a folder nor a ZIP file that can be read. Give one with one folder per class.',
  'unsafe-name':
    '{path} has entries whose paths point outside the ZIP file, so it is not read. Make the ZIP file again.',
  'too-many-entries': '{path} has more than {limit, number} entries. Split it, or give the folder.',
  'fault.too-few-classes':
    'Pictures of at least two classes are needed. Put the pictures of each class into one folder with its name.',
  'fault.too-few-of-class':
    'Only {found, number} of {label}: at least {wanted, number} pictures of each class are needed.',
  'fault.base-without-embedding': 'The pack {pack} cannot tell classes apart. Use --pack surface instead.',
} as const;
