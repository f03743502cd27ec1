/** A new screen begins at its top; going back leaves the browser to find the old place. Returns its undo. */
export function scrollToTopOnNavigation(): () => void {
  const toTop = (): void => window.scrollTo(0, 0);
  // wouter sends this event for each address it pushes.
  window.addEventListener('pushState', toTop);
  return () => window.removeEventListener('pushState', toTop);
}
