import { expect, test } from 'vitest';
import { integer } from '../support/seeded-random';
import { madeDeleted, madeEdited, madeSaved, threeParts, type MadeChange } from './support/made-change';
import { ask, fieldOf, pushUntilKept, registerDevice, sendPart } from './support/plain-device';
import { runDrill } from './support/run-drill';

test('DRL-19 a replayed push gets its first receipt again, one by one and concurrently', () =>
  runDrill('replayed pushes', {}, async ({ drill, random, ledger }) => {
    const { url } = drill.server;
    const device = await registerDevice(url);
    const change = madeSaved({ random, deviceId: device.deviceId, nowMs: Date.now(), photoBytes: threeParts });
    ledger.note(change.changeId, change.text, change.blobs);
    const pushes = await Promise.all(Array.from({ length: 8 }, () => pushUntilKept(url, device, change)));
    const again = await pushUntilKept(url, device, change);
    expect(new Set([...pushes, again].map((receipt) => JSON.stringify(receipt))).size).toBe(1);
  }));

test('DRL-19 changes of a record arrive in any order: the record has the latest', () =>
  runDrill('reordered pushes', {}, async ({ drill, random, ledger }) => {
    const { url } = drill.server;
    const device = await registerDevice(url);
    const of = { random, deviceId: device.deviceId };
    for (let round = 0; round < 12; round += 1) {
      const nowMs = Date.now();
      const saved = madeSaved({ ...of, nowMs });
      const edits = [1, 2, 4].map((later) => madeEdited(saved, { ...of, nowMs: nowMs + later }));
      const changes: MadeChange[] = [saved, ...edits, madeDeleted(saved, { ...of, nowMs: nowMs + 3 })];
      for (const { changeId, text, blobs } of changes) ledger.note(changeId, text, blobs);
      for (const change of shuffled(changes, random)) await pushUntilKept(url, device, change);
    }
  }));

test('DRL-19 parts of a blob that arrive twice, too early or concurrently make the right blob', () =>
  runDrill('reordered parts', {}, async ({ drill, random, ledger }) => {
    const { url } = drill.server;
    const device = await registerDevice(url);
    const change = madeSaved({ random, deviceId: device.deviceId, nowMs: Date.now(), photoBytes: threeParts });
    ledger.note(change.changeId, change.text, change.blobs);
    const [photo = new Uint8Array()] = change.blobs;
    const early = await sendPart(url, device, photo, 262_144);
    expect(early?.status).toBe(409);
    expect(fieldOf(fieldOf(early?.body, 'fault'), 'receivedBytes')).toBe(0);
    await Promise.all([0, 0, 262_144, 0, 262_144].map((offset) => sendPart(url, device, photo, offset)));
    await pushUntilKept(url, device, change);
  }));

test('DRL-19 another text under an existing id is refused, and the first stays', () =>
  runDrill('taken id', {}, async ({ drill, random, ledger }) => {
    const { url } = drill.server;
    const device = await registerDevice(url);
    const change = madeSaved({ random, deviceId: device.deviceId, nowMs: Date.now() });
    ledger.note(change.changeId, change.text, change.blobs);
    await pushUntilKept(url, device, change);
    const other = change.text.replace('"RSS 1"', '"RSS 5"');
    const { changeId } = change;
    const answer = await ask(url, { method: 'PUT', path: `/changes/${changeId}`, body: other, token: device.token });
    expect(answer?.status).toBe(409);
    expect(fieldOf(fieldOf(answer?.body, 'fault'), 'kind')).toBe('other-content');
  }));

function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(integer(random, 0, left.length - 1), 1));
}
