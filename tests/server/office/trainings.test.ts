import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTrainingStore } from '../../../server/training/training-store';
import { openOffice } from './office-fixture';

test('OFC-84 trainings are listed with their state, result and unusable files, and the insights of their pictures', async () => {
  const office = await openOffice();
  const page = async () => (await office.get('/office/trainings')).text();
  expect(await page()).toContain('Nothing has been trained yet');
  const store = createTrainingStore(office.db, randomUUID(), () => office.clock.now);
  const [passed, failed, waiting] = [randomUUID(), randomUUID(), randomUUID()];
  for (const [id, file_name] of [
    [passed, 'sheets.zip'],
    [failed, '<b>.zip'],
    [waiting, 'later.zip'],
  ] as const) {
    await store.add({ id, file_name, requested_by: 'Asha' }, 5);
  }
  await store.start(passed);
  const samples = { rss1: [{ filename: 'a/rss1/1.jpg', image: 'data:image/jpeg;base64,AA==' }] };
  const none = { duplicates: 2, near_duplicates: null, unreadable: ['a/rss1/broken.jpg'] };
  await store.setInsights(passed, { total_images: 41, images_per_class: { rss1: 41 }, samples, ...none });
  const classes = [{ label: 'rss1', pictures: 41, precision: 0.9, recall: 0.8 }];
  await store.finish(passed, 'kept-previous', { report: { accuracy: 0.87, classes }, error: 'It is worse.' });
  await store.start(failed);
  const unused = [{ name: 'b/x.jpg', reason: 'not-a-picture' }];
  await store.finish(failed, 'failed', { error: 'Two classes are needed.', unused });
  const html = await page();
  for (const part of [
    ...['No classifier serves yet', 'sheets.zip', 'Not used', '87% of pictures right', 'It is worse.'],
    ...['&lt;b&gt;.zip', 'Failed', 'Two classes are needed.', '1 file could not be used', 'b/x.jpg: not-a-picture'],
    ...['later.zip', 'Waiting', '80%', '90%', 'data:image/jpeg;base64,AA=='],
  ]) {
    expect(html).toContain(part);
  }
  await store.start(waiting);
  await store.finish(waiting, 'interrupted', { error: 'The server was stopped before the training ended.' });
  expect((await page()).split('The server was stopped').length - 1).toBe(1);
  expect(html.indexOf('later.zip')).toBeLessThan(html.indexOf('sheets.zip'));
  expect(await (await office.get('/office/overview')).text()).toContain('/office/trainings');
  await office.close();
});
