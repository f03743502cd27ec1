import { expect, test } from 'vitest';
import { fail, succeed } from '../../../src/domain/result';
import { createEngine, type Engine } from '../../../src/engine/engine';
import type { OnnxRuntime } from '../../../src/engine/onnx-runtime';
import { gradePlan, makePack } from '../../support/make-pack';
import { createSteppedHost, createStubRuntime, rowTensor, type SteppedHost } from '../../support/stub-runtime';

const pack = makePack(gradePlan('a', 'b'), 'nchw-logits');

test('ENG-24 uses a candidate that agrees and is faster, and closes the other session', async () => {
  const host = createSteppedHost();
  const trusted = stubOn(host, 'wasm', 40, 3);
  const engine = engineWith(host, trusted, stubOn(host, 'webgpu', 10, 3.00001));
  expect(await engine.load(pack)).toMatchObject({ ok: true, value: { backend: { backend: 'webgpu' } } });
  expect(trusted.events.at(-1)).toBe('release');
});

test('ENG-24 refuses a slower candidate and records both times as the reason', async () => {
  const host = createSteppedHost();
  const engine = engineWith(host, stubOn(host, 'wasm', 40, 3), stubOn(host, 'webgpu', 800, 3));
  expect(await engine.load(pack)).toMatchObject({
    value: { backend: { backend: 'wasm', fallback: { kind: 'slower', candidateMs: 800, trustedMs: 40 } } },
  });
});

test('ENG-24 refuses a candidate with other numbers', async () => {
  const host = createSteppedHost();
  const engine = engineWith(host, stubOn(host, 'wasm', 40, 3), stubOn(host, 'webgpu', 10, 2));
  const loaded = await engine.load(pack);
  expect(loaded).toMatchObject({ value: { backend: { backend: 'wasm' } } });
  expect(loaded.ok && loaded.value.backend.fallback).toMatchObject({ kind: 'wrong-numbers', what: 'probabilities' });
});

test('ENG-24 records why there is no candidate, and does not try one that is not wanted', async () => {
  const host = createSteppedHost();
  const candidate = () => Promise.resolve(fail({ kind: 'no-adapter' } as const));
  const engine = createEngine({ host, runtime: stubOn(host, 'wasm', 40, 3), candidate });
  expect(await engine.load(pack)).toMatchObject({ value: { backend: { fallback: { kind: 'no-adapter' } } } });
  expect(await engine.load(pack, { preference: 'wasm' })).toMatchObject({ value: { backend: { backend: 'wasm' } } });
});

function stubOn(host: SteppedHost, backend: 'wasm' | 'webgpu', runMs: number, logit: number) {
  const onRun = (): void => host.advance(runMs);
  return createStubRuntime(() => ({ grade: rowTensor(logit, 1) }), { backend, onRun });
}

function engineWith(host: SteppedHost, runtime: OnnxRuntime, candidate: OnnxRuntime): Engine {
  return createEngine({ host, runtime, candidate: () => Promise.resolve(succeed(candidate)) });
}
