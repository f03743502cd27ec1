import { afterAll, beforeAll, expect, test } from 'vitest';
import { revokeEngineer, addEngineer } from '../../../server/devices/engineers';
import { addDevice, cookieOf, openOffice, sameOrigin, type TestOffice } from './office-fixture';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

test('OFC-1 without a session a page redirects to the sign-in and back, and anything else is a 401', async () => {
  const page = await office.app.request('/office/records?pack=rubber-sheet', { headers: { accept: 'text/html' } });
  expect([page.status, page.headers.get('location')]).toEqual([
    303,
    '/office/sign-in?next=%2Foffice%2Frecords%3Fpack%3Drubber-sheet',
  ]);
  for (const path of ['/office/live', '/office/export/csv', `/office/blobs/${'a'.repeat(64)}`, '/office/nowhere']) {
    expect([path, (await office.app.request(path)).status]).toEqual([path, 401]);
  }
  expect((await office.get('/office/records')).status).toBe(200);
});

test('OFC-1 the sign-in only returns to pages of the office', async () => {
  const next = async (wanted: string) => {
    const html = await (await office.app.request(`/office/sign-in?next=${encodeURIComponent(wanted)}`)).text();
    return /name="next" value="([^"]*)"/.exec(html)?.[1];
  };
  expect(await next('/office/devices')).toBe('/office/devices');
  for (const external of [
    'https://evil.example',
    '//evil.example',
    '/office/../api',
    '/office//"><b>',
    'javascript:1',
  ]) {
    const path = await next(external);
    expect([external, path?.startsWith('/office/')]).toEqual([external, true]);
  }
  expect(await next('//evil.example')).toBe('/office/records');
});

test('OFC-2 the cookie is HttpOnly, SameSite=Strict, and Secure over https', async () => {
  const plain = (await office.signIn()).headers.get('set-cookie') ?? '';
  expect(plain).toMatch(/HttpOnly/);
  expect(plain).toMatch(/SameSite=Strict/);
  expect(plain).toMatch(/Path=\/office/);
  expect(plain).toMatch(/Max-Age=28800/);
  expect(plain).not.toMatch(/Secure/);
  const proxied = await office.signIn(office.engineerToken, { ...sameOrigin, 'x-forwarded-proto': 'https' });
  expect(proxied.headers.get('set-cookie')).toMatch(/Secure/);
  expect((await office.get('/office/records')).headers.get('cache-control')).toBe('no-store');
});

test('OFC-3 refuses device tokens, and makes an address wait after five failures', async () => {
  const deviceToken = await addDevice(office, 1, 'Phone 1', 'North yard');
  const address = { ...sameOrigin, 'x-test-address': '198.51.100.7' };
  const refused = await office.signIn(deviceToken, address);
  expect([refused.status, refused.headers.get('set-cookie')]).toEqual([401, null]);
  expect(await refused.text()).toContain('This is the token of a device.');
  for (let attempt = 0; attempt < 4; attempt++) {
    expect((await office.signIn(`wrong-token-${attempt}-0123456789`, address)).status).toBe(401);
  }
  const shut = await office.signIn(office.engineerToken, address);
  expect([shut.status, shut.headers.get('retry-after')]).toEqual([429, '900']);
  expect((await office.signIn(office.engineerToken, { ...sameOrigin, 'x-test-address': '198.51.100.8' })).status).toBe(
    303,
  );
  const failures = await office.db
    .selectFrom('audit_log')
    .select('subject')
    .where('action', '=', 'office-sign-in-refused')
    .execute();
  expect(failures).toEqual(Array.from({ length: 5 }, () => ({ subject: '198.51.100.7' })));
  office.clock.now += 15 * 60_000 + 1;
  expect((await office.signIn(office.engineerToken, address)).status).toBe(303);
});

test('OFC-4 signing out, expiry and a revoked token end the session', async () => {
  const inside = async (cookie: string) =>
    (await office.app.request('/office/records', { headers: { cookie, accept: 'text/html' } })).status;
  const first = cookieOf(await office.signIn());
  expect(await inside(first)).toBe(200);
  const out = await office.app.request('/office/sign-out', {
    method: 'POST',
    headers: { ...sameOrigin, cookie: first },
  });
  expect([out.status, await inside(first)]).toEqual([303, 303]);
  const token = await addEngineer(office.db, 'Ravi', 'operator', new Date(office.clock.now));
  const second = cookieOf(await office.signIn(token));
  expect(await inside(second)).toBe(200);
  await revokeEngineer(office.db, 'Ravi', 'operator', new Date(office.clock.now));
  expect(await inside(second)).toBe(303);
  const third = cookieOf(await office.signIn());
  office.clock.now += 8 * 3_600_000;
  expect(await inside(third)).toBe(303);
  office.clock.now -= 8 * 3_600_000;
  const { hash } = await office.db.selectFrom('office_sessions').select('hash').executeTakeFirstOrThrow();
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
});

test('OFC-5 refuses forms of other sites', async () => {
  const path = '/office/sign-out';
  const headersOf = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    {},
  ];
  for (const headers of headersOf) expect((await office.post(path, '', headers)).status).toBe(403);
  expect((await office.get('/office/records')).status).toBe(200);
  expect((await office.signIn(office.engineerToken, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await office.signIn(office.engineerToken, { origin: 'http://localhost', host: 'localhost' })).status).toBe(
    303,
  );
});
