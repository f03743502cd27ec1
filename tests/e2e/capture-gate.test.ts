import sharp from 'sharp';
import { deleteFilm, playFilm, sheetScene, withCamera } from '../support/fake-camera';
import { expect, expectResult, openWithPack, test } from './field-page';

/** The same sheet in the shade, then in the light, for eight seconds each. */
const dark = { picture: sharp('public/samples/rubber-2.jpg').linear(0.2, 0), frames: 80 };

test.use(withCamera);
test.beforeAll(() => playFilm([dark, sheetScene('rubber-2.jpg', 80)]));
test.afterAll(deleteFilm);

test('CAP-7 CAP-9 the viewfinder says what to change, and a photo that is taken anyway keeps the problem', async ({
  page,
}, { project }) => {
  test.skip(project.name !== 'phone', 'the camera is a phone’s');
  await openWithPack(page, 'rubber');
  await page.getByRole('link', { name: 'Take photo' }).click();
  await expect(page.getByText('Good to take')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Take photo' })).toBeEnabled();
  await expect(page.getByText('Too dark. Hold the sheet against the light.')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Take it anyway' }).click();
  const answer = page.locator('.camera-answer');
  await expect(answer).toContainText('This photo has a problem: Too dark.', { timeout: 60_000 });
  await answer.getByRole('link').click();
  await expectResult(page);
  await page.getByText('Details', { exact: true }).click();
  await expect(page.getByText('Too dark. Taken anyway.')).toBeVisible();
});
