/** The engine in Node: `onnxruntime-node` on the CPU. Shared with `server/`. */
import { createHash } from 'node:crypto';
import ort from 'onnxruntime-node';
import { createEngine, type Engine } from '../../src/engine/engine';
import { createOrtRuntime } from '../../src/engine/ort-runtime';
import type { EngineHost } from '../../src/engine/ports';

/** Clock, hash and text of Node. */
export const nodeHost: EngineHost = {
  now: () => performance.now(),
  sha256: (bytes) => Promise.resolve(createHash('sha256').update(new Uint8Array(bytes)).digest('hex')),
  decodeText: (bytes) => new TextDecoder().decode(bytes),
};

/** A new engine on the CPU; `threads` as ONNX Runtime thinks best unless told. */
export function createNodeEngine({ threads }: { readonly threads?: number } = {}): Engine {
  const runtime = createOrtRuntime(ort, 'node-cpu', {
    executionProviders: ['cpu'],
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  });
  return createEngine({ host: nodeHost, runtime });
}
