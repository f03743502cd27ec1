/** Applies the chosen theme to the document, and again when the choice or the device's theme changes. */
import type { PreferenceStore } from '../services/preferences';

const barColours = { light: '#f4f2ec', dark: '#0d1311', sunlight: '#ffffff' } as const;

/** Applies the theme of the preferences; returns the function that ends this. */
export function followTheme(preferences: PreferenceStore): () => void {
  const deviceIsDark = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const { theme } = preferences.read();
    const ofDevice = deviceIsDark.matches ? 'dark' : 'light';
    paint(theme === 'system' ? ofDevice : theme);
  };
  apply();
  deviceIsDark.addEventListener('change', apply);
  const unsubscribe = preferences.subscribe(apply);
  return () => {
    deviceIsDark.removeEventListener('change', apply);
    unsubscribe();
  };
}

function paint(theme: keyof typeof barColours): void {
  document.documentElement.dataset['theme'] = theme;
  for (const bar of document.querySelectorAll('meta[name="theme-color"]'))
    bar.setAttribute('content', barColours[theme]);
}
