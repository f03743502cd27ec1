/** The model card as a text file in a `.fieldpack`, for people who open the ZIP. Programs read the manifest. */
import { textIn } from '../domain/localised-text';
import type { Pack } from '../domain/pack';
import { classes } from '../words/en/classes';
import { format } from '../words/en/format';
import { library } from '../words/en/library';
import { modelCardText } from '../words/model-card-text';
import { createWords } from '../words/words';

/** English and UTC, so that the same pack gives the same bytes everywhere. */
const words = createWords({ tag: 'en', timeZone: 'UTC' }, { classes, format, library });

export function modelCardMarkdown(pack: Pack, sha256: string): string {
  const { why, facts, tables, limits } = modelCardText(words, pack, sha256);
  const lines = [
    `# ${plain(textIn(pack.title, 'en'))} ${pack.version}`,
    why,
    words.say('library.card.inFile'),
    ...facts.map(({ name, value }) => `- **${name}**: ${plain(value)}`),
    ...(limits.length === 0
      ? []
      : [`## ${words.say('library.card.limits')}`, ...limits.map((limit) => `- ${plain(limit)}`)]),
    ...tables.flatMap(({ title, columns, rows }) => [
      `## ${title}`,
      [columns, columns.map((_, at) => (at === 0 ? '---' : '---:')), ...rows].map(rowOf).join('\n'),
    ]),
  ];
  return `${lines.join('\n\n').replaceAll(/(\n- .*)\n(?=\n- )/g, '$1')}\n`;
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.map(plain).join(' | ')} |`;
}

/** Names of classes must not break the page. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}
