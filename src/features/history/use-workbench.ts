/** The state of the history screen: its address, its dialogs, and the commands of keys and buttons. */
import { without } from '../../domain/without';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { readHistoryAddress, withHistoryAddress, writeHistoryAddress, type HistoryAddress } from '../history-address';
import { usePreferences } from '../use-preferences';
import { useServices } from '../use-services';
import { orderSeverities } from './facet-counts';
import { commandOf, type KeyCommand } from './history-keys';
import { toggleFacet } from './filter-panel';
import { useBulkActions } from './use-bulk-actions';
import { useHistoryData, type HistoryData } from './use-history-data';
import { useListSelection } from './use-list-selection';

/** Which dialog is open over the list. */
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

export function useWorkbench(isDesktop: boolean) {
  const [address, setAddress] = useHistoryAddress();
  const query = useQueryOf(address);
  const data = useHistoryData(query);
  const [openWindow, setOpenWindow] = useState<WorkbenchWindow>();
  const [isMapShown, setMapShown] = useState(true);
  const look = lookOf(address, isDesktop);
  const list = useListSelection(query, data);
  const { clear, targets } = list;
  const bulk = useBulkActions({ targets, onDone: clear, openAssign: () => setOpenWindow('assign') });
  const { undo } = useServices().deletions;
  const commands: Readonly<Record<PlainCommand, () => void>> = {
    ...{ ...bulk.actions, undo, clear },
    toggle: list.toggleCurrent,
    'select-all': () => void list.selectAll(),
    'any-severity': () => setAddress({ ...address, filter: without(address.filter, 'severity') }),
    search: () => document.querySelector<HTMLElement>('[data-history-search]')?.focus(),
    view: () => setAddress({ ...address, view: look === 'grid' ? 'list' : 'grid' }),
    map: () => setMapShown((before) => !before),
    help: () => setOpenWindow('help'),
  };
  useKeys((command) => {
    if (command.kind === 'move') list.moveBy(command);
    else if (command.kind === 'edge') list.moveToEnd(command.end);
    else if (command.kind === 'severity') setAddress(withSeverity(address, data, command.rank));
    else commands[command.kind]();
  });
  const { going, selection, current, actions, selectAll, onLayout } = list;
  return {
    ...{ address, setAddress, query, data, look, going, selection, current, actions, bulk, isMapShown, setMapShown },
    ...{ openWindow, setOpenWindow, selectAll, clear, isSelecting: actions.isSelecting, onLayout },
    hrefOf: (id: string) => hrefOf(address, id),
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
