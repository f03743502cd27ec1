/** The warning that recent pictures are unlike those that a pack knows. */
export const drift = {
  title: 'Recent pictures are unlike those that the pack knows',
  why: '{high, number} of the last {recent, number} pictures score higher than nearly all pictures before.',
  same: 'Light, distance and camera are as before.',
  'light.more': 'It is brighter than before.',
  'light.less': 'It is darker than before.',
  'warmth.more': 'The light is warmer than before, like that of a lamp.',
  'warmth.less': 'The light is colder than before.',
  'contrast.more': 'Shadows are harder than before.',
  'contrast.less': 'The pictures are flatter than before: mist, dust on the lens, or no direct light.',
  'blur.more': 'The pictures are more blurred than before.',
  'blur.less': 'The pictures are sharper than before.',
  'fill.more': 'The camera is closer than before.',
  'fill.less': 'The camera is farther away than before.',
  aspect: 'The pictures have another shape: another camera, or the camera is turned.',
  palette: 'The colours are different: another palette or temperature range.',
  'advice.light':
    'Go back to the light of the first pictures, or add 5 to 10 photos of good pieces in the light of today.',
  'advice.blur': 'Clean the lens and hold the camera still. If it stays like this, add 5 to 10 photos of good pieces.',
  'advice.distance':
    'Keep the distance of the first pictures, or add 5 to 10 photos of good pieces from the new distance.',
  'advice.camera': 'Use the camera of the first pictures, or add 5 to 10 photos of good pieces with the new one.',
  'advice.palette':
    'Set the palette and the range of the first pictures, or add 5 to 10 normal pictures with the new ones.',
  'advice.pieces':
    'The pieces themselves may have changed. Check some of these pictures, and mark the good ones as normal.',
  toTeaching: 'Add photos of good pieces',
  toCorrections: 'Check pictures',
} as const;
