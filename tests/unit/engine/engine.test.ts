import { expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine';
import type { OnnxRuntime } from '../../../src/engine/onnx-runtime';
import { flatPicture, gradePlan, makePack } from '../../support/make-pack';
import { createSteppedHost, createStubRuntime, rowTensor, type StubAnswer } from '../../support/stub-runtime';

const plan = gradePlan('a', 'b');
const pack = makePack(plan, 'nchw-logits');
const picture = flatPicture(4, 4, [1, 2, 3]);
const job = { packId: 'made-up', picture, decodeMs: 5 };
const healthy = { grade: rowTensor(3, 1) };

test('ENG-18 packs with the same network share one session, which is closed with the last of them', async () => {
  const runtime = createStubRuntime(() => healthy);
  const engine = createEngine({ host: createSteppedHost(), runtime });
  await engine.load(pack);
  await engine.load(makePack({ ...plan, id: 'second' }, 'nchw-logits'));
  await engine.unload('made-up');
  expect(runtime.events.filter((event) => event !== 'run')).toEqual(['open']);
  await engine.unload('second');
  expect(runtime.events.filter((event) => event !== 'run')).toEqual(['open', 'release']);
});

test('ENG-18 loading a pack again keeps its session open', async () => {
  const runtime = createStubRuntime(() => healthy);
  const engine = createEngine({ host: createSteppedHost(), runtime });
  await engine.load(pack);
  await engine.load(pack);
  expect(await engine.inspect(job)).toMatchObject({ ok: true });
  expect(runtime.events.filter((event) => event !== 'run')).toEqual(['open']);
});

test('ENG-18 tries again to open a network that failed to open', async () => {
  const stub = createStubRuntime(() => healthy);
  let attempts = 0;
  const runtime: OnnxRuntime = {
    backend: 'wasm',
    createSession: (bytes) => {
      attempts += 1;
      return attempts === 1 ? Promise.reject(new Error('out of memory')) : stub.createSession(bytes);
    },
  };
  const engine = createEngine({ host: createSteppedHost(), runtime });
  expect(await engine.load(pack)).toEqual({ ok: false, fault: { kind: 'bad-network', detail: 'out of memory' } });
  expect(await engine.load(pack)).toMatchObject({ ok: true });
});

test('ENG-22 a verdict carries its provenance and the time of each stage', async () => {
  const host = createSteppedHost();
  const engine = createEngine({ host, runtime: createStubRuntime(() => healthy, { onRun: () => host.advance(30) }) });
  await engine.load(pack);
  const inspected = await engine.inspect(job);
  if (!inspected.ok) throw new Error(inspected.fault.kind);
  const { verdict } = inspected.value;
  expect(verdict).toMatchObject({
    picture: { width: 4, height: 4 },
    timings: { decodeMs: 5, resizeMs: 0, networkMs: 30, judgeMs: 0, totalMs: 35 },
    provenance: { packId: 'made-up', packVersion: '1.0.0', engineVersion: '1.1.0', backend: 'wasm' },
  });
  expect(verdict.provenance.packSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(verdict.provenance.networkSha256).toMatch(/^[0-9a-f]{64}$/);
});

test('ENG-23 a failed run fails only its own picture', async () => {
  const answers: StubAnswer[] = [healthy, new Error('device lost'), healthy];
  const engine = createEngine({
    host: createSteppedHost(),
    runtime: createStubRuntime(() => answers.shift() ?? healthy),
  });
  await engine.load(pack);
  const [first, second] = await Promise.all([engine.inspect(job), engine.inspect(job)]);
  expect(first).toEqual({ ok: false, fault: { kind: 'network-failed', detail: 'device lost' } });
  expect(second).toMatchObject({ ok: true, value: { verdict: { grade: { label: 'a' } } } });
});

test('ENG-23 reports NaN as a failure instead of a verdict', async () => {
  const answers: StubAnswer[] = [healthy, { grade: rowTensor(NaN, NaN) }];
  const engine = createEngine({
    host: createSteppedHost(),
    runtime: createStubRuntime(() => answers.shift() ?? healthy),
  });
  await engine.load(pack);
  expect(await engine.inspect(job)).toMatchObject({ ok: false, fault: { kind: 'network-failed' } });
});

test('ENG-23 a pack that is not loaded is a fault', async () => {
  const engine = createEngine({ host: createSteppedHost(), runtime: createStubRuntime(() => healthy) });
  expect(await engine.inspect(job)).toEqual({ ok: false, fault: { kind: 'pack-not-loaded', packId: 'made-up' } });
});

test('ENG-25 does not run a picture that was cancelled while it waited', async () => {
  const runtime = createStubRuntime(() => healthy);
  const engine = createEngine({ host: createSteppedHost(), runtime });
  await engine.load(pack);
  const ranBefore = runtime.events.length;
  const verdict = await engine.inspect({ ...job, checkpoint: () => Promise.resolve(false) });
  expect(verdict).toEqual({ ok: false, fault: { kind: 'cancelled' } });
  expect(runtime.events.length).toBe(ranBefore);
});
