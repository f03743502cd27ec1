/** The state of the review: where the keyboard is, what is selected, and what keys and buttons do. */
import { without } from '../../domain/without';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useLocation, useSearch } from 'wouter';
import { readHistoryAddress, withHistoryAddress, writeHistoryAddress, type HistoryAddress } from '../history-address';
import { usePreferences } from '../use-preferences';
import { useServices } from '../use-services';
import { orderSeverities } from './facet-counts';
import type { HistoryLayout } from './history-layout';
import { commandOf, type KeyCommand } from './history-keys';
import { addAll, nothingSelected, toggle, type Selection } from './selection';
import { toggleFacet } from './filter-panel';
import { useBulkActions } from './use-bulk-actions';
import { useHistoryData, type HistoryData } from './use-history-data';

/** Which window is open over the list. */
export type WorkbenchWindow = 'help' | 'assign' | 'filters';

/** The address of the history, and a function that replaces it. */
function useHistoryAddress(): readonly [HistoryAddress, (address: HistoryAddress) => void] {
  const search = useSearch();
  const [, navigate] = useLocation();
  const address = useMemo(() => readHistoryAddress(new URLSearchParams(search)), [search]);
  const change = useCallback(
    (next: HistoryAddress) => navigate(withHistoryAddress('/history', next), { replace: true }),
    [navigate],
  );
  return [address, change];
}

/** Commands without an argument. */
type PlainCommand = Exclude<KeyCommand['kind'], 'move' | 'edge' | 'severity'>;

/** Where the list lies: its layout, and the columns of the grid. */
interface Laid {
  readonly layout: HistoryLayout;
  readonly columns: number;
}

export function useWorkbench(isDesktop: boolean) {
  const [address, setAddress] = useHistoryAddress();
  const query = useQueryOf(address);
  const data = useHistoryData(query);
  const { deletions, history } = useServices();
  const going = useSyncExternalStore(deletions.subscribe, deletions.pending).ids;
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const [current, setCurrent] = useState(0);
  const [openWindow, setOpenWindow] = useState<WorkbenchWindow>();
  const [isMapShown, setMapShown] = useState(true);
  const laid = useRef<Laid>(undefined);
  const clear = useCallback(() => setSelection(nothingSelected), []);
  // Another filter shows other pictures: what is not visible must not be deleted by mistake.
  useResetOn(JSON.stringify(query), () => {
    clear();
    setCurrent(0);
  });
  /** The selection, or else the picture that the keyboard is at. Called by keys and buttons only. */
  const targets = (): readonly string[] =>
    selection.ids.size > 0 ? [...selection.ids] : idsAt(data, laid.current, current);
  const bulk = useBulkActions({ targets, onDone: clear, openAssign: () => setOpenWindow('assign') });

  const extendTo = async (place: number): Promise<void> => {
    setCurrent(place);
    const found = await idsBetween(data, laid.current, selection.anchor ?? current, place);
    setSelection((before) => addAll({ ...before, anchor: before.anchor ?? current }, found));
  };
  const selectAll = async (): Promise<void> => {
    const all = await history.idsOf(query);
    setSelection((before) =>
      addAll(
        before,
        all.filter((id) => !going.has(id)),
      ),
    );
  };
  const actions = {
    isSelecting: selection.ids.size > 0,
    toggle: (id: string, place: number) => {
      setCurrent(place);
      setSelection((before) => toggle(before, id, place));
    },
    extendTo: (place: number) => void extendTo(place),
    moveTo: setCurrent,
  };
  const look = lookOf(address, isDesktop);
  const withCurrent = (work: (id: string) => void): void => idsAt(data, laid.current, current).forEach(work);
  const moveTo = (place: number, isExtending: boolean): void => {
    if (isExtending) void extendTo(place);
    else setCurrent(place);
  };
  const commands: Readonly<Record<PlainCommand, () => void>> = {
    ...bulk.actions,
    toggle: () => withCurrent((id) => actions.toggle(id, current)),
    'select-all': () => void selectAll(),
    clear,
    'any-severity': () => setAddress({ ...address, filter: without(address.filter, 'severity') }),
    search: () => document.querySelector<HTMLElement>('[data-history-search]')?.focus(),
    view: () => setAddress({ ...address, view: look === 'grid' ? 'list' : 'grid' }),
    map: () => setMapShown((before) => !before),
    help: () => setOpenWindow('help'),
    undo: deletions.undo,
  };
  const run = (command: KeyCommand): void => {
    if (command.kind === 'move') moveTo(placeAfter(laid.current, current, command), command.isExtending);
    else if (command.kind === 'edge') setCurrent(command.end === 'first' ? 0 : lastPlace(laid.current));
    else if (command.kind === 'severity') setAddress(withSeverity(address, data, command.rank));
    else commands[command.kind]();
  };
  useKeys(run);
  return {
    ...{ address, setAddress, query, data, look, going, selection, current, actions, bulk, isMapShown, setMapShown },
    ...{ openWindow, setOpenWindow, selectAll, clear, isSelecting: actions.isSelecting },
    hrefOf: (id: string) => hrefOf(address, id),
    onLayout: useCallback((layout: HistoryLayout, columns: number) => {
      laid.current = { layout, columns };
    }, []),
  };
}

export type Workbench = ReturnType<typeof useWorkbench>;

/** The same object as long as the query is the same. */
function useQueryOf({ filter, text, sort }: HistoryAddress) {
  const key = writeHistoryAddress({ filter, sort, ...(text !== undefined && { text }) });
  return useMemo(() => {
    return without(readHistoryAddress(new URLSearchParams(key)), 'view');
  }, [key]);
}

/** The result knows the list from which it was opened, so that it can show the next one. */
function hrefOf({ filter, text, sort }: HistoryAddress, id: string): string {
  return withHistoryAddress(`/inspection/${id}`, { filter, sort, ...(text !== undefined && { text }) });
}

/** A desktop shows the grid unless the address says otherwise; a phone the list. */
function lookOf({ view }: HistoryAddress, isDesktop: boolean): 'grid' | 'list' | 'table' {
  const chosen = view ?? (isDesktop ? 'grid' : 'list');
  if (chosen === 'grid') return 'grid';
  return isDesktop ? 'table' : 'list';
}

function useResetOn(key: string, reset: () => void): void {
  const [before, setBefore] = useState(key);
  if (before !== key) {
    setBefore(key);
    reset();
  }
}

/** The id at a place; none while its row is not read. */
function idsAt(data: HistoryData | undefined, laid: Laid | undefined, place: number): readonly string[] {
  const position = laid?.layout.positionOf(place);
  if (position === undefined) return [];
  const row = data?.loader.section(position.section).rows[position.index];
  return row === undefined ? [] : [row.id];
}

/** The ids between two places, both included; reads the rows that are missing. */
async function idsBetween(
  data: HistoryData | undefined,
  laid: Laid | undefined,
  one: number,
  other: number,
): Promise<readonly string[]> {
  if (data === undefined || laid === undefined) return [];
  const [from, to] = [Math.min(one, other), Math.max(one, other)];
  const places = Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
  const needed = new Map<string, number>();
  for (const place of places) {
    const position = laid.layout.positionOf(place);
    if (position !== undefined) needed.set(position.section, position.index + 1);
  }
  await Promise.all([...needed].map(([section, count]) => data.loader.ensure(section, count)));
  return places.flatMap((place) => idsAt(data, laid, place));
}

function lastPlace(laid: Laid | undefined): number {
  return laid === undefined ? 0 : Math.max(0, laid.layout.pictureCount - 1);
}

function placeAfter(
  laid: Laid | undefined,
  current: number,
  { by, step }: Extract<KeyCommand, { readonly kind: 'move' }>,
): number {
  if (laid === undefined) return current;
  const { layout, columns } = laid;
  if (by === 'picture') return Math.min(lastPlace(laid), Math.max(0, current + step));
  const line = layout.lineOf(current);
  const column = columnOf(layout, line, current);
  for (let next = line + step; next >= 0 && next < layout.lineCount; next += step) {
    const found = layout.lineAt(next);
    if (found.kind === 'pictures') return found.place + Math.min(column, found.count - 1, columns - 1);
  }
  return current;
}

function columnOf(layout: HistoryLayout, line: number, place: number): number {
  const found = layout.lineCount === 0 ? undefined : layout.lineAt(line);
  return found?.kind === 'pictures' ? place - found.place : 0;
}

function withSeverity(address: HistoryAddress, data: HistoryData | undefined, rank: number): HistoryAddress {
  const severity = orderSeverities(data?.severities ?? [])[rank];
  return severity === undefined ? address : { ...address, filter: toggleFacet(address.filter, 'severity', severity) };
}

/** Listens to keys of the page while no field and no window takes them. */
function useKeys(run: (command: KeyCommand) => void): void {
  const [{ singleKeys }] = usePreferences();
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const { target } = event;
      if (event.defaultPrevented || !(target instanceof Element) || takesKeys(target)) return;
      const isOnPicture = target.closest('.history-results') !== null;
      const command = commandOf(event, { isOnPicture, hasSingleKeys: singleKeys !== 'off' });
      if (command === undefined) return;
      if (command.kind === 'toggle' && target instanceof HTMLInputElement) return;
      event.preventDefault();
      latest.current(command);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [singleKeys]);
}

/** Fields, and everything in an open window. A box that selects a picture takes only Space. */
function takesKeys(target: Element): boolean {
  if (target.closest('dialog[open]') !== null) return true;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
