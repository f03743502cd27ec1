import { expect, test } from 'vitest';
import {
  initialState,
  reduce,
  type ClientCommand,
  type ClientEvent,
  type ClientState,
} from '../../../src/inspector/client-state';

const picturesPerWorker = 2;
const call: ClientEvent = { kind: 'call-started', packId: 'made-up' };

/** The state after `events`, and the commands of each event. */
function after(...events: readonly ClientEvent[]): {
  readonly state: ClientState;
  readonly commands: readonly (readonly ClientCommand[])[];
} {
  let state = initialState;
  const commands = events.map((event) => {
    const step = reduce(state, event, picturesPerWorker);
    state = step.state;
    return step.commands;
  });
  return { state, commands };
}

function kindsOf(commands: readonly ClientCommand[] | undefined): readonly string[] {
  return (commands ?? []).map(({ kind }) => kind);
}

test('INS-9 the first call starts a worker, later ones share it, and the last to end starts the idle timer', () => {
  const end: ClientEvent = { kind: 'call-ended', workerId: 1 };
  const { state, commands } = after(call, call, end, end);
  expect(commands.map(kindsOf)).toEqual([
    ['stop-idle-timer', 'start-worker'],
    ['stop-idle-timer'],
    [],
    ['start-idle-timer'],
  ]);
  expect(state.workers).toEqual([{ id: 1, preference: 'auto', calls: 0, loads: 0, pictures: 0 }]);
});

test('INS-9 an idle worker is ended; one with calls is retired and ends with its last call', () => {
  const idle = after(call, { kind: 'call-ended', workerId: 1 }, { kind: 'idle-elapsed' });
  expect(idle.commands.at(-1)).toEqual([
    { kind: 'stop-idle-timer' },
    { kind: 'end-worker', workerId: 1, detail: 'idle' },
  ]);
  expect(idle.state.workers).toEqual([]);
  const busy = after(call, { kind: 'packs-changed' }, call, { kind: 'call-ended', workerId: 1 });
  expect(busy.commands.map(kindsOf)).toEqual([
    ['stop-idle-timer', 'start-worker'],
    ['stop-idle-timer'],
    ['stop-idle-timer', 'start-worker'],
    ['end-worker'],
  ]);
  expect(busy.state.currentId).toBe(2);
});

test('INS-10 a worker that answered its number of pictures is replaced at the next call', () => {
  const picture: ClientEvent = { kind: 'picture-answered', workerId: 1 };
  const { state, commands } = after(call, picture, picture, { kind: 'call-ended', workerId: 1 });
  expect(commands.at(-1)).toContainEqual({ kind: 'end-worker', workerId: 1, detail: 'renewed' });
  expect(state.currentId).toBeUndefined();
});

test('INS-7 a loss reloads the last pack once, and again only after a picture was answered', () => {
  const { state, commands } = after(
    call,
    { kind: 'worker-lost', workerId: 1 },
    call,
    { kind: 'worker-lost', workerId: 2 },
    call,
    { kind: 'picture-answered', workerId: 3 },
    { kind: 'worker-lost', workerId: 3 },
  );
  expect(commands[1]).toEqual([{ kind: 'reload-pack', packId: 'made-up' }]);
  expect(commands[3]).toEqual([]);
  expect(commands[6]).toEqual([{ kind: 'reload-pack', packId: 'made-up' }]);
  expect(state.workers).toEqual([]);
});

test('INS-13 a loss during a load turns the GPU off; a loss at another time does not', () => {
  const lost: ClientEvent = { kind: 'worker-lost', workerId: 1 };
  expect(after(call, { kind: 'load-started', workerId: 1 }, lost).state.preference).toBe('wasm');
  const loaded = after(call, { kind: 'load-started', workerId: 1 }, { kind: 'load-ended', workerId: 1 }, lost);
  expect(loaded.state.preference).toBe('auto');
});

test('INS-13 a worker of another preference is retired, one of the same preference is kept', () => {
  const end: ClientEvent = { kind: 'call-ended', workerId: 1 };
  expect(kindsOf(after(call, end, { kind: 'backend-preferred', preference: 'wasm' }).commands.at(-1))).toContain(
    'end-worker',
  );
  expect(after(call, end, { kind: 'backend-preferred', preference: 'auto' }).commands.at(-1)).toEqual([]);
});

test('INS-11 an overdue cancelled call ends its worker unless other calls wait for it', () => {
  const overdue: ClientEvent = { kind: 'cancel-overdue', workerId: 1 };
  expect(after(call, overdue).commands.at(-1)).toEqual([{ kind: 'end-worker', workerId: 1, detail: 'cancelled' }]);
  expect(after(call, call, overdue).commands.at(-1)).toEqual([]);
});

test('INS-4 events of a worker that no longer exists change nothing', () => {
  const { state } = after(call, { kind: 'worker-lost', workerId: 1 });
  const late: readonly ClientEvent['kind'][] = ['call-ended', 'load-ended', 'worker-lost', 'cancel-overdue'];
  for (const kind of late) {
    expect(reduce(state, { kind, workerId: 1 } as ClientEvent, picturesPerWorker)).toEqual({ state, commands: [] });
  }
});

test('INS-22 closing ends every worker', () => {
  const { state, commands } = after(call, { kind: 'packs-changed' }, call, { kind: 'closed' });
  expect(kindsOf(commands.at(-1))).toEqual(['stop-idle-timer', 'end-worker', 'end-worker']);
  expect(state.workers).toEqual([]);
});
