import { refuseNavigationByDrop } from '../platform/refuse-drops';
import { hasWebCrypto } from '../platform/sha256';
import { wordsFor } from './app-words';
import { watchForUpdates } from './app-update';
import { composeServices } from './compose';
import { openPreferences } from '../services/preferences';
import { mountApp, mountFailure } from './mount-app';
import { followTheme } from './theme';

const element = document.getElementById('app');
if (element === null) throw new Error('index.html has no element #app');
refuseNavigationByDrop();
void start(element);

async function start(into: Element): Promise<void> {
  performance.mark('fieldgrade:start');
  const words = await wordsFor(navigator.languages);
  performance.mark('fieldgrade:words');
  document.documentElement.lang = words.locale.tag;
  if (!hasWebCrypto()) {
    mountFailure(into, new Error(words.say('app.insecure')), words);
    return;
  }
  const preferences = openPreferences(() => localStorage);
  followTheme(preferences);
  scrollToTopOnNavigation();
  const update = watchForUpdates();
  try {
    const services = await composeServices();
    services.inspector.setBackendPreference(preferences.read().backend);
    mountApp(into, { services, preferences, update, words });
    performance.mark('fieldgrade:mount');
  } catch (thrown) {
    mountFailure(into, thrown instanceof Error ? thrown : new Error(String(thrown)), words);
  }
}

/** A new screen starts at its top. When going back, the browser restores the scroll position. */
function scrollToTopOnNavigation(): void {
  // wouter dispatches this event for each address it pushes.
  window.addEventListener('pushState', () => window.scrollTo(0, 0));
}
