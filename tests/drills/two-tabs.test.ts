import { expect, test } from 'vitest';
import { noFaults } from '../support/network-fault';
import { inspectOne, makeReady, showInspect, waitUntilSent } from './support/browser-device';
import { intakeUnreachable, runBrowserDrill } from './support/run-browser-drill';

test('DRL-41 two tabs save and send at the same time: every change is sent once', () =>
  runBrowserDrill('two tabs', async ({ device, proxy, page }) => {
    proxy.setPlan(intakeUnreachable);
    const other = await device.newTab('/');
    await makeReady(other);
    for (let count = 0; count < 3; count += 1) {
      await Promise.all([inspectOne(page), inspectOne(other)]);
      await Promise.all([showInspect(page), showInspect(other)]);
      await Promise.all([makeReady(page), makeReady(other)]);
    }
    await device.note(page);
    const commits: string[] = [];
    proxy.setPlan((request) => {
      if (request.method === 'PUT' && request.path.includes('/changes/')) commits.push(request.path);
      return noFaults(request);
    });
    await Promise.all([waitUntilSent(page), waitUntilSent(other)]);
    expect(commits).toHaveLength(6);
    expect(new Set(commits).size).toBe(6);
  }));
