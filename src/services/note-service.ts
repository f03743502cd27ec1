/**
 * Saves notes while they are written. Each change is first kept as a draft, synchronously, because a tab may be closed before
 * a database has finished; drafts that are left are saved when the app starts again.
 */
import { createObservable } from '../domain/observable';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import { openNoteDrafts, type DraftStorage } from './note-drafts';

/** The state of the note of one inspection. */
export type NoteState =
  | { readonly phase: 'unchanged' }
  /** Written and kept as a draft; not saved in the record yet. */
  | { readonly phase: 'saving' }
  | { readonly phase: 'saved' }
  | { readonly phase: 'failed'; readonly fault: StorageFault };

export interface NoteServiceDependencies {
  /** Called at each access, because it throws where site data is blocked. */
  readonly storage: () => DraftStorage;
  /** Saves the note; an inspection that no longer exists is not a fault. */
  readonly edit: (id: string, patch: { readonly note: string }) => Promise<Result<unknown, StorageFault>>;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  /** Of the drafts; by default that of notes. */
  readonly keyPrefix?: string;
}

/** After this pause in writing a note is saved: each saved note is one change that is sent. */
const pauseMs = 1_500;

const unchanged: NoteState = { phase: 'unchanged' };

export type NoteService = ReturnType<typeof createNoteService>;

/** The notes that are being written in this tab. */
export function createNoteService({ storage, edit, schedule, keyPrefix }: NoteServiceDependencies) {
  const drafts = openNoteDrafts(storage, keyPrefix);
  const states = createObservable<ReadonlyMap<string, NoteState>>(new Map());
  const cancelTimer = new Map<string, () => void>();
  const running = new Map<string, Promise<void>>();

  function setState(id: string, state: NoteState): void {
    states.write(new Map(states.read()).set(id, state));
  }

  async function save(id: string): Promise<void> {
    cancelTimer.get(id)?.();
    // A save that is running takes the newest draft at its end.
    const other = running.get(id);
    if (other !== undefined) return other;
    let finish = (): void => undefined;
    running.set(id, new Promise((resolve) => (finish = resolve)));
    try {
      for (let note = drafts.read(id); note !== undefined; note = drafts.read(id)) {
        const saved = await edit(id, { note: note.trim() });
        if (!saved.ok) {
          setState(id, { phase: 'failed', fault: saved.fault });
          return;
        }
        drafts.remove(id, note);
      }
      setState(id, { phase: 'saved' });
    } finally {
      running.delete(id);
      finish();
    }
  }

  return {
    subscribe: states.subscribe,
    state: (id: string): NoteState => states.read().get(id) ?? unchanged,
    /** The text that is not saved yet. */
    draft: drafts.read,
    /** Keeps the text, and saves it after a pause in writing. */
    write(id: string, note: string): void {
      drafts.write(id, note);
      setState(id, { phase: 'saving' });
      cancelTimer.get(id)?.();
      cancelTimer.set(
        id,
        schedule(() => void save(id), pauseMs),
      );
    },
    /** Saves the note now, if it has changed. Returns when it is saved. */
    flush: (id: string): Promise<void> => (drafts.read(id) === undefined ? Promise.resolve() : save(id)),
    /** Saves every note that has changed, also those of an earlier start of the app. */
    flushAll: async (): Promise<void> => {
      await Promise.all(drafts.ids().map(save));
    },
  };
}
