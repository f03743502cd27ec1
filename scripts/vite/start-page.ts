import type { Plugin } from 'vite';
import { nodeEnglish } from '../../src/words/node-english';
import { createWords } from '../../src/words/words';

/** No language is chosen before the first script runs. */
const { say } = createWords({ tag: 'en' }, nodeEnglish);

/** Vite plugin: writes the texts that `index.html` shows while the app has not started (SCR-64). */
export function startPage(): Plugin {
  return {
    name: 'fieldgrade:start-page',
    transformIndexHtml: (html) =>
      html
        .replace('%start.waiting%', say('start.waiting'))
        .replace('%start.advice%', say('start.advice'))
        .replace('%start.again%', say('start.again')),
  };
}
