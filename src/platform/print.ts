/** Prints the page with these rules for its sheets. `@page` cannot be limited to a part of a page, so they last for one print. */
export function printWith(rules: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const stop = (): void => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((adopted) => adopted !== sheet);
  };
  window.addEventListener('afterprint', stop, { once: true });
  window.print();
}
