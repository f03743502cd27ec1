/** What every blob store does. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BlobStore } from '../../../server/blobs/blob-store';
import { sha256Hex } from '../../../node-host/sha256';

/** A store for the suite, and the function that removes it. */
export interface MadeStore {
  readonly store: BlobStore;
  /** A second handle on the same blobs, as another copy of the server has it. */
  readonly other: BlobStore;
  readonly remove: () => Promise<void>;
}

/** Runs the suite on the store that `make` returns. */
export function describeBlobStore(name: string, make: () => Promise<MadeStore>): void {
  describe(name, () => {
    let made: MadeStore;
    beforeAll(async () => {
      made = await make();
    }, 60_000);
    afterAll(() => made.remove());

    const blob = (bytes: number) => {
      const content = randomBytes(bytes);
      return { content, sha256: sha256Hex(content) };
    };

    test('INT-33 a blob is read back byte for byte, by every copy', async () => {
      for (const bytes of [1, 1000, 3_000_000]) {
        const { content, sha256 } = blob(bytes);
        expect(await made.store.has(sha256)).toBe(false);
        await made.store.put(sha256, content);
        expect(await made.other.has(sha256)).toBe(true);
        const read = await made.other.read(sha256);
        expect(read !== undefined && Buffer.compare(read, content)).toBe(0);
      }
    });

    test('INT-33 a blob that was never stored or was removed is absent', async () => {
      const { content, sha256 } = blob(50);
      expect(await made.store.read(sha256)).toBeUndefined();
      await made.store.put(sha256, content);
      await made.other.remove(sha256);
      expect(await made.store.read(sha256)).toBeUndefined();
      expect(await made.store.has(sha256)).toBe(false);
      await expect(made.store.remove(sha256)).resolves.toBeUndefined();
    });

    test('INT-34 storing a blob many times at once has the effect of storing it once', async () => {
      const { content, sha256 } = blob(200_000);
      const copies = [made.store, made.other, made.store, made.other];
      await Promise.all(copies.map((copy) => copy.put(sha256, content)));
      await made.store.put(sha256, content);
      expect(sha256Hex((await made.store.read(sha256)) ?? new Uint8Array())).toBe(sha256);
    });

    test('INT-35 a name that is not a SHA-256 is refused', async () => {
      for (const name of ['', '../secret', 'A'.repeat(64), `${'a'.repeat(64)}/../x`, 'a'.repeat(63)]) {
        await expect(made.store.read(name)).rejects.toThrow('SHA-256');
        await expect(made.store.put(name, new Uint8Array(1))).rejects.toThrow('SHA-256');
        await expect(made.store.has(name)).rejects.toThrow('SHA-256');
        await expect(made.store.remove(name)).rejects.toThrow('SHA-256');
      }
    });
  });
}
