/** Texts of the server: answers of the HTTP interfaces and messages of the administration commands. */
export const server = {
  // Legacy API: the `error` of a refusal.
  busy: 'The server is busy with other pictures. Send it again in {seconds, number} s.',
  'no-room': 'The server is busy with other uploads. Send it again in a moment.',
  'upload-too-large': 'The upload is larger than {mebibytes, number} MiB. Send fewer or smaller pictures.',
  'cut-off': 'The upload ended before it was complete. Send it again.',
  'out-of-time': 'The picture took longer than {seconds, number} s and was cancelled. Send a smaller copy.',
  'not-sure':
    'Not sure enough to grade this picture: the likeliest is {likeliest} with {confidence}. Take it again, from nearer and in even light.',
  'no-user': 'Missing or not readable as text: {missing}. Send JSON as {sample}.',
  'not-json': 'The body is not JSON. Send JSON as {sample}.',
  undecodable: 'The body is not text in UTF-8. Send JSON in UTF-8 as {sample}.',
  'no-such-picture':
    'There is no such picture; those of older results are removed after a while. Analyse the picture again.',
  'wrong-method': 'This address accepts {allowed} only.',
  'not-multipart': 'No file was sent. Send the picture as multipart/form-data, in the field “file”.',
  'no-boundary': 'The Content-Type has no boundary. Let the HTTP library write that header.',
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
  'field-transformer-id': '1 to 100 characters in UTF-8',
  'field-page-limit': 'a whole number from 1 to 100',
  'field-before': 'the value of “next_before” of the previous page',
  'field-baselines': 'sent three times at most',
  'baseline-fault': 'The baseline picture “{file}” cannot be used: {reason}',
  'field-once': 'sent once, or with the same value each time',

  // Retraining.
  'engineer-no-token': 'Retraining needs an engineer’s token: Authorization: Bearer …',
  'engineer-token-revoked': 'This token has been revoked. Ask the operator for another one.',
  'engineer-not-allowed':
    'This is the token of a device. Retraining needs an engineer’s token; ask the operator for one.',
  'no-archive': 'No ZIP was sent. Send it as multipart/form-data, in the field “file”.',
  'too-many-archives': 'Send one ZIP at a time.',
  'archive-too-large': 'The ZIP is larger than {mebibytes, number} MiB. Send fewer or smaller pictures.',
  'no-training': 'Nothing has been trained yet. Send a ZIP with one folder per class with POST.',
  'training-busy': 'Other trainings are waiting. Send the ZIP again in {seconds, number} s.',
  'no-such-job': 'There is no such training. GET without an id shows the newest one.',
  'no-classifier': 'No classifier has been trained yet. Send a ZIP with one folder per class to retrain first.',
  'no-insights': 'No pictures have been sent yet. Send a ZIP with one folder per class to retrain first.',
  'field-replace': '“if-not-worse” or “always”',
  'zip-not-a-zip': 'The file is not a ZIP archive that can be read. Make it again and send it.',
  'zip-too-many-entries': 'The ZIP has more than {limit, number} entries. Send fewer pictures.',
  'zip-unsafe-name': 'The ZIP has a file name that points outside its folder. Make it again from an ordinary folder.',
  'zip-unreadable-file': 'The ZIP could not be stored on the server. Send it again.',
  'zip-no-labelled-pictures':
    'The ZIP has no pictures in folders. Put the pictures of each class into a folder with its name.',
  'zip-too-much-content':
    'The pictures in the ZIP have more than {mebibytes, number} MiB. Send fewer or smaller pictures.',
  'train-too-few-classes':
    'Pictures of at least two classes are needed; {found, plural, =0 {none was} one {# was} other {# were}} found.',
  'train-too-few-of-class':
    'The class “{label}” has {found, plural, one {# usable picture} other {# usable pictures}}; at least {wanted, number} are needed.',
  'train-interrupted':
    'The server was stopped before the training ended. Send the ZIP again; the previous classifier stays in use.',
  'train-out-of-time': 'The training took longer than {seconds, number} s and was cancelled. Send fewer pictures.',
  'train-with-unused':
    '{reason} {count, plural, one {# file could not be used: “unused” names it and says why.} other {# files could not be used: “unused” names them and says why.}}',
  'train-failed': 'The training failed: {reason}',
  'train-unexpected': 'an error of the server ({kind}). Its log has the details',
  'train-worse-than-previous':
    'The new classifier is worse than the current one, which stays in use. To replace it anyway, send “replace” with the value “always”.',
  'train-no-better-than-guessing':
    'The new classifier is no better than guessing, so it is not used. Check the labels, or send more pictures of each class.',

  // Intake and HTTP layer: the `error` beside the fault.
  'request-not-valid': 'The request is not valid: wanted {wanted}.',
  'not-valid': '{at} is not valid: wanted {wanted}.',
  'too-large': 'The body may have at most {bytes} bytes.',
  'encoded-body':
    'Bodies with Content-Encoding “{encoding}” are not read. Send it again without compression and without that header.',
  'wrong-offset': 'The server has {bytes} bytes. Continue there.',
  'wrong-hash': 'The content that arrived has the SHA-256 {found}.',
  'not-what-it-says': 'The content is declared as {declared}, but it is {found}.',
  'blobs-missing': 'Send {count, plural, one {# missing blob} other {# missing blobs}} first.',
  'other-content': 'This change is already stored with other content: {hash}.',
  'too-many-requests': 'Too many requests. Wait {seconds, number} s.',
  'no-token': 'A valid token is needed: Authorization: Bearer …',
  'token-revoked': 'This token has been revoked. Ask the office.',
  'not-allowed': 'This token does not allow this request.',
  'not-found': 'Not found.',
  'already-registered': 'This device is already registered and its token has been used.',
  'not-yours': 'This record belongs to another device.',
  'storage-full': 'The server has no space left. Nothing of this request was stored.',
  unavailable: 'The server is temporarily unavailable. Try again in a moment.',
  'server-error': 'The server failed to process the request. Its log has the details.',
} as const;
