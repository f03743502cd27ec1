/** Polling, for what another process does. */
import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until `ask` gives a value; throws with `what` where that takes longer than `limitMs`, a guard against hanging. */
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
