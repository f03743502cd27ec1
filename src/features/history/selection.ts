import { toggled } from '../../domain/toggled';

/** Which pictures are selected. `anchor`: where the next range begins. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly anchor?: number;
}

export const nothingSelected: Selection = { ids: new Set() };

/** Selects the picture at `place`, or ends that. */
export function toggle(selection: Selection, id: string, place: number): Selection {
  return { ids: toggled(selection.ids, id), anchor: place };
}

/** Adds pictures, as those between the anchor and a picture. The anchor stays. */
export function addAll(selection: Selection, ids: Iterable<string>): Selection {
  return { ...selection, ids: new Set([...selection.ids, ...ids]) };
}
