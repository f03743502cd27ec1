import { startInspectorWorker } from '../../../src/app/compose-packs';
import type { LoadedPack, PackBytes } from '../../../src/domain/loaded-pack';
import { parsePackText } from '../../../src/domain/parse-pack';
import type { Result } from '../../../src/domain/result';
import { createInspectorClient } from '../../../src/inspector/client';
import { schedule } from '../../../src/platform/clock';
import type { WatchedLoads } from './test-page';

const limits = { idleMs: 20_000, silenceMs: 110_000, cancelGraceMs: 60_000, picturesPerWorker: 50 };

/** Loads the pack twice in one separate worker: the first load is cancelled at its first step. */
export async function loadTwice(packId: string): Promise<WatchedLoads> {
  let startedWorkers = 0;
  const startWorker = () => {
    startedWorkers += 1;
    return startInspectorWorker();
  };
  const client = createInspectorClient({ startWorker, readPack: fetchPack, schedule, limits });
  client.setBackendPreference('wasm');
  const stop = new AbortController();
  const [steps, laterSteps]: [string[], string[]] = [[], []];
  const cancelled = await client.prepare(packId, {
    signal: stop.signal,
    onProgress: ({ step }) => {
      steps.push(step);
      stop.abort();
    },
  });
  const finished = await client.prepare(packId, { onProgress: ({ step }) => laterSteps.push(step) });
  client.close();
  return {
    cancelled: { outcome: outcomeOf(cancelled), steps },
    finished: { outcome: outcomeOf(finished), steps: laterSteps },
    startedWorkers,
  };
}

function outcomeOf(loaded: Result<LoadedPack, { readonly kind: string }>): string {
  return loaded.ok ? 'loaded' : loaded.fault.kind;
}

async function fetchPack(packId: string): Promise<PackBytes> {
  const manifestUrl = new URL(`/models/${packId}/pack.json`, location.href);
  const manifest = await (await fetch(manifestUrl)).arrayBuffer();
  const parsed = parsePackText(new TextDecoder().decode(manifest));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const files: Record<string, ArrayBuffer> = {};
  for (const [name, { path }] of Object.entries(parsed.value.files)) {
    files[name] = await (await fetch(new URL(path, manifestUrl))).arrayBuffer();
  }
  return { manifest, files };
}
