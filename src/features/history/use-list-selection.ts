/** The place of the keyboard focus in the list, and the selection. */
import { useCallback, useRef, useState, useSyncExternalStore } from 'react';
import type { HistoryQuery } from '../../domain/history';
import { toggled } from '../../domain/toggled';
import { useServices } from '../use-services';
import type { KeyCommand } from './history-keys';
import type { HistoryLayout } from './history-layout';
import { idsAt, idsBetween, lastPlace, placeAfter, type Laid } from './list-places';
import type { HistoryData } from './use-history-data';

/** Which pictures are selected. `anchor`: where the next range begins. */
interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly anchor?: number;
}

const nothingSelected: Selection = { ids: new Set() };

/** Selects the picture at `place`, or ends that. */
function toggle(selection: Selection, id: string, place: number): Selection {
  return { ids: toggled(selection.ids, id), anchor: place };
}

/** Adds pictures, as those between the anchor and a picture. The anchor stays. */
function addAll(selection: Selection, ids: Iterable<string>): Selection {
  return { ...selection, ids: new Set([...selection.ids, ...ids]) };
}

export function useListSelection(query: HistoryQuery, data: HistoryData | undefined) {
  const { deletions, history } = useServices();
  const going = useSyncExternalStore(deletions.subscribe, deletions.pending).ids;
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const [current, setCurrent] = useState(0);
  const laid = useRef<Laid>(undefined);
  const clear = useCallback(() => setSelection(nothingSelected), []);
  // Another filter shows other pictures: what is not visible must not be deleted by mistake.
  useResetOn(JSON.stringify(query), () => {
    clear();
    setCurrent(0);
  });
  const idsHere = (): readonly string[] => idsAt(data, laid.current, current);
  const extendTo = async (place: number): Promise<void> => {
    setCurrent(place);
    const found = await idsBetween(data, laid.current, selection.anchor ?? current, place);
    setSelection((before) => addAll({ ...before, anchor: before.anchor ?? current }, found));
  };
  const selectAll = async (): Promise<void> => {
    const all = (await history.idsOf(query)).filter((id) => !going.has(id));
    setSelection((before) => addAll(before, all));
  };
  const toggleAt = (id: string, place: number): void => {
    setCurrent(place);
    setSelection((before) => toggle(before, id, place));
  };
  return {
    ...{ going, selection, current, clear, selectAll },
    /** The selection, or else the picture with the keyboard focus. Called by keys and buttons only. */
    targets: () => (selection.ids.size > 0 ? [...selection.ids] : idsHere()),
    toggleCurrent: () => idsHere().forEach((id) => toggleAt(id, current)),
    moveBy(command: Extract<KeyCommand, { readonly kind: 'move' }>): void {
      const place = placeAfter(laid.current, current, command);
      if (command.isExtending) void extendTo(place);
      else setCurrent(place);
    },
    moveToEnd: (end: 'first' | 'last') => setCurrent(end === 'first' ? 0 : lastPlace(laid.current)),
    actions: {
      isSelecting: selection.ids.size > 0,
      toggle: toggleAt,
      extendTo: (place: number) => void extendTo(place),
      moveTo: setCurrent,
    },
    onLayout: useCallback((layout: HistoryLayout, columns: number) => {
      laid.current = { layout, columns };
    }, []),
  };
}

function useResetOn(key: string, reset: () => void): void {
  const [before, setBefore] = useState(key);
  if (before !== key) {
    setBefore(key);
    reset();
  }
}
