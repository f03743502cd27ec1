import { createNodePredictor, predictFile } from '../support/predict-node';
import { expect, expectResult, goTo, inspectSample, openWithPack, packs, rows, test } from './field-page';
import { reportStarts } from './start-report';

test.describe('on a device that has never seen the app', () => {
  test.use({ visit: 'first' });

  test('SCR-1 the first visit shows the size, downloads on request, and counts the bytes', async ({ page }) => {
    await page.goto('/');
    const modelRequests: string[] = [];
    page.on('request', (request) => {
      if (/\.(onnx|bin)$/.test(request.url())) modelRequests.push(request.url());
    });
    await page.getByRole('radio', { name: packs.thermal.title }).click();
    await expect(page.getByRole('radio', { name: packs.thermal.title })).toHaveAccessibleDescription(
      /[\d.,]+ (kB|MB) to download/,
    );
    expect(modelRequests).toEqual([]);

    // The second file is held back until the progress bar has been seen.
    let goOn = (): void => undefined;
    const seen = new Promise<void>((resolve) => (goOn = resolve));
    let asked = 0;
    await page.route(/\.(onnx|bin)$/, async (route) => {
      asked += 1;
      if (asked > 1) await seen;
      await route.continue();
    });
    await page.getByRole('button', { name: /^Download [\d.,]+ (kB|MB)$/ }).click();
    await expect(page.getByRole('progressbar', { name: `Downloading ${packs.thermal.title}` })).toBeVisible();
    await expect(page.getByText(/^[\d.,]+ of [\d.,]+ (kB|MB)$/)).toBeVisible();
    goOn();
    await expect(page.getByText(`${packs.thermal.title} is ready.`)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('radio', { name: packs.thermal.title })).toHaveAccessibleDescription(/On this device/);
  });

  test('SCR-30 after the first visit everything works without a network', async ({ page, context }) => {
    await openWithPack(page, 'thermal');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await page.reload();
    await expect(page.getByText('Offline – what is on this device works')).toBeVisible();
    await expect(page.getByText(`${packs.thermal.title} is ready.`)).toBeVisible({ timeout: 60_000 });
    await inspectSample(page);

    await goTo(page, 'History');
    await expect(page.getByText('1 inspection on this device')).toBeVisible();
    await page.reload();
    await rows(page).getByRole('link').click();
    await expectResult(page);
    await goTo(page, 'Settings');
    await expect(page.getByRole('region', { name: 'Storage' })).toContainText(/used/);
  });

  test('SCR-31 from the first visit to the history no request goes to another origin', async ({ page, baseURL }) => {
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    await openWithPack(page, 'thermal');
    await inspectSample(page);
    await goTo(page, 'History');
    await goTo(page, 'Settings');
    expect([...asked].filter((origin) => origin !== 'null')).toEqual([new URL(baseURL ?? '').origin]);
  });
});

test.describe('where the scripts of the app do not arrive', () => {
  test.use({ visit: 'without-service-worker' });

  test('SCR-65 the page loads itself again, once a minute at most', async ({ page }) => {
    const inspect = page.getByRole('heading', { name: 'Inspect', level: 1 });
    let loads = 0;
    let isBrokenBefore = 2;
    await page.route(/\/assets\/(common-schemas|index)-[^/]+\.js$/, (route, request) => {
      const isMain = request.url().includes('/index-');
      if (isMain) loads += 1;
      // As where a service worker ends during the request: nothing is written on the console. A script that another one imports is enough.
      return !isMain && loads < isBrokenBefore ? route.abort('aborted') : route.continue();
    });
    await page.goto('/', { waitUntil: 'commit' });
    await expect(inspect).toBeVisible();
    expect(loads).toBe(2);

    isBrokenBefore = 4;
    await page.reload();
    await expect(page.getByText('Fieldgrade is still starting')).toBeAttached();
    expect(loads).toBe(3);
    await page.reload();
    await expect(inspect).toBeVisible();
  });

  test('SCR-64 the page says what to do, and loading it again starts the app', async ({ page, context }) => {
    let isHeld = true;
    await page.route(/\/assets\/index-[^/]+\.js$/, (route) => (isHeld ? undefined : route.continue()));
    await page.goto('/', { waitUntil: 'commit' });
    const message = page.getByText('Fieldgrade is still starting');
    const delays = () => page.evaluate(() => document.getAnimations().map(({ effect }) => effect?.getTiming().delay));
    await expect.poll(delays).toEqual([8_000]);
    await expect(message).toBeHidden();
    // A test that waits here for ever prints this.
    expect((await reportStarts(context)).join()).toMatch(/"notLoaded": \[\s+"[^"]+\/assets\/index-[^"]+\.js"\s+\]/);

    await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
    await expect(message).toBeVisible();
    isHeld = false;
    await page.getByRole('link', { name: 'Load again' }).click();
    await expect(page.getByRole('heading', { name: 'Inspect', level: 1 })).toBeVisible();
    await expect(message).toHaveCount(0);
    expect(await reportStarts(context)).toEqual([]);
  });
});

test('OFF-22 the scripts and styles of the app come from the cache without the service worker', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('radio', { name: packs.thermal.title })).toBeVisible();
  const sources = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => new URL(name).pathname.startsWith('/assets/'))
      .map((entry) => ('workerMatchedSourceType' in entry ? entry.workerMatchedSourceType : undefined)),
  );
  expect(sources.length).toBeGreaterThan(10);
  expect(new Set(sources)).toEqual(new Set(['cache']));
});

test('SCR-10 a thermal picture shows the score, level and action that Node gives', async ({ page }) => {
  const predict = await createNodePredictor(packs.thermal.folder);
  const expected = await predictFile(predict, `public/samples/${packs.thermal.sample}`);
  if (!expected.ok || expected.value.verdict.anomaly === undefined) throw new Error('Node gives no score');
  const { score, levelTitle } = expected.value.verdict.anomaly;

  await openWithPack(page, 'thermal');
  await inspectSample(page);
  const answer = page.getByRole('main').getByRole('status');
  await expect(answer).toContainText(levelTitle);
  const shown = Number(await page.locator('.score-number').first().textContent());
  expect(Math.abs(shown - 100 * score)).toBeLessThanOrEqual(1);
  await expect(page.getByRole('img', { name: /of 100, threshold at 50/ })).toBeVisible();
});

test('SCR-10 a rubber sheet shows the grade that Node gives, and the share of every grade', async ({ page }) => {
  const predict = await createNodePredictor(packs.rubber.folder);
  const expected = await predictFile(predict, `public/samples/${packs.rubber.sample}`);
  if (!expected.ok || expected.value.verdict.grade === undefined) throw new Error('Node gives no grade');
  const { grade } = expected.value.verdict;

  await openWithPack(page, 'rubber');
  await inspectSample(page);
  const answer = page.getByRole('main').getByRole('status');
  await expect(answer).toContainText(grade.title);
  const shares = await page.locator('.share-value').allTextContents();
  expect(shares).toHaveLength(grade.probabilities.length);
  shares.forEach((text, index) => {
    expect(Math.abs(parseInt(text, 10) - 100 * (grade.probabilities[index]?.probability ?? 0))).toBeLessThanOrEqual(1);
  });
});
