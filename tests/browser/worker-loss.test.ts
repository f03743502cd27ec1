import { expect, test, type Page } from '@playwright/test';
import { sceneJpeg } from '../support/make-pictures';
import { inspectOk, openTestPage, prepare } from './inspector-page';

const packId = 'transformer-thermal';

/** Inspects a picture, and ends the worker when the picture is sent to it. */
function inspectWhileWorkerEnds(page: Page, file: Uint8Array) {
  return page.evaluate(
    async ({ id, base64 }) => {
      const { services } = await window.fieldgrade;
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const inspected = await services.inspector.inspect({ packId: id, file: new Blob([bytes]) });
      return inspected.ok ? 'inspected' : inspected.fault.kind;
    },
    { id: packId, base64: Buffer.from(file).toString('base64') },
  );
}

for (const ending of ['close', 'throw'] as const) {
  test(`INS-5 a worker that ends by ${ending} during an inspection is reported as lost, and the next one works`, async ({
    page,
  }) => {
    const file = await sceneJpeg(1);
    await openTestPage(page, packId);
    await prepare(page, packId, 'wasm');
    const [worker] = page.workers();
    if (worker === undefined) throw new Error('there is no worker');
    await worker.evaluate((how) => {
      // The next message is never answered: the worker ends before it arrives.
      self.addEventListener(
        'message',
        (event) => {
          event.stopImmediatePropagation();
          if (how === 'close') self.close();
          else throw new Error('boom');
        },
        { capture: true },
      );
    }, ending);
    expect(await inspectWhileWorkerEnds(page, file)).toBe('worker-lost');
    const { verdict } = await inspectOk(page, packId, file);
    expect(verdict.provenance.backend).toBe('wasm');
    // The browser reports the end of the old worker with a delay.
    await expect.poll(() => page.workers().length).toBe(1);
  });
}
