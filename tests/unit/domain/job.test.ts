import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareJobs, jobProgress, jobSchema, withNotInspected, type Job } from '../../../src/domain/job';
import { parseSchema } from '../../../src/domain/parse-schema';

const id = '0199f3c4-5a3a-7c1e-9c3e-5d1a2b3c4d5e';
const assetIds = [1, 2, 3, 4].map((digit) => `0199f3c4-5a3a-7c1e-9c3e-5d1a2b3c4d5${digit}`);

function jobOf(assets: Job['assets'], more: Partial<Job> = {}): Job {
  return { id, number: 'J1', date: '2026-11-21', status: 'PENDING', assets, ...more };
}

test('AST-2 a job is read with every field, and unknown fields are kept', () => {
  const job = {
    ...jobOf([{ assetId: assetIds[0] ?? '' }, { assetId: assetIds[1] ?? '', notInspectedBecause: 'gate locked' }]),
    ...{ branch: 'Kandy', status: 'IN_PROGRESS', weather: 'rainy', inspector: 'N. Silva', notes: 'bring a ladder' },
    ...{ position: { latitude: 7.29, longitude: 80.63, altitudeM: 500 }, priority: 2 },
  };
  expect(parseSchema(jobSchema, job)).toEqual({ ok: true, value: job });
});

test.each([
  [{ status: 'DONE' }, 'status'],
  [{ weather: 'foggy' }, 'weather'],
  [{ date: '21.11.2026' }, 'date'],
  [{ position: { latitude: 91, longitude: 0 } }, 'position.latitude'],
  [{ assets: [{ assetId: assetIds[0] }, { assetId: assetIds[0] }] }, 'assets'],
  [{ assets: [{ assetId: assetIds[0], notInspectedBecause: '' }] }, 'assets[0].notInspectedBecause'],
])('AST-2 %j is refused at its field %s', (field, at) => {
  const parsed = parseSchema(jobSchema, { ...jobOf([]), ...field });
  expect(parsed.ok ? parsed : parsed.fault.at).toBe(at);
});

test('AST-3 each asset is in one state, and a reason does not count once there are pictures', () => {
  const [first = '', second = '', third = ''] = assetIds;
  const job = withNotInspected(withNotInspected(jobOf([first, second, third].map(of)), first, 'dog'), second, 'dog');
  expect(jobProgress(job, new Map([[first, 2]]))).toEqual({ total: 3, inspected: 1, notInspected: 1, open: 1 });
  expect(jobProgress(withNotInspected(job, second, ''), new Map())).toMatchObject({ notInspected: 1, open: 2 });
});

test('AST-3 the states of a job add up to its assets', () => {
  const asset = fc.record({ reason: fc.boolean(), pictures: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(asset, { maxLength: 4 }), (drawn) => {
      const job = jobOf(drawn.map(({ reason }, place) => of(assetIds[place] ?? '', reason)));
      const pictures = new Map(drawn.map((each, place) => [assetIds[place] ?? '', each.pictures]));
      const { total, inspected, notInspected, open } = jobProgress(job, pictures);
      expect([total, inspected + notInspected + open]).toEqual([drawn.length, drawn.length]);
      expect(inspected).toBe(drawn.filter((each) => each.pictures > 0).length);
    }),
  );
});

test('AST-2 jobs are listed with the newest day first', () => {
  const jobs = [
    jobOf([], { number: 'J2' }),
    jobOf([], { number: 'J10' }),
    jobOf([], { date: '2026-11-22', number: 'J3' }),
  ];
  expect(jobs.sort(compareJobs).map(({ number }) => number)).toEqual(['J3', 'J2', 'J10']);
});

function of(assetId: string, hasReason: unknown = false): Job['assets'][number] {
  return hasReason === true ? { assetId, notInspectedBecause: 'gate locked' } : { assetId };
}
