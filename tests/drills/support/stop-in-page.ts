/**
 * Runs in the page before the app does: counts every step that saving and sending take (a transaction begun, a row written,
 * a transaction committed, a request sent, an answer come), prints each, and stands still for ever at the step that
 * `drillStopAt` names. The product knows nothing of it.
 */
export function stopInPage(): void {
  let stopAt = 0;
  let steps = 0;
  const step = (what: string): void => {
    if (stopAt === 0) return;
    steps += 1;
    console.log(`drill: step ${steps} ${what}`);
    // Nothing of this tab happens any more: no microtask, no timer, no event.
    while (steps === stopAt);
  };
  Reflect.set(globalThis, 'drillStopAt', (wanted: number) => {
    stopAt = wanted;
    steps = 0;
  });

  const wrap = (
    target: object,
    name: string,
    around: (call: () => unknown, args: readonly unknown[]) => unknown,
  ): void => {
    const plain = Reflect.get(target, name) as (...args: unknown[]) => unknown;
    Reflect.set(target, name, function (this: unknown, ...args: unknown[]) {
      return around(() => Reflect.apply(plain, this, args), args);
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
    step(`ask ${String((init as RequestInit).method)} ${input}`);
    const answer = await (call() as Promise<Response>);
    step(`answer ${answer.status}`);
    return answer;
  });
}
