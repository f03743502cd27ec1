/** Polling, for what another process does. */
import { setTimeout as pause } from 'node:timers/promises';

/** Calls `ask` until it returns a value. Throws an error with `what` after `limitMs`, which only guards against hanging. */
export async function until<Value>(
  what: string,
  ask: () => Promise<Value | undefined> | Value | undefined,
  { limitMs = 60_000, everyMs = 40 }: { readonly limitMs?: number; readonly everyMs?: number } = {},
): Promise<Value> {
  const giveUpAt = Date.now() + limitMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (Date.now() > giveUpAt) throw new Error(`waited ${limitMs} ms in vain: ${what}`);
    await pause(everyMs);
  }
}
