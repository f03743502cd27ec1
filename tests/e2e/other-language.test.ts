/** The app in a language that is not English: a pseudo-language, loaded as other languages will be. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build, preview, type Plugin, type PreviewServer } from 'vite';
import { compileCatalogue, compileMessages } from '../../scripts/vite/compile-messages';
import { shipPacks } from '../../scripts/vite/ship-packs';
import { startPage } from '../../scripts/vite/start-page';
import { english } from '../../src/words/english';
import { show } from './every-screen';
import { toPseudoLanguage } from '../support/pseudo-language';

const root = join(import.meta.dirname, '../..');
const moduleId = 'virtual:pseudo-language';

const otherScreens = [
  ...['/sync', '/settings', '/nowhere', '/assets', '/assets/assign', '/assets/absent', '/jobs', '/jobs/absent'],
  ...['/teach', '/teach/absent', '/packs/transformer-thermal/learn', '/packs/absent/learn', '/packs/absent/history'],
  ...['/insights', '/report', '/check', '/review/threshold', '/batch/absent', '/camera', '/light-table'],
];

let outDir = '';
let server: PreviewServer | undefined;

test.use({ locale: 'de-DE', viewport: { width: 360, height: 800 } });

test.beforeAll(async () => {
  test.setTimeout(240_000);
  outDir = await mkdtemp(join(tmpdir(), 'fieldgrade-language-'));
  const shared = { root, configFile: false, logLevel: 'error', build: { outDir } } as const;
  await build({
    ...shared,
    plugins: [react(), compileMessages(), startPage(), shipPacks(join(root, 'models')), pseudoGerman()],
    define: { __APP_BUILD__: '"0.0.0"' },
    build: { outDir, target: 'es2023', emptyOutDir: true, minify: false, reportCompressedSize: false },
    worker: { format: 'es' },
  });
  server = await preview({ ...shared, preview: { port: 0 } });
});

test.afterAll(async () => {
  await server?.close();
  if (outDir !== '') await rm(outDir, { recursive: true, force: true });
});

test('SCR-41 another language is loaded on demand, reaches every text and fits on a small phone', async ({ page }) => {
  const address = server?.resolvedUrls?.local[0] ?? '';
  const visit = async (path: string): Promise<void> => {
    await page.goto(new URL(path, address).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  await visit('/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de-DE');
  await page.locator('.pack-card').last().click();
  await expectTranslated(page);
  await page.locator('.panel .button-primary').click();
  await page.locator('.sample').first().click({ timeout: 60_000 });
  await expect(page).toHaveURL(/\/inspection\//, { timeout: 60_000 });
  await page.locator('.more-facts summary').first().click();
  await expectTranslated(page);
  await visit('/history');
  await expect(page.locator('.picture-row')).toHaveCount(1);
  await expectTranslated(page);
  for (const path of otherScreens) {
    await show(page, path);
    await expectTranslated(page);
  }
});

/** Puts the pseudo-language where the file `de.json` would be. */
function pseudoGerman(): Plugin {
  return {
    name: 'fieldgrade:pseudo-german',
    enforce: 'pre',
    resolveId: (id) => (id === moduleId ? `\0${moduleId}` : undefined),
    load: (id) =>
      id === `\0${moduleId}`
        ? `export default ${JSON.stringify(compileCatalogue(toPseudoLanguage(english)))}`
        : undefined,
    transform: (code, id) =>
      id.endsWith('/src/app/app-words.ts')
        ? code.replace(
            /import\.meta\.glob[^;]*;/,
            `{ '../words/languages/de.json': async () => (await import('${moduleId}')).default };`,
          )
        : undefined,
  };
}

/** No visible text is plain English, and nothing is wider than the screen. */
async function expectTranslated(page: Page): Promise<void> {
  const { texts, overhangPx } = await page.evaluate(() => {
    const attributes = ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext'];
    const visible = Array.from(document.body.querySelectorAll('*')).filter((element) => element.checkVisibility());
    const own = visible.flatMap((element) =>
      Array.from(element.childNodes, (node) => (node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '')),
    );
    const labels = visible.flatMap((element) => attributes.map((name) => element.getAttribute(name) ?? ''));
    return {
      texts: [document.title, ...own, ...labels],
      overhangPx: document.documentElement.scrollWidth - window.innerWidth,
    };
  });
  // Soft: one run names the texts of every screen.
  expect.soft(texts.filter((text) => /[A-Za-z]{4}/.test(withoutNames(text)))).toEqual([]);
  expect.soft(overhangPx).toBe(0);
}

/** Texts of the packs, file names, versions and hashes are data, the same in every language. */
function withoutNames(text: string): string {
  const manifests = readdirSync(join(root, 'models'))
    .map((folder) => join(root, 'models', folder, 'pack.json'))
    .filter((path) => existsSync(path));
  const packTexts = manifests.flatMap((path) => stringsIn(JSON.parse(readFileSync(path, 'utf8'))));
  const rest = packTexts
    .sort((one, other) => other.length - one.length)
    .reduce((left, name) => left.replaceAll(name, ''), text);
  // The mark of a file-name pattern is typed as it is.
  const withoutMarks = rest.replaceAll('{asset}', '');
  // `Intl` writes "Donnerstag, 26. November 2026".
  const withoutDays = withoutMarks.replace(/\p{L}+, \d+\. \p{L}+ \d{4}/gu, '');
  return withoutDays.replace(/[\w-]+\.jpg/g, '').replace(/\b[0-9a-f]{40,64}\b/g, '');
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length > 3 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
