import { languages } from '../platform/languages';
import { wordsFor } from './app-words';
import { composeServices } from './compose';
import { openPreferences } from '../services/preferences';
import { mountApp, mountFailure } from './mount-app';
import { scrollToTopOnNavigation } from './scroll-to-top';
import { serviceWorkerUpdate } from './service-worker-update';
import { followTheme } from './theme';

const element = document.getElementById('app');
if (element === null) throw new Error('index.html has no element #app');
void start(element);

async function start(into: Element): Promise<void> {
  const words = wordsFor(languages());
  const preferences = openPreferences(() => localStorage);
  followTheme(preferences);
  scrollToTopOnNavigation();
  const update = serviceWorkerUpdate();
  try {
    const services = await composeServices();
    services.inspector.setBackendWish(preferences.read().backend);
    mountApp(into, { services, preferences, update, words });
  } catch (thrown) {
    mountFailure(into, thrown instanceof Error ? thrown : new Error(String(thrown)), words);
  }
}
