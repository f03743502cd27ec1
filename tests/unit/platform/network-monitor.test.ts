import { expect, test } from 'vitest';
import { createNetworkMonitor } from '../../../src/platform/network-monitor';
import { createFakeSchedule } from '../../support/fake-schedule';

const file = new Response('{}', { headers: { 'content-type': 'application/json' } });
const loginPage = new Response('<title>Welcome</title>', { headers: { 'content-type': 'text/html; charset=utf-8' } });
const badGateway = new Response('<h1>502</h1>', { status: 502, headers: { 'content-type': 'text/html' } });
const failed = new TypeError('Failed to fetch');
const timedOut = new DOMException('too slow', 'TimeoutError');

/** A monitor in a browser that reports `online`, whose requests end as `server.answer` says. */
function setUp(online = true) {
  const { schedule, advance } = createFakeSchedule();
  const browser = { online, visible: true };
  const server: { answer: Response | Error; asked: string[] } = { answer: file, asked: [] };
  const listeners: { reported: () => void; visible: () => void } = {
    reported: () => undefined,
    visible: () => undefined,
  };
  const monitor = createNetworkMonitor({
    fetch: (path) => {
      server.asked.push(path);
      const { answer } = server;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer.clone());
    },
    reportsOnline: () => browser.online,
    metered: () => 'unknown',
    onReported: (listener) => (listeners.reported = listener),
    onVisible: (listener) => (listeners.visible = listener),
    isVisible: () => browser.visible,
    schedule,
    probePath: '/models/index.json',
  });
  const ask = async (answer: Response | Error): Promise<void> => {
    server.answer = answer;
    await monitor.fetch('/api').catch(() => undefined);
  };
  const report = async (isOnline: boolean): Promise<void> => {
    browser.online = isOnline;
    listeners.reported();
    await settle();
  };
  return { monitor, browser, server, listeners, advance, ask, report };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('SCR-43 shows nothing until something suggests that the server cannot be reached', async () => {
  const { monitor, ask } = setUp();
  expect(monitor.disconnection()).toBeUndefined();
  await ask(file);
  expect(monitor.disconnection()).toBeUndefined();
});

test.each([
  ['a request without an answer', failed, 'unreachable'],
  ['a request that takes too long', timedOut, 'unreachable'],
  ['the error page of a gateway', badGateway, 'unreachable'],
  ['the login page of a network', loginPage, 'login-page'],
])('SCR-43 notices %s where the browser reports a network', async (_case, answer, expected) => {
  const { monitor, ask } = setUp();
  await ask(answer);
  expect(monitor.disconnection()).toBe(expected);
  // It must be possible to try: the browser reports a network.
  expect(monitor.state().isOnline).toBe(true);
  await ask(file);
  expect(monitor.disconnection()).toBeUndefined();
});

test('SCR-43 an error of the server in its own format is contact, and an abort by the app shows nothing', async () => {
  const { monitor, ask } = setUp();
  await ask(new Response('{}', { status: 500, headers: { 'content-type': 'application/json' } }));
  await ask(new DOMException('stopped', 'AbortError'));
  expect(monitor.disconnection()).toBeUndefined();
});

test('SCR-43 is not misled by a browser that reports no network although requests succeed', async () => {
  const { monitor, ask, report } = setUp(false);
  await ask(file);
  expect([monitor.disconnection(), monitor.state().isOnline]).toEqual([undefined, true]);
  await ask(failed);
  expect([monitor.disconnection(), monitor.state().isOnline]).toEqual(['offline', false]);
  await report(true);
});

test('SCR-43 goes offline with the report of the browser and asks the server when it reports a network', async () => {
  const { monitor, server, ask, report } = setUp();
  await ask(file);
  server.answer = failed;
  await report(false);
  expect(monitor.disconnection()).toBe('offline');
  await report(true);
  expect(monitor.disconnection()).toBe('unreachable');
  server.answer = file;
  await report(true);
  expect(monitor.disconnection()).toBeUndefined();
});

test('SCR-43 asks again while the server cannot be reached and the page is visible, and then no more', async () => {
  const { monitor, browser, server, listeners, ask, advance } = setUp();
  await ask(failed);
  advance(30_000);
  await settle();
  expect(server.asked).toEqual(['/api', '/models/index.json']);
  browser.visible = false;
  advance(60_000);
  await settle();
  expect(server.asked).toHaveLength(2);
  browser.visible = true;
  server.answer = file;
  listeners.visible();
  await settle();
  expect(monitor.disconnection()).toBeUndefined();
  advance(120_000);
  listeners.visible();
  await settle();
  expect(server.asked).toHaveLength(3);
});
