/** The categories of COCO: severity levels. A name has the same id in every export, of whatever selection and of whatever pack. */

/**
 * Levels of the packs that ship, by pack in their order; the id is the place, from 1. Append only: ids are in files that people
 * have. A test compares it with the packs.
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

/** Ids of other levels, from taught and imported packs: from their name alone, above those that may be appended. */
const firstOtherId = 1_000;
const otherIds = 2 ** 30;

/** The id of a level. */
export function categoryId(level: string): number {
  const place = shippedLevels.indexOf(level);
  return place >= 0 ? place + 1 : firstOtherId + (hashOf(level) % otherIds);
}

/** FNV-1a over UTF-16 code units, 32 bits (RFC draft "The FNV Non-Cryptographic Hash Algorithm"). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The levels as the list of categories, by their ids. */
export function categoriesOf(levels: Iterable<string>): readonly object[] {
  return [...new Set(levels)]
    .map((name) => ({ id: categoryId(name), name, supercategory: 'anomaly' }))
    .sort((a, b) => a.id - b.id);
}
