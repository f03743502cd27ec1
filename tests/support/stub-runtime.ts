/** A runtime without ONNX: each run returns what the test chose, and calls are logged. */
import type { Backend } from '../../src/domain/inspection';
import type { EngineHost } from '../../src/engine/engine-host';
import type { DenseTensor, OnnxRuntime } from '../../src/engine/onnx-runtime';
import { nodeHost } from '../../node-host/node-engine';

/** The answer to one run: the outputs, or an error to reject with. */
export type StubAnswer = Readonly<Record<string, DenseTensor>> | Error;

/** How the stub presents itself; `onRun` is called at each run. */
export interface StubOptions {
  readonly backend?: Backend;
  readonly outputNames?: readonly string[];
  readonly onRun?: () => void;
}

/** What the stub did, in order. */
export interface StubLog {
  readonly events: string[];
}

/** A host whose clock only the test advances. */
export interface SteppedHost extends EngineHost {
  advance(ms: number): void;
}

/** A runtime with one input `image`; `answer` is asked at each run, `outputNames` are what sessions claim to have. */
export function createStubRuntime(
  answer: () => StubAnswer,
  { backend = 'wasm', outputNames = ['grade'], onRun = () => undefined }: StubOptions = {},
): OnnxRuntime & StubLog {
  const events: string[] = [];
  return {
    backend,
    events,
    createSession: () => {
      events.push('open');
      return Promise.resolve({
        inputNames: ['image'],
        outputNames,
        run: () => {
          events.push('run');
          onRun();
          const value = answer();
          return value instanceof Error ? Promise.reject(value) : Promise.resolve(value);
        },
        release: () => {
          events.push('release');
          return Promise.resolve();
        },
      });
    },
  };
}

/** Node's host with a separate clock. */
export function createSteppedHost(): SteppedHost {
  let nowMs = 0;
  return { ...nodeHost, now: () => nowMs, advance: (ms) => (nowMs += ms) };
}

/** A `[1, n]` tensor. */
export function rowTensor(...values: readonly number[]): DenseTensor {
  return { dims: [1, values.length], data: Float32Array.from(values) };
}
