/** Faults: `title` says what happened, `advice` what to do next. */
export const fault = {
  'file-missing.title': 'The file is no longer there.',
  'file-missing.advice': 'It was moved, renamed or deleted, or its drive was removed. Choose it again.',
  'file-unreadable.title': 'The file could not be read.',
  'file-unreadable.advice':
    'It was changed, is open in another program, or is stored only in the cloud. Open it once on this device, then choose it again.',

  'entry-too-large.title': 'The file in the ZIP is too large for a picture.',
  'entry-too-large.advice': 'Check what it is; save the picture in a smaller size and choose it again.',
  'entry-suspicious.title': 'The file in the ZIP grows to many times its size, as a picture never does.',
  'entry-suspicious.advice': 'It was not unpacked. Get the ZIP again from a source that you trust.',
  'entry-damaged.title': 'The file in the ZIP is damaged or protected by a password.',
  'entry-damaged.advice': 'Copy or download the ZIP again, or create it without a password.',

  'empty-file.title': 'The file is empty (0 bytes).',
  'empty-file.advice': 'Copy it again from the camera, or choose another file.',
  'not-a-picture.title': 'This file is not a picture.',
  'not-a-picture.advice': 'Choose a JPEG, PNG or WebP picture.',
  'unsupported-format.title': '{format} pictures cannot be opened here.',
  'unsupported-format.advice': 'Save it as JPEG or PNG in a photo program, then choose that file.',
  'unsupported-format.phone.advice':
    'Save it as JPEG first (on an iPhone: Settings, Camera, Formats, Most Compatible), then choose that file.',
  'drawing.title': 'SVG is a drawing, not a photo.',
  'drawing.advice': 'Choose a JPEG, PNG or WebP picture.',
  'arithmetic-jpeg.title': 'This JPEG is compressed with arithmetic coding, which cannot be opened here.',
  'arithmetic-jpeg.advice': 'Save it as an ordinary JPEG or as PNG, then choose that file.',
  'lossless-jpeg.title': 'This is a lossless JPEG, which cannot be opened here.',
  'lossless-jpeg.advice': 'Save it as an ordinary JPEG or as PNG, then choose that file.',
  'deep-jpeg.title': 'This JPEG has 12 bits per colour, which cannot be opened here.',
  'deep-jpeg.advice': 'Save it as an ordinary JPEG or as PNG, then choose that file.',
  'raw-photo.title': 'This is a raw photo: only the camera’s program knows its colours.',
  'raw-photo.advice': 'Export it as JPEG with the camera’s program, then choose that file.',
  'hdr.title': 'This picture has HDR colours, which cannot be inspected.',
  'hdr.advice': 'Export it with ordinary colours (sRGB) as JPEG or PNG, then choose that file.',
  'raw-measurements.title': 'This {format} file contains measured values (such as temperatures), not a colour picture.',
  'raw-measurements.advice': 'In the camera’s program, export a colour picture as JPEG or PNG and choose that file.',
  'truncated.title': 'The {format} file is incomplete: part of the picture is missing.',
  'truncated.advice': 'Copy or download it again; the transfer was probably interrupted.',
  'too-many-pixels.title':
    'The picture is too large: {width, number} × {height, number} is {found, number} megapixels, the limit is {limit, number}.',
  'too-many-pixels.advice':
    'Make it smaller in a photo program (at most {limit, number} megapixels), or set the camera to a lower resolution.',
  'decode-failed.title': 'The {format} file is damaged and cannot be opened.',
  'decode-failed.advice': 'Take the picture again, or open it in a photo program and save a new copy as JPEG.',

  'pack-not-loaded.title': 'The pack “{pack}” is not loaded.',
  'pack-not-loaded.advice': 'Choose what to inspect again, then retry.',
  'pack-not-taught.title': 'The pack “{pack}” has not been taught yet.',
  'pack-not-taught.advice': 'Teach it with pictures of normal pieces first. Then it can find unusual ones.',
  'network-failed.title': 'The computation on this picture failed.',
  'network-failed.advice': 'Try again. If it fails again, close other programs or restart. Detail: {detail}',
  'cancelled.title': 'The inspection was cancelled.',
  'cancelled.advice': 'Nothing was saved. You can start it again.',
  'worker-lost.title': 'The inspection stopped unexpectedly.',
  'worker-lost.advice': 'It has been restarted; try again. Saved results are safe. Detail: {detail}',

  'not-json.title': 'The pack’s description (pack.json) cannot be read.',
  'not-json.advice': 'Remove the pack and download it again.',
  'unknown-format.title': 'The pack has format {found}; this version supports format 1.',
  'unknown-format.advice': 'Update Fieldgrade, or use an older version of the pack.',
  'bad-field.title': 'The pack’s description has an error at {at}: {wanted}.',
  'bad-field.advice': 'Report it to the publisher of the pack. Other packs are not affected.',
  'missing-file.title': 'The pack’s file “{file}” is missing.',
  'missing-file.advice': 'Remove the pack and download it again.',
  'wrong-size.title':
    'The pack’s file “{file}” has {found, plural, one {# byte} other {# bytes}} instead of {wanted, number}.',
  'wrong-size.advice': 'Remove the pack and download it again.',
  'wrong-hash.title': 'The pack’s file “{file}” does not match its description (SHA-256 differs).',
  'wrong-hash.advice': 'Remove the pack and download it again.',
  'bad-network.title': 'The pack’s network cannot be opened.',
  'bad-network.advice': 'Remove the pack and download it again. Detail: {detail}',
  'missing-output.title': 'The pack’s network has no tensor “{output}”; it has {found}.',
  'missing-output.advice': 'Report it to the publisher of the pack. Other packs are not affected.',
  'wrong-shape.title': 'The pack’s files do not fit together: {what} should be {wanted} but is {found}.',
  'wrong-shape.advice': 'Report it to the publisher of the pack. Other packs are not affected.',
  'golden-disagrees.title':
    'On this device the pack computes wrong numbers ({what} is off by {worst}, allowed {tolerance}).',
  'golden-disagrees.advice':
    'It is not used, so that no wrong verdict is given. Update the browser or use another device. If it happens on every device, report it to the publisher of the pack.',

  'storage-full.title': 'The storage of this device is full.',
  'storage-full.advice':
    '{needed} are needed. Remove packs you do not use (they can be downloaded again), old inspections or other files, then try again.',
  'storage-unavailable.title': 'The browser does not allow storage.',
  'storage-unavailable.advice':
    'Leave private browsing, or allow site data for this address. What is already saved is safe. Detail: {detail}',
  'cannot-decrypt.title': 'Saved data is encrypted and cannot be opened.',
  'cannot-decrypt.advice':
    'Nothing was deleted or changed. Reload the app to get its newest version, and use the browser profile in which the inspections were saved. Details: {detail}',
  'item-too-large.title': 'This is too long for the office: {size}, and {limit} is the most.',
  'item-too-large.advice':
    'Nothing was saved. Shorten the notes or reasons; for a job, make two with half of the assets each; for a picture with very many regions, save a higher threshold, or take it again from nearer.',
  'write-conflict.title': 'Another tab changed this inspection at the same time.',
  'write-conflict.advice': 'Nothing was saved. Close other tabs of this app and try again.',
  'newer-database.title': 'Your inspections were saved by a newer version of this app.',
  'newer-database.advice':
    'Close every tab of Fieldgrade and open it again to load the newer version. Nothing is lost.',
  'damaged.title': 'A saved picture is damaged and cannot be shown.',
  'damaged.advice':
    'The grade and the numbers are still available. The picture itself was changed or cut off on this device.',
} as const;
