/**
 * The rows of a long list, read as they are needed. A list consists of sections (days, or one for everything); the rows of a
 * section are read page after page from its start. After a change they stay until they are read again, so that nothing
 * disappears from the screen.
 */
import type { HistoryPage, HistoryPosition, PageBounds } from '../../domain/history';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { createObservable, type Observable } from '../../domain/observable';

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

/** `revision` counts the changes of the database; `wanted`: how many rows of a section are asked for. */
interface LoaderState {
  readonly read: ReadSection;
  readonly sections: Observable<ReadonlyMap<string, LoadedSection>>;
  readonly fault: Observable<unknown>;
  readonly wanted: Map<string, number>;
  readonly running: Map<string, Promise<void>>;
  revision: number;
  isStopped: boolean;
}

export function createRowLoader(read: ReadSection) {
  const state: LoaderState = {
    read,
    sections: createObservable<ReadonlyMap<string, LoadedSection>>(new Map()),
    fault: createObservable<unknown>(undefined),
    wanted: new Map(),
    running: new Map(),
    revision: 0,
    isStopped: false,
  };
  const { sections, fault } = state;
  return {
    subscribe: (listener: () => void): (() => void) => {
      const unsubscribe = [sections.subscribe(listener), fault.subscribe(listener)];
      return () => unsubscribe.forEach((stop) => stop());
    },
    /** Another object after each change. */
    sections: sections.read,
    /** What the last read was rejected with. */
    fault: fault.read,
    section: (section: string) => loadedOf(state, section),
    /** Resolves when the first `count` rows of the section are read, or all that it has. */
    ensure: (section: string, count: number) => ensure(state, section, count),
    /** Ends reading after the page that is being read: the list is not shown any more. */
    stop(): void {
      state.isStopped = true;
    },
    /** The database has changed: each section is read again when it is next needed. */
    refresh(): void {
      state.revision += 1;
      state.wanted.clear();
      fault.write(undefined);
    },
  };
}

function loadedOf({ sections, revision }: LoaderState, section: string): LoadedSection {
  return sections.read().get(section) ?? { rows: [], isComplete: false, revision };
}

function isEnough(state: LoaderState, section: string, { rows, isComplete, revision }: LoadedSection): boolean {
  const { isStopped, wanted } = state;
  return isStopped || (revision === state.revision && (isComplete || rows.length >= (wanted.get(section) ?? 0)));
}

function ensure(state: LoaderState, section: string, count: number): Promise<void> {
  const { wanted, running } = state;
  state.isStopped = false;
  wanted.set(section, Math.max(count, wanted.get(section) ?? 0));
  if (isEnough(state, section, loadedOf(state, section))) return Promise.resolve();
  const promise = running.get(section) ?? loadReporting(state, section);
  if (!running.has(section)) running.set(section, promise);
  return promise;
}

async function loadReporting(state: LoaderState, section: string): Promise<void> {
  try {
    await load(state, section);
  } catch (error) {
    state.fault.write(error);
  } finally {
    state.running.delete(section);
  }
}

async function load(state: LoaderState, section: string): Promise<void> {
  const { read, sections } = state;
  while (!isEnough(state, section, loadedOf(state, section))) {
    const known = loadedOf(state, section);
    let loaded = known.revision === state.revision ? known : { rows: [], isComplete: false, revision: state.revision };
    const isAgain = loaded !== known;
    do loaded = await readNext(read, section, loaded);
    while (isAgain && loaded.revision === state.revision && !isEnough(state, section, loaded));
    if (loaded.revision === state.revision) sections.write(new Map(sections.read()).set(section, loaded));
  }
}

async function readNext(
  read: ReadSection,
  section: string,
  { rows, next, revision }: LoadedSection,
): Promise<LoadedSection> {
  const page = await read(section, { limit: pageSize, after: next });
  return { rows: [...rows, ...page.summaries], isComplete: page.next === undefined, next: page.next, revision };
}
