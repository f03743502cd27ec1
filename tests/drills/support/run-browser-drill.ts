/** Runs a drill with a registered browser in front of the proxy. */
import type { Page } from '@playwright/test';
import { noFaults, type FaultPlan } from '../../support/network-fault';
import { BrowserDevice, makeReady, pathWithoutPack, registerInPage, waitUntilSent } from './browser-device';
import { runDrill, type Drill } from './run-drill';

/** What a drill in the browser can use. */
export interface BrowserDrill extends Drill {
  readonly device: BrowserDevice;
  /** The first tab: registered, with a pack ready and an empty outbox. */
  readonly page: Page;
}

/** The intake cannot be reached; the app is still served. */
export const intakeUnreachable: FaultPlan = ({ path }) =>
  path.startsWith('/api/') ? { kind: 'cut-request', share: 0 } : { kind: 'none' };

/** Runs `body` in a browser with the built app, empties its outbox, and checks. */
export function runBrowserDrill(
  name: string,
  body: (context: BrowserDrill) => Promise<void>,
  profileDir?: string,
): Promise<void> {
  return runDrill(name, {}, async (context) => {
    const { proxy, ledger } = context;
    const device = await BrowserDevice.open({ url: proxy.url, ledger, ...(profileDir && { profileDir }) });
    try {
      const page = await device.newTab('/');
      await registerInPage(page);
      await page.goto('/');
      await makeReady(page);
      await body({ ...context, device, page });
      proxy.setPlan(noFaults);
      const last = await device.newTab(pathWithoutPack);
      await waitUntilSent(last);
    } finally {
      await device.close();
    }
  });
}
