/** Imported networks, made into packs by `python -m trainer import`, in the built app. */
import { textIn } from '../../src/domain/localised-text';
import { english } from '../../src/words/english';
import { createWords } from '../../src/words/words';
import {
  importedPack,
  goldenPng,
  laterPackId,
  serveImportedPacks,
  wrongPackId,
  type ImportedPacksSite,
} from '../support/imported-packs-site';
import { choose, expect, expectResult, openPack, test as fieldTest, type TestFile } from './field-page';

let site: ImportedPacksSite | undefined;

const test = fieldTest.extend({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from the pattern; this one has none.
  baseURL: async ({}, use) => use(site?.url),
});

// Their server offers other packs.
test.use({ visit: 'without-packs' });
test.beforeAll(async () => {
  site = await serveImportedPacks();
});
test.afterAll(() => site?.close());

for (const kind of ['timm-classifier', 'keras-softmax', 'keras-sigmoid', 'anomalib-two']) {
  test(`SCR-4 a pack made of an imported classifier (${kind}) gives the shares that Python computed`, async ({
    page,
  }) => {
    const { title, golden, grade } = await importedPack(kind);
    const wanted = golden.expected.probabilities ?? [];
    await openPack(page, textIn(title, 'en'));
    await choose(page, [await goldenFile(kind)]);
    await expectResult(page);

    const best = grade?.labels[wanted.indexOf(Math.max(...wanted))];
    await expect(page.getByRole('main').getByRole('status')).toContainText(textIn(best?.title ?? '?', 'en'));
    expect(await page.locator('.share-value').allTextContents()).toEqual(
      wanted.map(createWords({ tag: 'en' }, english).percent),
    );
    await expect(page.getByRole('img', { name: /^Photo: / })).toBeVisible();
  });
}

for (const kind of ['torchvision-features', 'keras-features']) {
  test(`SCR-4 a pack made of an imported feature extractor (${kind}) gives the score that Python computed, and a map`, async ({
    page,
  }) => {
    const { title, golden } = await importedPack(kind);
    await openPack(page, textIn(title, 'en'));
    await choose(page, [await goldenFile(kind)]);
    await expectResult(page);

    await expect(page.getByRole('main').getByRole('status')).toContainText('Anomalous');
    await page.getByText('Details', { exact: true }).click();
    const rawScore = page.locator('.fact', { hasText: 'Score (raw)' }).locator('dd');
    const shown = parseFloat((await rawScore.textContent()) ?? '');
    expect(Math.abs(shown - (golden.expected.rawScore ?? NaN))).toBeLessThan(1e-4);
    await expect(page.getByRole('radio', { name: 'Overlay' })).toBeChecked();
    await expect(page.getByText('Region 1', { exact: true })).toBeVisible();
  });
}

test('SCR-5 a pack whose numbers differ from its golden output is refused with a next step, and other packs still work', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('radio', { name: wrongPackId }).click();
  await page.getByRole('button', { name: /^Download/ }).click();
  const refusal = page.getByRole('alert').filter({ hasText: 'computes wrong numbers' });
  await expect(refusal).toContainText(/probabilities is off by 1\.\d+, allowed 0\.02/);
  await expect(refusal).toContainText('report it to the publisher of the pack');
  await expect(page.getByRole('button', { name: 'Choose pictures' })).toBeDisabled();

  await openPack(page, textIn((await importedPack('keras-softmax')).title, 'en'));
  await choose(page, [await goldenFile('keras-softmax')]);
  await expectResult(page);
});

test('OFF-19 the card of a pack that needs a newer app states this, and other packs are offered', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('radio', { name: laterPackId })).toHaveAccessibleDescription(/Cannot be used here/);
  await page.getByRole('radio', { name: laterPackId }).click();
  const reason = page.getByRole('alert').filter({ hasText: 'The pack has format 2' });
  await expect(reason).toContainText('Update Fieldgrade');
  await expect(page.getByRole('button', { name: /^Download/ })).toHaveCount(0);
  await expect(page.getByRole('radio', { name: 'Keras softmax' })).toHaveAccessibleDescription(/to download/);
});

async function goldenFile(kind: string): Promise<TestFile> {
  return { name: 'golden.png', mimeType: 'image/png', bytes: await goldenPng(kind) };
}
