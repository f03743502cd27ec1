/** Titles that versions up to 0.3.0 of the thermal pack gave to its levels, and those of the same levels since. */
const presentTitles: Readonly<Record<string, { readonly earlier: string; readonly present: string }>> = {
  Potential: { earlier: 'Potential', present: 'Watch' },
  Overloway: { earlier: 'Overload', present: 'Serious' },
  Faulty: { earlier: 'Faulty', present: 'Critical' },
};

/**
 * The title of a stored level as it is shown. A title is a severity; "Overload" read as a diagnosis. Records keep the title that they
 * were made with, so those of earlier packs are translated here: a list must not have two titles for one level.
 */
export function shownLevelTitle(level: string, stored: string): string {
  const titles = Object.hasOwn(presentTitles, level) ? presentTitles[level] : undefined;
  return titles?.earlier === stored ? titles.present : stored;
}
