import { expect, test } from 'vitest';
import type { StorageFault } from '../../../src/domain/record';
import { fail, succeed, type Result } from '../../../src/domain/result';
import type { DraftStorage } from '../../../src/services/note-drafts';
import { createNoteService } from '../../../src/services/note-service';
import { createFakeSchedule } from '../../support/fake-schedule';
import { memoryStorage } from '../../support/memory-storage';

/** A record id, and a service over a storage that outlives it. */
const id = 'record-1';

function setUp(kept: DraftStorage = memoryStorage()()) {
  const { schedule, advance } = createFakeSchedule();
  const edits: string[] = [];
  const answers: Promise<Result<undefined, StorageFault>>[] = [];
  const notes = createNoteService({
    storage: () => kept,
    edit: (recordId, { note }) => {
      edits.push(`${recordId}: ${note}`);
      return answers.shift() ?? Promise.resolve(succeed(undefined));
    },
    schedule,
  });
  return { notes, edits, answers, advance, kept };
}

/** Lets every promise that can settle do so. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('SCR-26 saves a note once after a pause in writing, without the spaces around it', async () => {
  const { notes, edits, advance, kept } = setUp();
  for (const text of ['M', 'Mo', 'Mould ']) {
    notes.write(id, text);
    advance(1_000);
  }
  expect([edits, notes.state(id).phase]).toEqual([[], 'saving']);
  advance(1_000);
  await settle();
  expect(edits).toEqual(['record-1: Mould']);
  expect([notes.state(id).phase, notes.draft(id), kept.length]).toEqual(['saved', undefined, 0]);
});

test('SCR-26 saves at once when the field is left, and nothing where nothing was written', async () => {
  const { notes, edits } = setUp();
  await notes.flush(id);
  expect(edits).toEqual([]);
  notes.write(id, 'Mould');
  await notes.flush(id);
  expect(edits).toEqual(['record-1: Mould']);
});

test('SCR-26 saves the draft of a tab that was closed when the app starts again', async () => {
  const closed = setUp();
  closed.notes.write(id, 'Mould at the left edge');
  const { notes, edits, kept } = setUp(closed.kept);
  expect(notes.draft(id)).toBe('Mould at the left edge');
  await notes.flushAll();
  expect(edits).toEqual(['record-1: Mould at the left edge']);
  expect(kept.length).toBe(0);
});

test('SCR-26 saves what was written while an earlier text was being saved', async () => {
  const { notes, edits, answers } = setUp();
  let finish = (): void => undefined;
  answers.push(new Promise((resolve) => (finish = () => resolve(succeed(undefined)))));
  notes.write(id, 'one');
  const saved = notes.flush(id);
  notes.write(id, 'one two');
  void notes.flush(id);
  finish();
  await saved;
  expect(edits).toEqual(['record-1: one', 'record-1: one two']);
  expect(notes.draft(id)).toBeUndefined();
});

test('SCR-26 keeps the text and says why it could not be saved', async () => {
  const { notes, edits, answers } = setUp();
  answers.push(Promise.resolve(fail({ kind: 'storage-full', neededBytes: 5 })));
  notes.write(id, 'Mould');
  await notes.flush(id);
  expect(notes.state(id)).toEqual({ phase: 'failed', fault: { kind: 'storage-full', neededBytes: 5 } });
  expect(notes.draft(id)).toBe('Mould');
  await notes.flush(id);
  expect(edits).toHaveLength(2);
  expect(notes.state(id).phase).toBe('saved');
});

test('SCR-26 saves after a pause also where the browser blocks site data', async () => {
  const { schedule, advance } = createFakeSchedule();
  const edits: string[] = [];
  const notes = createNoteService({
    storage: () => {
      throw new DOMException('denied', 'SecurityError');
    },
    edit: (_, { note }) => {
      edits.push(note);
      return Promise.resolve(succeed(undefined));
    },
    schedule,
  });
  notes.write(id, 'Mould');
  advance(2_000);
  await settle();
  expect(edits).toEqual(['Mould']);
});
