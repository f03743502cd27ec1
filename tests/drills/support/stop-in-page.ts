/**
 * Runs in the page before the app: counts and prints every step of saving and sending (transaction begun, row written,
 * transaction committed, request sent, response received). At the step that `drillHaltAt` names, it blocks the main thread for
 * `holdMs`. The product has no code for it.
 */
export function stopInPage(): void {
  let haltAt = 0;
  let holdMs = 0;
  let steps = 0;
  const step = (what: string): void => {
    if (haltAt === 0) return;
    steps += 1;
    console.log(`drill: step ${steps} ${what}`);
    if (steps !== haltAt) return;
    const releasedAt = performance.now() + holdMs;
    // No microtask, timer or event of this tab runs meanwhile.
    while (performance.now() < releasedAt);
  };
  Reflect.set(globalThis, 'drillHaltAt', (wantedStep: number, wantedHoldMs: number) => {
    haltAt = wantedStep;
    holdMs = wantedHoldMs;
    steps = 0;
  });

  const wrap = (
    target: object,
    name: string,
    replacement: (call: () => unknown, args: readonly unknown[]) => unknown,
  ): void => {
    const plain = Reflect.get(target, name) as (...args: unknown[]) => unknown;
    Reflect.set(target, name, function (this: unknown, ...args: unknown[]) {
      return replacement(() => Reflect.apply(plain, this, args), args);
    });
  };
  wrap(IDBDatabase.prototype, 'transaction', (call, [stores, mode]) => {
    if (mode !== 'readwrite') return call();
    step(`begin ${String(stores)}`);
    const transaction = call() as IDBTransaction;
    transaction.addEventListener('complete', () => step(`committed ${String(stores)}`));
    return transaction;
  });
  for (const name of ['put', 'add', 'delete']) {
    wrap(IDBObjectStore.prototype, name, (call, [value]) => {
      step(`write ${name}`);
      const { text } = Object(value) as { readonly text?: unknown };
      if (typeof text === 'string' && name === 'add') console.log(`drill: row ${text}`);
      return call();
    });
  }
  wrap(globalThis, 'fetch', async (call, [input, init]) => {
    const isIntake = typeof input === 'string' && input.startsWith('/api/');
    if (!isIntake) return call();
    step(`request ${String((init as RequestInit).method)} ${input}`);
    const response = await (call() as Promise<Response>);
    step(`response ${response.status}`);
    return response;
  });
}
