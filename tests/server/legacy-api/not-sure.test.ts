import { expect, test } from 'vitest';
import { legacyAppWith, refusedVerdict, sheetVerdict } from './app-without-threads';
import { formWith, jsonOf } from './running-server';

const unsure = sheetVerdict({ label: 'RSS2', title: 'RSS 2', group: 'Grade A', confidence: 0.41, refused: 'not-sure' });
const sure = sheetVerdict({ label: 'RSS4', title: 'RSS 4', group: 'Grade B', confidence: 0.987 });
const noSheet = sheetVerdict({
  label: 'Not_Rubber',
  title: 'Not a rubber sheet',
  confidence: 0.3,
  refused: 'not-a-sheet',
});

const picture = (name: string) => [name, new Uint8Array([1])] as const;

test('EAR-4 one picture without a sure grade gets 422', async () => {
  const { app, history } = legacyAppWith([unsure]);
  const answer = await app.request('/api/predict', {
    method: 'POST',
    body: await formWith('file', [picture('a.jpg')]),
  });
  expect(answer.status).toBe(422);
  expect((await jsonOf(answer))['error']).toMatch(/^Not sure enough .* Grade A with 41\.00%\. Take it again/);
  expect(history).toEqual([{ fileName: 'a.jpg', grade: null, confidence: 0.41, modelVersion: 'v1.2.3' }]);
});

test('EAR-4 among several it has an error, and the history has every graded picture', async () => {
  const { app, history } = legacyAppWith([unsure, sure, noSheet]);
  const body = await formWith('file', [picture('a.jpg'), picture('b.jpg'), picture('c.jpg')]);
  const answer = await app.request('/api/predict', { method: 'POST', body });
  expect(await answer.json()).toEqual({
    results: [
      { filename: 'a.jpg', error: expect.stringMatching(/^Not sure enough/) as unknown },
      { filename: 'b.jpg', prediction: 'Grade_B', confidence: '98.70%' },
      { filename: 'c.jpg', prediction: 'Not_Rubber', confidence: '30.00%' },
    ],
  });
  expect(history.map(({ grade }) => grade)).toEqual([null, 'Grade B', 'Not_Rubber']);
});

test('REF-9 a refused thermal picture gets 422 with null in the fields of the verdict', async () => {
  const { app } = legacyAppWith([refusedVerdict('not-thermal')]);
  const body = await formWith('file', [picture('dress.jpg')]);
  const answer = await app.request('/api/v1/detect-anomaly', { method: 'POST', body });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toEqual({
    error: expect.stringMatching(/^This is not a thermal picture\. Choose a picture/) as unknown,
    refused: 'not-thermal',
    ...{ anomaly_score: null, classification: null, confidence: null, is_anomalous: null },
    ...{ bounding_boxes: [], visualizations: null, processing_time: 0.004, model_version: 'v1.2.3' },
  });
});

test('REF-9 a batch counts a refused picture neither as faulty nor as normal', async () => {
  const { app } = legacyAppWith([refusedVerdict('nothing-visible')]);
  const body = await formWith('files[]', [picture('lens-cap.jpg')]);
  const answer = await app.request('/api/v1/batch-detect', { method: 'POST', body });
  expect(await answer.json()).toMatchObject({
    results: [{ filename: 'lens-cap.jpg', classification: null, refused: 'nothing-visible' }],
    summary: { total_images: 1, faulty_count: 0, normal_count: 0, refused_count: 1 },
  });
});

test('REF-9 a refused sheet without a nearest grade gets 422', async () => {
  const { app, history } = legacyAppWith([refusedVerdict('nothing-visible')]);
  const body = await formWith('file', [picture('a.jpg')]);
  const answer = await app.request('/api/predict', { method: 'POST', body });
  expect([answer.status, await answer.json()]).toEqual([
    422,
    { error: expect.stringMatching(/^Nothing can be seen/) as unknown },
  ]);
  expect(history).toEqual([]);
});

test('EAR-15 a lost thread and a picture that hung are 503 with Retry-After', async () => {
  for (const fault of [
    { kind: 'worker-lost', detail: 'exited' },
    { kind: 'out-of-time', limitMs: 30_000 },
  ] as const) {
    const { app } = legacyAppWith([{ ok: false, fault }]);
    const body = await formWith('file', [picture('a.jpg')]);
    const answer = await app.request('/api/v1/detect-anomaly', { method: 'POST', body });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect((await jsonOf(answer))['error']).toMatch(/stopped unexpectedly|longer than 30 s/);
  }
});
