/** A server, a proxy and a registered browser in front of it, and the count at the end. */
import type { Page } from '@playwright/test';
import { fairWeather, type FaultPlan } from '../../support/network-fault';
import { BrowserDevice, makeReady, registerInPage, waitUntilSent } from './browser-device';
import { playScene, type Scene } from './scene';

/** What a drill in the browser plays with. */
export interface BrowserScene extends Scene {
  readonly device: BrowserDevice;
  /** The first tab: registered, with a pack ready, and all that was saved is sent. */
  readonly page: Page;
}

/** Nothing of the intake is reached; the app itself is served. */
export const intakeAway: FaultPlan = ({ path }) =>
  path.startsWith('/api/') ? { kind: 'cut-request', share: 0 } : { kind: 'none' };

/** Plays `act` in a browser with the built app, empties its queue, and counts. */
export function playInBrowser(
  name: string,
  act: (scene: BrowserScene) => Promise<void>,
  profileDir?: string,
): Promise<void> {
  return playScene(name, {}, async (scene) => {
    const { proxy, ledger } = scene;
    const device = await BrowserDevice.open({ url: proxy.url, ledger, ...(profileDir && { profileDir }) });
    try {
      const page = await device.newTab('/');
      await makeReady(page);
      await registerInPage(page);
      await page.goto('/');
      await makeReady(page);
      await act({ ...scene, device, page });
      proxy.setPlan(fairWeather);
      const last = await device.newTab('/');
      await waitUntilSent(last);
    } finally {
      await device.close();
    }
  });
}
