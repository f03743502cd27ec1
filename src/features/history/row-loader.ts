/**
 * The rows of a long list, read as they are needed. A list consists of sections (days, or one for everything); the rows of a
 * section are read page after page from its start. After a change they stay until they are read again, so that nothing
 * disappears from the screen.
 */
import type { HistoryPage, HistoryPosition, PageBounds } from '../../domain/history';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { createObservable } from '../../domain/observable';

/** Reads one page of a section. */
export type ReadSection = (section: string, bounds: PageBounds) => Promise<HistoryPage>;

/** The rows of a section so far. */
export interface LoadedSection {
  readonly rows: readonly InspectionSummary[];
  /** There are no more. */
  readonly isComplete: boolean;
  /** Where the next page begins. */
  readonly next?: HistoryPosition | undefined;
  /** Which state of the database the rows show. */
  readonly revision: number;
}

export type RowLoader = ReturnType<typeof createRowLoader>;

/** Rows of one read: more than a screen shows, few enough to be read at once. */
const pageSize = 100;

export function createRowLoader(read: ReadSection) {
  const sections = createObservable<ReadonlyMap<string, LoadedSection>>(new Map());
  const fault = createObservable<unknown>(undefined);
  const wanted = new Map<string, number>();
  const running = new Map<string, Promise<void>>();
  let revision = 0;
  let isStopped = false;

  const loadedOf = (section: string): LoadedSection =>
    sections.read().get(section) ?? { rows: [], isComplete: false, revision };
  const isEnough = (section: string, { rows, isComplete, ...loaded }: LoadedSection): boolean =>
    isStopped || (loaded.revision === revision && (isComplete || rows.length >= (wanted.get(section) ?? 0)));

  async function readNext(section: string, { rows, next, revision: of }: LoadedSection): Promise<LoadedSection> {
    const page = await read(section, { limit: pageSize, after: next });
    return {
      rows: [...rows, ...page.summaries],
      isComplete: page.next === undefined,
      next: page.next,
      revision: of,
    };
  }

  async function load(section: string): Promise<void> {
    while (!isEnough(section, loadedOf(section))) {
      const known = loadedOf(section);
      let loaded = known.revision === revision ? known : { rows: [], isComplete: false, revision };
      const isAgain = loaded !== known;
      do loaded = await readNext(section, loaded);
      while (isAgain && loaded.revision === revision && !isEnough(section, loaded));
      if (loaded.revision === revision) sections.write(new Map(sections.read()).set(section, loaded));
    }
  }

  async function loadReporting(section: string): Promise<void> {
    try {
      await load(section);
    } catch (error) {
      fault.write(error);
    } finally {
      running.delete(section);
    }
  }

  return {
    subscribe: (listener: () => void): (() => void) => {
      const unsubscribe = [sections.subscribe(listener), fault.subscribe(listener)];
      return () => unsubscribe.forEach((stop) => stop());
    },
    /** Another object after each change. */
    sections: sections.read,
    /** What the last read was rejected with. */
    fault: fault.read,
    section: loadedOf,
    /** Resolves when the first `count` rows of the section are read, or all that it has. */
    ensure(section: string, count: number): Promise<void> {
      isStopped = false;
      wanted.set(section, Math.max(count, wanted.get(section) ?? 0));
      if (isEnough(section, loadedOf(section))) return Promise.resolve();
      const promise = running.get(section) ?? loadReporting(section);
      if (!running.has(section)) running.set(section, promise);
      return promise;
    },
    /** Ends reading after the page that is being read: the list is not shown any more. */
    stop(): void {
      isStopped = true;
    },
    /** The database has changed: each section is read again when it is next needed. */
    refresh(): void {
      revision += 1;
      wanted.clear();
      fault.write(undefined);
    },
  };
}
