/**
 * The categories of data sets: kinds of regions, and severity levels for regions of packs that name no kinds. A name has the same
 * id in every export, of whatever selection and of whatever pack.
 */
import type { AnomalyBox } from '../domain/inspection';

/**
 * Levels and kinds of the packs that ship; the id is the place, from 1. Append only, because exported files contain the ids. A test
 * compares the list with the packs.
 */
const shippedLevels: readonly string[] = [
  'Normal',
  'Potential',
  'Overloway',
  'Faulty',
  'Clean',
  'Disturbed',
  'Defective',
  'Anomalous',
];
const shippedKinds: readonly string[] = [
  'loose_joint',
  'point_overload',
  'full_wire_overload',
  'bubbles',
  'bark',
  'dry_mould',
  'rust',
  'blemishes',
  'blisters',
  'over_smoked',
  'opaque',
  'burnt',
  'oxidised',
  'under_cured',
];
const shipped: readonly string[] = [...shippedLevels, ...shippedKinds];

/** Ids of other names, from taught and imported packs: from their name alone, above those that may be appended. */
const firstOtherId = 1_000;
const otherIds = 2 ** 30;

/** The category of a region: its kind, or its level where its pack names no kinds. */
export function categoryOf({ category, level }: Pick<AnomalyBox, 'category' | 'level'>): string {
  return category?.name ?? level;
}

/** The id of a category. */
export function categoryId(name: string): number {
  const place = shipped.indexOf(name);
  return place >= 0 ? place + 1 : firstOtherId + (hashOf(name) % otherIds);
}

/** FNV-1a over UTF-16 code units, 32 bits (RFC draft "The FNV Non-Cryptographic Hash Algorithm"). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Every category, by id: those of the packs that ship, and `others`. */
export function allCategories(others: Iterable<string> = []): readonly Category[] {
  return [...new Set([...shipped, ...others])]
    .map((name) => ({ id: categoryId(name), name, supercategory: supercategoryOf(name) }))
    .sort((a, b) => a.id - b.id);
}

/** A category as COCO lists it. */
export interface Category {
  readonly id: number;
  readonly name: string;
  readonly supercategory: 'severity' | 'kind';
}

/** Whether a name of another pack is a level is not known here: it counts as a kind. */
function supercategoryOf(name: string): Category['supercategory'] {
  return shippedLevels.includes(name) ? 'severity' : 'kind';
}
