import type { Semaphore } from '../domain/semaphore';
import type { OnnxRuntime, OnnxSession } from './onnx-runtime';

/** The sessions of one runtime: one per network, shared by the packs that use it. */
export interface SessionPool {
  readonly runtime: OnnxRuntime;
  /** Opens the network, or returns its open session. Rejects if it cannot be opened; the next call tries again. */
  acquire(sha256: string, bytes: Uint8Array): Promise<OnnxSession>;
  /** Ends one use of the session; the last one closes it. */
  release(sha256: string): Promise<void>;
}

/** A pool without sessions. Opening and closing pass through `semaphore`, as every run of a network must. */
export function createSessionPool(runtime: OnnxRuntime, semaphore: Semaphore): SessionPool {
  const open = new Map<string, { readonly session: Promise<OnnxSession>; users: number }>();
  return {
    runtime,
    acquire: async (sha256, bytes) => {
      const entry = open.get(sha256) ?? { session: semaphore.run(() => runtime.createSession(bytes)), users: 0 };
      open.set(sha256, entry);
      entry.users += 1;
      entry.session.catch(() => open.delete(sha256));
      return entry.session;
    },
    release: async (sha256) => {
      const entry = open.get(sha256);
      if (entry === undefined) return;
      entry.users -= 1;
      if (entry.users > 0) return;
      open.delete(sha256);
      const session = await entry.session;
      await semaphore.run(() => session.release());
    },
  };
}
