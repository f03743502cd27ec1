/** Why a `.fieldpack` is refused, and what to do next. */
export const packFile = {
  'not-a-field-pack.title': 'This is not a pack file.',
  'not-a-field-pack.advice': 'Choose a file whose name ends with .fieldpack, and copy it again if it was cut off.',
  'too-many-entries.title': 'This pack file has more than {limit, number} entries.',
  'unsafe-name.title': 'This pack file has an entry that points outside the file.',
  'duplicate-entry.title': 'This pack file has the entry {name} twice.',
  'entry-too-large.title': 'The entry {name} of this pack file is larger than {limit}.',
  'compressed-too-much.title': 'The entry {name} of this pack file expands to many times its size.',
  'damaged-entry.title': 'The entry {name} of this pack file is damaged.',
  'pack-too-large.title': 'This pack is {bytes} large. At most {limit} are accepted.',
  'bank-too-large.title':
    'The memory bank of this pack has {numbers, number} numbers. At most {limit, number} are accepted.',
  'unsigned.title': 'This pack file is not signed.',
  'bad-signature-field.title': 'The signature of this pack file cannot be read: {at} must be {wanted}.',
  'wrong-signature.title': 'The signature of this pack file does not match its content.',
  'absent-files.title': 'This pack needs {files} ({bytes}), which this device does not have.',
  'absent-files.advice':
    'Download the pack that it was taught from first, or ask the sender to export it with the network included.',
  'not-onnx.title': 'The network of this pack is not an ONNX file.',
  'control-flow.title': 'The network of this pack has control flow ({operator}), which is not accepted.',
  'external-data.title': 'The network of this pack refers to another file ({tensor}), which is not accepted.',
  'unknown-operators.title': 'The network of this pack has operators of {domain}, which are not accepted.',
  'wrong-constant.title': 'The constant {tensor} of the network has another size than it states.',
  'constant-too-large.title': 'The network makes {tensor} larger than {limit, number} numbers, which is not accepted.',
  'not-finite.title': 'The file {file} of this pack has values that are not numbers.',
  'refused.advice':
    'Nothing was installed. Ask the sender to export the pack again, and do not use it if you do not know the sender.',
  'again.advice': 'Nothing was installed. Copy the file again, or ask the sender to export the pack again.',
} as const;
