/** Texts of the server: answers of the HTTP interfaces and messages of the administration commands. */
export const server = {
  // Legacy API: the `error` of a refusal.
  busy: 'The server is busy with other pictures. Send it again in {seconds, number} s.',
  'no-room': 'The server is busy with other uploads. Send it again in a moment.',
  'upload-too-large': 'The upload is larger than {mebibytes, number} MiB. Send fewer or smaller pictures.',
  'cut-off': 'The upload ended before it was complete. Send it again.',
  'out-of-time': 'The picture took longer than {seconds, number} s and was given up. Send a smaller copy.',
  'not-sure':
    'Not sure enough to grade this picture: the likeliest is {likeliest} with {confidence}. Take it again, from nearer and in even light.',
  'no-user': 'Missing: {missing}. Send JSON as {sample}.',
  'not-json': 'The body is not JSON. Send JSON as {sample}.',
  'no-such-picture':
    'There is no such picture; those of older results are removed after a while. Analyse the picture again.',
  'wrong-method': 'This address takes {allowed} only.',
  'not-multipart': 'No file was sent. Send the picture as multipart/form-data, in the field “file”.',
  'no-boundary': 'The Content-Type names no boundary. Let the HTTP library write that header itself.',
  'broken-multipart': 'The multipart body cannot be read: {what}. Send it again.',
  'multipart-no-delimiter': 'its boundary does not occur',
  'multipart-no-end': 'its end is missing',
  'multipart-endless-headers': 'the headers of a part do not end',
  'multipart-no-name': 'a part has no name',
  'too-many-parts': 'The form has more than {limit, number} parts. Send fewer pictures at a time.',
  'no-file': 'No file was sent. Put the picture into the field “{field}”.',
  'too-many-files':
    '{limit, plural, one {Send one picture at a time here; several go to /api/v1/batch-detect.} other {Send at most # pictures at a time.}}',
  'bad-field': 'The field “{field}” must be {wanted}.',
  'field-threshold': 'a number from 0 to 1, as 0.5',
  'field-boolean': 'true or false',
  'field-transformer-id': '1 to 100 characters',
} as const;
