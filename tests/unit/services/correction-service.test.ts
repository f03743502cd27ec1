import 'fake-indexeddb/auto';
import { expect, onTestFinished, test } from 'vitest';
import { shownRecord } from '../../../src/domain/corrected-verdict';
import { mostCorrections } from '../../../src/domain/correction';
import { sha256 } from '../../../src/platform/sha256';
import { createCorrectionService } from '../../../src/services/correction-service';
import { createInspectionService } from '../../../src/services/inspection-service';
import { openStorage, valueOf } from '../../contract/storage-fixture';
import { levelAt } from '../../support/corrected-record';
import { madeInspection } from '../../support/make-inspection';

function setUp() {
  const storage = openStorage(`corrections-${crypto.randomUUID()}`);
  onTestFinished(() => storage.connection.close());
  const inspections = createInspectionService({
    repository: storage.inspections,
    history: storage.history,
    sha256,
    newId: () => crypto.randomUUID(),
    momentNow: () => ({ takenAt: '2026-01-02T03:04:05.000Z', utcOffsetMinutes: 330 }),
    askToPersist: () => Promise.resolve(true),
    appBuild: '0.1.0+test',
  });
  const corrections = createCorrectionService({
    ...inspections,
    newId: () => crypto.randomUUID(),
    now: () => '2026-01-02T04:00:00.000Z',
  });
  const save = async () =>
    valueOf(await inspections.save({ fileName: 'pole.jpg', source: 'file', packTitle: 'Made up' }, madeInspection)).id;
  return { inspections, corrections, save, outbox: storage.outbox };
}

test('COR-1 a correction is stored with its person and queued for the server', async () => {
  const { inspections, corrections, save, outbox } = setUp();
  const id = await save();
  const changed = valueOf(await corrections.correct(id, { kind: 'level-changed', level: levelAt(3) }, 'Asha'));
  expect(await inspections.byId(id)).toEqual(changed);
  expect(changed?.anomaly?.level).toBe('watch');
  expect(shownRecord(changed ?? expect.fail('deleted')).anomaly?.level).toBe('Faulty');
  expect(changed?.corrections).toMatchObject([{ by: 'Asha', at: '2026-01-02T04:00:00.000Z', kind: 'level-changed' }]);
  expect(valueOf(await outbox.ofRecord(id)).waiting.map(({ kind }) => kind)).toEqual(['saved', 'edited']);
});

test('COR-3 undo reverts the last correction, and does nothing without one', async () => {
  const { corrections, save } = setUp();
  const id = await save();
  expect(valueOf(await corrections.undo(id))).toBeUndefined();
  await corrections.correct(id, { kind: 'confirmed' });
  const undone = valueOf(await corrections.undo(id));
  expect(undone?.corrections?.map(({ kind }) => kind)).toEqual(['confirmed', 'undone']);
  expect(valueOf(await corrections.undo(id))).toBeUndefined();
});

test('COR-8 several inspections are confirmed at once, and those that are gone are left out', async () => {
  const { inspections, corrections, save } = setUp();
  const ids = [await save(), await save()];
  expect(valueOf(await corrections.confirmAll([...ids, crypto.randomUUID()], 'Asha'))).toEqual(ids);
  const { summaries } = await inspections.history({ filter: {}, sort: 'newest' }, { limit: 5 });
  expect(summaries.map(({ review }) => review)).toMatchObject([{ phase: 'confirmed' }, { phase: 'confirmed' }]);
});

test('COR-11 confirming twice in a row under the same name adds one correction', async () => {
  const { corrections, save } = setUp();
  const id = await save();
  await corrections.correct(id, { kind: 'confirmed' }, 'Asha');
  expect(valueOf(await corrections.correct(id, { kind: 'confirmed' }, 'Asha'))).toBeUndefined();
  const second = valueOf(await corrections.correct(id, { kind: 'confirmed' }, 'Ravi'));
  expect(second?.corrections?.map(({ by }) => by)).toEqual(['Asha', 'Ravi']);
});

test('COR-10 the correction after the most is refused, and nothing is written', async () => {
  const { inspections, corrections, save } = setUp();
  const id = await save();
  const full = Array.from({ length: mostCorrections }, () => ({
    id: crypto.randomUUID(),
    at: '2026-01-02T04:00:00.000Z',
    kind: 'confirmed',
  }));
  await inspections.edit(id, { addCorrections: full });
  expect(await corrections.correct(id, { kind: 'level-changed', level: levelAt(3) })).toEqual({
    ok: false,
    fault: { kind: 'too-many-corrections', limit: mostCorrections },
  });
  expect((await inspections.byId(id))?.corrections).toHaveLength(mostCorrections);
});
