import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startFaultyProxy } from '../support/faulty-proxy';
import { noFaults } from '../support/network-fault';
import { until } from '../support/until';
import {
  BrowserDevice,
  inspectOne,
  makeReady,
  pathWithoutPack,
  registerInPage,
  removeProfile,
  showInspect,
  waitUntilSent,
} from './support/browser-device';
import { intakeUnreachable } from './support/run-browser-drill';
import { readDatabase } from './support/page-database';
import { runDrill } from './support/run-drill';

test('DRL-42 the whole browser is killed in the middle of sending and with a full outbox', () =>
  runDrill('browser killed', {}, async ({ drill, ledger }) => {
    const proxy = await startFaultyProxy(drill.server.url, intakeUnreachable);
    const profileDir = await mkdtemp(join(tmpdir(), 'fieldgrade-killed-'));
    const start = () => BrowserDevice.open({ url: proxy.url, ledger, profileDir });
    try {
      const first = await start();
      const page = await first.newTab('/');
      await makeReady(page);
      for (let count = 0; count < 3; count += 1) {
        await inspectOne(page);
        await showInspect(page);
        await makeReady(page);
      }
      await first.note(page);
      await first.killBrowser();

      const second = await start();
      const again = await second.newTab(pathWithoutPack);
      expect((await readDatabase(again)).outbox).toHaveLength(3);
      proxy.setPlan(({ path }) => (path.includes('/changes/') ? { kind: 'lose-answer' } : { kind: 'none' }));
      await registerInPage(again);
      await until('a change is at the server and its receipt is lost', () => proxy.counts()['lose-answer']);
      await second.killBrowser();

      const third = await start();
      proxy.setPlan(noFaults);
      const last = await third.newTab(pathWithoutPack);
      await waitUntilSent(last);
      expect((await readDatabase(last)).deliveredRecordIds).toHaveLength(3);
      await third.close();
    } finally {
      await proxy.close();
      await removeProfile(profileDir);
    }
  }));
