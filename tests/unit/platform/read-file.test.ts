import { expect, test } from 'vitest';
import { checkReadable, readFile } from '../../../src/platform/read-file';

class FailingFile extends File {
  readonly #error: Error;

  constructor(error: Error) {
    super(['x'], 'x.jpg');
    this.#error = error;
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.reject(this.#error);
  }

  override slice(): Blob {
    return this;
  }
}

test.each([
  [new DOMException('gone', 'NotFoundError'), 'file-missing'],
  [new DOMException('changed', 'NotReadableError'), 'file-unreadable'],
  [new DOMException('not allowed', 'SecurityError'), 'file-unreadable'],
  [new RangeError('too long'), 'file-unreadable'],
])('SCR-19 reports why a file cannot be read: %s', async (error, kind) => {
  for (const read of [readFile, checkReadable]) {
    expect(await read(new FailingFile(error))).toMatchObject({ ok: false, fault: { kind } });
  }
});

test('SCR-19 reads a file that can be read, also an empty one', async () => {
  const read = await readFile(new File(['ab'], 'x'));
  expect(read.ok && read.value.byteLength).toBe(2);
  expect((await checkReadable(new File([], 'empty'))).ok).toBe(true);
});
