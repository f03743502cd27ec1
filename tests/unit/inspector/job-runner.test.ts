import { expect, test } from 'vitest';
import { fail, succeed, type Result } from '../../../src/domain/result';
import type { JobProgress } from '../../../src/inspector/contract';
import { createJobRunner } from '../../../workers/job-runner';

test('INS-21 a job cancelled while it waits is skipped', async () => {
  const runner = createJobRunner();
  const ran: string[] = [];
  const run = (jobId: string) =>
    runner.run(jobId, () => {
      ran.push(jobId);
      return Promise.resolve(succeed(jobId));
    });
  const answers = ['first', 'second', 'third'].map(run);
  runner.cancel('second');
  expect(await Promise.all(answers)).toEqual([succeed('first'), fail({ kind: 'cancelled' }), succeed('third')]);
  expect(ran).toEqual(['first', 'third']);
});

test('INS-21 a running job learns at its next step that a message has cancelled it', async () => {
  // Node handles up to 1,000 messages of one port in one turn; a browser handles one.
  const runner = createJobRunner(() => new Promise((resolve) => setImmediate(resolve)));
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<string>) => runner.cancel(data);
  const steps: number[] = [];
  const answer = await runner.run('long', async (checkpoint): Promise<Result<string, { kind: 'cancelled' }>> => {
    for (let done = 0; done < 1_000; done++) {
      if (!(await checkpoint({ step: 'extract', done, total: 1_000 }))) return fail({ kind: 'cancelled' });
      steps.push(done);
      if (done === 2) port2.postMessage('long');
    }
    return succeed('finished');
  });
  port1.close();
  expect(answer).toEqual(fail({ kind: 'cancelled' }));
  expect(steps.length).toBeLessThan(1_000);
});

test('INS-20 the progress of each job is posted under its id', async () => {
  const runner = createJobRunner(() => Promise.resolve());
  const posted: JobProgress[] = [];
  runner.reportTo({ postMessage: (progress) => posted.push(progress) });
  await runner.run('one', async (checkpoint) => {
    await checkpoint({ step: 'decode', done: 0, total: 1 });
    return succeed(undefined);
  });
  expect(posted).toEqual([{ jobId: 'one', step: 'decode', done: 0, total: 1 }]);
});

test('INS-8 a job that throws does not hold up the next one', async () => {
  const runner = createJobRunner();
  const failing = runner.run('one', () => Promise.reject(new TypeError('a bug')));
  await expect(failing).rejects.toThrow('a bug');
  expect(await runner.run('two', () => Promise.resolve(succeed('fine')))).toEqual(succeed('fine'));
});
