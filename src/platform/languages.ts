/** The languages the user has set in the browser, the preferred one first, as BCP 47 tags. */
export function languages(): readonly string[] {
  return navigator.languages;
}
