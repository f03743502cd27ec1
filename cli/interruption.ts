/** Exit codes of a process that a signal ended: 128 and the number of the signal. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** Whether the user wants to stop, and the exit code then. */
export interface Interruption {
  readonly signal: AbortSignal;
  readonly exitCode: () => number | undefined;
}

/** Watches for Ctrl-C and SIGTERM. A second one ends the process at once. */
export function watchInterruption(): Interruption {
  const controller = new AbortController();
  let exitCode: number | undefined;
  for (const [name, code] of Object.entries(exitCodes)) {
    process.once(name, () => {
      exitCode ??= code;
      controller.abort();
    });
  }
  return { signal: controller.signal, exitCode: () => exitCode };
}

/** The value of `work`, or undefined as soon as `signal` aborts. */
export async function unlessInterrupted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> {
  if (signal.aborted) return undefined;
  let stop = (): void => undefined;
  const interrupted = new Promise<undefined>((resolve) => (stop = () => resolve(undefined)));
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([work, interrupted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
