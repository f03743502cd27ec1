/** Random failures between any two awaits: each saved record arrives exactly once, byte for byte. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../../src/platform/sha256';
import type { DrainDependencies } from '../../../src/sync/drain';
import { openStorage, valueOf } from '../../contract/storage-fixture';
import { ModelIntake, portalPage, refuse } from '../../support/model-intake';
import { openRegisteredDevice, openDevice, type SyncDevice } from '../../support/sync-device';

/** The tab is killed: no layer may catch this and go on. */
class TabEnded extends Error {}

/** What happens to one request or one storage operation; mostly nothing. */
const faultNames = [
  'none',
  'none',
  'none',
  'cut-before',
  'cut-after',
  'portal',
  'ill',
  'busy',
  'dies-before',
  'dies-after',
] as const;
type FaultName = (typeof faultNames)[number];

const plans = fc.record({
  records: fc.integer({ min: 1, max: 6 }),
  operations: fc.array(fc.constantFrom('edit', 'delete', 'save', 'drain'), { maxLength: 8 }),
  faults: fc.array(fc.constantFrom<FaultName>(...faultNames), { minLength: 10, maxLength: 60 }),
});

test('SYN-12 delivers each change exactly once with random failures and killed tabs at every step', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const scenario = await openScenario(plan.faults);
      for (let count = 0; count < plan.records; count += 1) await scenario.perform('save');
      for (const operation of plan.operations) await scenario.perform(operation);
      await scenario.settle();
      await scenario.check();
    }),
    { numRuns: 60 },
  );
}, 120_000);

async function openScenario(faults: readonly FaultName[]) {
  const server = new ModelIntake();
  const first = await openRegisteredDevice(server.send);
  const { name, clock } = first;
  const written = new Map<string, string>();
  const deleted = new Set<string>();
  const ids: string[] = [];
  let left = [...faults];
  let device: SyncDevice = first;

  const nextFault = (): FaultName => left.shift() ?? 'none';
  /** A storage operation; the tab may be killed before or after it. */
  async function withCrashes<Value>(step: () => Promise<Value>): Promise<Value> {
    const fault = nextFault();
    if (fault === 'dies-before') throw new TabEnded();
    const value = await step();
    if (fault === 'dies-after') throw new TabEnded();
    return value;
  }
  const send: typeof server.send = async (path, init) => {
    const fault = nextFault();
    if (fault === 'dies-before') throw new TabEnded();
    server.fault = () => faultOf(fault);
    const answer = await server.send(path, init);
    if (fault === 'dies-after') throw new TabEnded();
    return answer;
  };

  async function reopen(): Promise<void> {
    await device.connection.close();
    device = openDevice(send, name);
    Object.assign(device.clock, clock);
  }
  await reopen();

  async function remember(): Promise<void> {
    for (const { changeId, text } of valueOf(await device.outbox.page({ limit: 100 }))) {
      expect(written.get(changeId) ?? text).toBe(text);
      written.set(changeId, text);
    }
  }

  async function drainWithCrashes(): Promise<void> {
    const { outbox, settings, inspections } = device;
    const change: Partial<DrainDependencies> = {
      store: {
        page: (page) => withCrashes(() => outbox.page(page)),
        markSent: (id, sentAt) => withCrashes(() => outbox.markSent(id, sentAt)),
        markDelivered: (id, receipt) => withCrashes(() => outbox.markDelivered(id, receipt)),
        defer: (id, wait) => withCrashes(() => outbox.defer(id, wait)),
        setAside: (id, reason) => withCrashes(() => outbox.setAside(id, reason)),
      },
      settings,
      blobs: { read: (ref) => withCrashes(() => inspections.read(ref)) },
      sha256: (bytes) => withCrashes(() => sha256(bytes)),
    };
    try {
      await device.drain('immediate', change);
    } catch (error) {
      if (!(error instanceof TabEnded)) throw error;
      await reopen();
    }
  }

  async function perform(what: 'edit' | 'delete' | 'save' | 'drain'): Promise<void> {
    const id = ids.find((each) => !deleted.has(each));
    if (what === 'save') ids.push(await device.save());
    else if (what === 'edit' && id !== undefined) {
      valueOf(await device.inspections.edit(id, { note: `note ${written.size}` }));
    } else if (what === 'delete' && id !== undefined) {
      valueOf(await device.inspections.remove(id));
      deleted.add(id);
    }
    await remember();
    await drainWithCrashes();
  }

  return {
    perform,
    /** From now on nothing fails. */
    async settle() {
      left = [];
      await reopen();
      const { end } = await device.drain('immediate');
      expect(end).toEqual({ kind: 'empty' });
      expect(await device.waiting()).toEqual([]);
    },
    async check() {
      for (const [changeId, { text }] of server.changes) expect(text).toBe(written.get(changeId));
      for (const id of ids) {
        const { receipt } = valueOf(await device.outbox.ofRecord(id));
        if (!deleted.has(id)) expect(server.changes.has(id)).toBe(true);
        if (server.changes.has(id)) expect(server.changes.get(receipt?.changeId ?? '')).toBeDefined();
        if (server.changes.has(id) && deleted.has(id)) expect(lastTextOf(server, id)).toContain('"kind":"deleted"');
      }
      await device.connection.close();
      await openStorage(name).connection.close();
    },
  };
}

function faultOf(fault: FaultName) {
  switch (fault) {
    case 'cut-before':
    case 'cut-after':
      return fault;
    case 'portal':
      return portalPage();
    case 'ill':
      return refuse(500, { kind: 'unavailable' });
    case 'busy':
      return portalPage(429);
    default:
      return undefined;
  }
}

/** The text with the greatest clock reading: what the server shows of the record. */
function lastTextOf(server: ModelIntake, recordId: string): string {
  const texts = [...server.changes.values()].map(({ text }) => text).filter((text) => text.includes(recordId));
  const at = (text: string): string => /"at":"([^"]+)"/.exec(text)?.[1] ?? '';
  return texts.sort((a, b) => (at(a) < at(b) ? -1 : 1)).at(-1) ?? '';
}
