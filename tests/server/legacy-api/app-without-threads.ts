/** The legacy API with inference results given by a test, for cases that no sample picture causes. */
import { tmpdir } from 'node:os';
import type { Hono } from 'hono';
import { createLegacyApp } from '../../../server/legacy-api/legacy-app';
import { createOutputStore } from '../../../server/legacy-api/output-store';
import type { StoredPrediction } from '../../../server/legacy-api/predict';
import type { LegacyUser } from '../../../server/legacy-api/register-user';
import { createUploads } from '../../../server/legacy-api/upload';
import type { InferenceFault } from '../../../server/inference/inference';
import type { Inspected, InspectJob } from '../../../server/inference/inference-job';
import type { GradeVerdict } from '../../../src/domain/inspection';
import { fail, succeed, type Result } from '../../../src/domain/result';

type Answer = Result<Inspected, InferenceFault>;

const facts = {
  picture: { width: 8, height: 8 },
  timings: { decodeMs: 1, resizeMs: 1, networkMs: 1, judgeMs: 1, totalMs: 4 },
  provenance: {
    packId: 'rubber-sheet',
    packVersion: '1.2.3',
    packSha256: '',
    networkSha256: '',
    engineVersion: '1',
    backend: 'node-cpu',
  },
} as const;

/** The verdict of a thread for a sheet; with `refused` as earlier versions recorded it. */
export function sheetVerdict(grade: Omit<GradeVerdict, 'probabilities' | 'indicative'>): Answer {
  return succeed({ verdict: { ...facts, grade: { ...grade, probabilities: [], indicative: true } } });
}

/** The verdict of a thread for a picture that the pack refuses. */
export function refusedVerdict(code: string): Answer {
  return succeed({ verdict: { ...facts, refused: { code } } });
}

/** The verdict of a thread for a thermal picture with nothing in it. */
export function thermalVerdict(): Answer {
  return succeed({
    verdict: {
      picture: { width: 8, height: 8 },
      anomaly: {
        rawScore: 1,
        score: 0.6,
        isAnomalous: true,
        level: 'Overloway',
        levelTitle: 'Overload',
        action: 'inspect',
        boxes: [],
      },
      timings: { decodeMs: 1, resizeMs: 1, networkMs: 1, judgeMs: 1, totalMs: 4 },
      provenance: {
        packId: 'transformer-thermal',
        packVersion: '1.2.3',
        packSha256: '',
        networkSha256: '',
        engineVersion: '1',
        backend: 'node-cpu',
      },
    },
  });
}

/** A legacy API whose threads return `answers`, one per picture; the jobs they got, and what was stored. */
export function legacyAppWith(answers: readonly Answer[]): {
  readonly app: Hono;
  readonly history: StoredPrediction[];
  readonly jobs: InspectJob[];
  readonly users: LegacyUser[];
} {
  const left = [...answers];
  const history: StoredPrediction[] = [];
  const jobs: InspectJob[] = [];
  const users: LegacyUser[] = [];
  const inspect = (job: InspectJob) => {
    jobs.push(job);
    return Promise.resolve(left.shift() ?? fail({ kind: 'cancelled' } as const));
  };
  const rows = { add: nothing, find: nothing, olderThan: () => Promise.resolve([]), remove: nothing };
  const blobs = { put: nothing, read: nothing, remove: nothing };
  const outputs = createOutputStore({ rows, blobs, now: () => 0, keepDays: 1 });
  const app = createLegacyApp({
    uploads: createUploads({ requestBytes: 50_000, allBytes: 100_000 }),
    inference: {
      withPlace: async (use) => succeed(await use(inspect)),
      state: () => 'ready',
      inside: () => 0,
      started: Promise.resolve(),
      close: nothing,
    },
    retraining: {
      submit: () => Promise.reject(new Error('no training in this test')),
      job: nothing,
      insights: nothing,
      head: nothing,
      close: nothing,
    },
    paths: { retrain: '/retrain', dataInsights: '/data-insights', classify: '/predict' },
    retrain: {
      caller: {
        get db(): never {
          throw new Error('no database in this test');
        },
        now: () => 0,
      },
      zipForm: { uploads: createUploads({ requestBytes: 1, allBytes: 1 }), spoolDir: tmpdir() },
    },
    figures: { packVersion: '1.2.3', protocol: '', auroc: 0.9, f1Max: 0.9, trainedOn: '2026-01-01' },
    outputs,
    spoolDir: tmpdir(),
    newId: () => 'a'.repeat(32),
    storeViews: (id, views) => outputs.store(id, views),
    addUser: (user) => {
      users.push(user);
      return Promise.resolve();
    },
    addPredictions: (predictions) => {
      history.push(...predictions);
      return Promise.resolve();
    },
    addAnalysis: nothing,
    listAnalyses: () => Promise.resolve([]),
  });
  return { app, history, jobs, users };
}

function nothing(): Promise<undefined> {
  return Promise.resolve(undefined);
}
