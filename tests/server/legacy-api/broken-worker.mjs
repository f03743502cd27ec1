// A thread that fails in the way that the first byte of the picture names.
export async function inspectPicture({ bytes }) {
  if (bytes[0] === 1) process.exit(3);
  if (bytes[0] === 2) for (;;);
  if (bytes[0] === 3) throw new Error('a bug in the thread');
  return { ok: false, fault: { kind: 'empty-file' } };
}
