import { expect, test, vi } from 'vitest';
import type { InspectFault } from '../../../src/domain/inspection';
import type { InspectionRecord, StorageFault } from '../../../src/domain/record';
import { fail, succeed, type Result } from '../../../src/domain/result';
import { createInspectQueue, type InspectQueue, type QueueDependencies } from '../../../src/services/inspect-queue';
import { isBusy, type NewPicture } from '../../../src/services/inspect-queue-state';
import type { InspectedPicture } from '../../../src/inspector/contract';

const pack = { id: 'rubber-sheet', title: 'Rubber sheet' };
const full: StorageFault = { kind: 'storage-full', neededBytes: 5 };

test('SCR-11 inspects pictures one after another, and a failure does not stop the others', async () => {
  let running = 0;
  let mostAtOnce = 0;
  const { queue } = setUp({
    inspect: async ({ file }) => {
      mostAtOnce = Math.max(mostAtOnce, ++running);
      await Promise.resolve();
      running--;
      return file.size === 0 ? fail({ kind: 'empty-file' }) : succeed(inspected());
    },
  });
  queue.add([picture('a', 1), picture('broken', 0), picture('b', 1)], pack);
  await atRest(queue);
  expect(phases(queue)).toEqual(['saved', 'failed', 'saved']);
  expect(mostAtOnce).toBe(1);
});

test('SCR-11 inspects a failed picture again on retry', async () => {
  const answers: Result<InspectedPicture, InspectFault>[] = [fail({ kind: 'worker-lost', detail: 'gone' })];
  const { queue } = setUp({ inspect: () => Promise.resolve(answers.shift() ?? succeed(inspected())) });
  const [id = ''] = queue.add([picture('a', 1)], pack);
  await atRest(queue);
  queue.retry(id);
  await atRest(queue);
  expect(phases(queue)).toEqual(['saved']);
});

test('SCR-11 fails the picture with the reason when its pack cannot be prepared', async () => {
  const { queue } = setUp({ prepare: () => Promise.resolve(fail({ kind: 'offline' })) });
  queue.add([picture('a', 1)], pack);
  await atRest(queue);
  expect(queue.read().items[0]?.state).toEqual({ phase: 'failed', fault: { kind: 'offline' } });
});

test('SCR-11 fails only one picture when a layer below throws', async () => {
  const { queue } = setUp({
    inspect: ({ file }) => (file.size === 0 ? Promise.reject(new Error('bug')) : Promise.resolve(succeed(inspected()))),
  });
  queue.add([picture('broken', 0), picture('a', 1)], pack);
  await atRest(queue);
  expect(phases(queue)).toEqual(['failed', 'saved']);
});

test('SCR-13 keeps the record of a saved picture, not its pixels', async () => {
  const { queue } = setUp({});
  queue.add([picture('a', 1)], pack);
  await atRest(queue);
  expect(Object.keys(queue.read().items[0]?.state ?? {})).toEqual(['phase', 'record']);
});

test('SCR-14 keeps a result that cannot be saved and pauses the queue until it is saved', async () => {
  const answers: Result<InspectionRecord, StorageFault>[] = [fail(full)];
  const { queue } = setUp({ save: () => Promise.resolve(answers.shift() ?? succeed(record('later'))) });
  queue.add([picture('a', 1), picture('b', 1)], pack);
  await vi.waitFor(() => expect(queue.read().pausedBy).toEqual(full));
  expect(phases(queue)).toEqual(['unsaved', 'waiting']);
  queue.resume();
  await atRest(queue);
  expect(phases(queue)).toEqual(['saved', 'saved']);
});

test('SCR-14 keeps the result and stays paused when saving fails again', async () => {
  const { queue } = setUp({ save: () => Promise.resolve(fail(full)) });
  const [id = ''] = queue.add([picture('a', 1), picture('b', 1)], pack);
  await vi.waitFor(() => expect(queue.read().pausedBy).toEqual(full));
  queue.retry(id);
  await vi.waitFor(() => expect(queue.read().pausedBy).toEqual(full));
  expect(phases(queue)).toEqual(['unsaved', 'waiting']);
});

test('SCR-15 cancels the running picture and removes the waiting ones on stop', async () => {
  const { queue } = setUp({
    inspect: (_job, signal) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve(fail({ kind: 'cancelled' })));
      }),
  });
  queue.add([picture('a', 1), picture('b', 1)], pack);
  await vi.waitFor(() => expect(phases(queue)).toEqual(['running', 'waiting']));
  queue.stop();
  await atRest(queue);
  expect(phases(queue)).toEqual([]);
});

test('SCR-37 is busy while a picture waits and while a result is unsaved', async () => {
  const { queue } = setUp({ save: () => Promise.resolve(fail(full)) });
  expect(isBusy(queue.read())).toBe(false);
  queue.add([picture('a', 1)], pack);
  expect(isBusy(queue.read())).toBe(true);
  await vi.waitFor(() => expect(phases(queue)).toEqual(['unsaved']));
  expect(isBusy(queue.read())).toBe(true);
});

interface Stubs {
  readonly prepare?: QueueDependencies['inspector']['prepare'];
  readonly inspect?: QueueDependencies['inspector']['inspect'];
  readonly save?: QueueDependencies['inspections']['save'];
}

function setUp(stubs: Stubs): { readonly queue: InspectQueue } {
  const queue = createInspectQueue({
    inspector: {
      prepare: stubs.prepare ?? (() => Promise.resolve(succeed({} as never))),
      inspect: stubs.inspect ?? (() => Promise.resolve(succeed(inspected()))),
    },
    inspections: { save: stubs.save ?? (({ fileName }) => Promise.resolve(succeed(record(fileName)))) },
  });
  return { queue };
}

function picture(fileName: string, bytes: number): NewPicture {
  return { file: new Blob([new Uint8Array(bytes)]), fileName, source: 'file' };
}

/** The queue does not read the content. */
function inspected(): InspectedPicture {
  return { verdict: {}, photo: {}, thumbnail: {} } as InspectedPicture;
}

function record(id: string): InspectionRecord {
  return { id } as InspectionRecord;
}

function phases(queue: InspectQueue): readonly string[] {
  return queue.read().items.map((item) => item.state.phase);
}

function atRest(queue: InspectQueue): Promise<void> {
  return vi.waitFor(() => {
    const active = phases(queue).filter((phase) => phase === 'waiting' || phase === 'running');
    expect(active).toEqual([]);
  });
}

test('CAP-9 saves a picture with the asset and the problems that were known when it was taken', async () => {
  const saved: unknown[] = [];
  const { queue } = setUp({
    save: (origin) => {
      saved.push(origin);
      return Promise.resolve(succeed(record('kept')));
    },
  });
  const context = { assetId: 'a-1', capture: { problems: ['glare'], overruled: true } };
  queue.add([{ ...picture('a', 1), context }], pack);
  await atRest(queue);
  expect(saved).toEqual([expect.objectContaining({ fileName: 'a', ...context })]);
});
