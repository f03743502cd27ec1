/** The legacy API with inference results given by a test, for cases that no sample picture causes. */
import { tmpdir } from 'node:os';
import type { Hono } from 'hono';
import { createLegacyApp } from '../../../server/legacy-api/legacy-app';
import { createOutputStore } from '../../../server/legacy-api/output-store';
import type { StoredPrediction } from '../../../server/legacy-api/predict';
import { createUploads } from '../../../server/legacy-api/upload';
import type { InferenceFault } from '../../../server/inference/inference';
import type { Inspected } from '../../../server/inference/job';
import type { GradeVerdict } from '../../../src/domain/inspection';
import { fail, succeed, type Result } from '../../../src/domain/result';

type Answer = Result<Inspected, InferenceFault>;

/** The verdict of a thread for a sheet. */
export function sheetVerdict(grade: Omit<GradeVerdict, 'probabilities' | 'indicative'>): Answer {
  return succeed({
    verdict: {
      picture: { width: 8, height: 8 },
      grade: { ...grade, probabilities: [], indicative: true },
      timings: { decodeMs: 1, resizeMs: 1, networkMs: 1, judgeMs: 1, totalMs: 4 },
      provenance: {
        packId: 'rubber-sheet',
        packVersion: '1.2.3',
        packSha256: '',
        networkSha256: '',
        engineVersion: '1',
        backend: 'node-cpu',
      },
    },
  });
}

/** A legacy API whose threads return `answers`, one per picture, and the history that it writes. */
export function legacyAppWith(answers: readonly Answer[]): {
  readonly app: Hono;
  readonly history: StoredPrediction[];
} {
  const left = [...answers];
  const history: StoredPrediction[] = [];
  const inspect = () => Promise.resolve(left.shift() ?? fail({ kind: 'cancelled' } as const));
  const rows = { add: nothing, find: nothing, olderThan: () => Promise.resolve([]), remove: nothing };
  const blobs = { put: nothing, read: nothing, remove: nothing };
  const outputs = createOutputStore({ rows, blobs, now: () => 0, keepDays: 1 });
  const app = createLegacyApp({
    uploads: createUploads({ requestBytes: 10_000, allBytes: 20_000 }),
    inference: {
      withPlace: async (use) => succeed(await use(inspect)),
      state: () => 'ready',
      inside: () => 0,
      started: Promise.resolve(),
      close: nothing,
    },
    figures: { packVersion: '1.2.3', protocol: '', auroc: 0.9, f1Max: 0.9, trainedOn: '2026-01-01' },
    outputs,
    spoolDir: tmpdir(),
    newId: () => 'a'.repeat(32),
    storeViews: (id, views) => outputs.store(id, views),
    addUser: nothing,
    addPredictions: (predictions) => {
      history.push(...predictions);
      return Promise.resolve();
    },
    addAnalysis: nothing,
    listAnalyses: () => Promise.resolve([]),
  });
  return { app, history };
}

function nothing(): Promise<undefined> {
  return Promise.resolve(undefined);
}
