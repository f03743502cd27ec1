/**
 * Loads the page again where a script or the styles of the app did not arrive. Browsers stop service workers, for example when memory is short;
 * a request that was under way then fails, and the page stays without the app. No module can see that: this script is loaded before them.
 * Once a minute at most: after that the start page says what to do.
 */
addEventListener(
  'error',
  ({ target }) => {
    const isNeeded =
      target instanceof HTMLScriptElement || (target instanceof HTMLLinkElement && target.rel === 'stylesheet');
    const isStarted = document.querySelector('.shell') !== null;
    if (!isNeeded || isStarted || wasLoadedAgain()) return;
    location.reload();
  },
  true,
);

function wasLoadedAgain() {
  const key = 'fieldgrade.loadedAgainMs';
  const minuteMs = 60_000;
  try {
    const since = Date.now() - Number(sessionStorage.getItem(key));
    if (since >= 0 && since < minuteMs) return true;
    sessionStorage.setItem(key, String(Date.now()));
    return false;
  } catch {
    // Without storage for the session it would be loaded again and again.
    return true;
  }
}
