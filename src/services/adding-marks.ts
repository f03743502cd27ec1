/**
 * Marks that pictures are being added to a teaching. A page loses the files that a user chose when it is closed; its mark stays and shows the next
 * page that the rest is missing.
 */
import { openNoteDrafts, type DraftStorage } from './note-drafts';
import type { BatchLocks } from './resume-batches';

/** How many of the files were read when the page was closed. */
export interface InterruptedAdding {
  readonly done: number;
  readonly total: number;
}

export interface AddingMarkDependencies {
  /** Called at each access, because it throws where site data is blocked. */
  readonly storage: () => DraftStorage;
  readonly locks: Pick<BatchLocks, 'holdIfFree'>;
}

const keyPrefix = 'fieldgrade.teaching-adding.';

/** The marks of this device. While a tab adds, it holds a lock: its mark is not that of an interruption. */
export function createAddingMarks({ storage, locks }: AddingMarkDependencies) {
  const marks = openNoteDrafts(storage, keyPrefix);
  const lockOf = (id: string): string => `fieldgrade-adding-${id}`;
  const clear = (id: string): void => {
    const mark = marks.read(id);
    if (mark !== undefined) marks.remove(id, mark);
  };
  return {
    clear,
    /** Runs `work`, which reports its progress, under a mark. */
    async during<Value>(
      { id, total }: { readonly id: string; readonly total: number },
      work: (onDone: (done: number) => void) => Promise<Value>,
    ): Promise<Value> {
      const release = await locks.holdIfFree(lockOf(id));
      try {
        marks.write(id, `0/${total}`);
        return await work((done) => marks.write(id, `${done}/${total}`));
      } finally {
        clear(id);
        release?.();
      }
    },
    /** The interrupted adding of a closed page; undefined where there was none, or where a tab adds now. */
    async interrupted(id: string): Promise<InterruptedAdding | undefined> {
      const mark = readMark(marks.read(id));
      if (mark === undefined) return undefined;
      const release = await locks.holdIfFree(lockOf(id));
      release?.();
      return release === undefined ? undefined : mark;
    },
  };
}

function readMark(text: string | undefined): InterruptedAdding | undefined {
  const [done, total] = (text ?? '').split('/').map(Number);
  return Number.isInteger(done) && Number.isInteger(total) && done !== undefined && total !== undefined
    ? { done, total }
    : undefined;
}
