/** `fieldgrade insights`. */
import { openDataset, readFacts, type DatasetFault } from '../node-host/open-dataset';
import { isFileFault } from '../src/domain/file-fault';
import { summariseDataset, type LabelledFacts, type LabelledInsights } from '../src/engine/teach/dataset-facts';
import { describeFileFault, describePictureFault } from '../src/words/fault-text';
import type { NodeWords } from '../src/words/words';
import { listFolder } from './list-folder';
import { print } from './standard-streams';
import { refuse } from './refuse-pack';

export interface InsightsOptions {
  readonly json: boolean;
}

/** Prints the insights of a labelled dataset. Resolves to the exit code. */
export async function runInsights(words: NodeWords, path: string, { json }: InsightsOptions): Promise<number> {
  const dataset = await openDataset(path, async (folder) => (await listFolder(folder)).files);
  if (!dataset.ok) return refuse(2, explainDatasetFault(words, path, dataset.fault));
  const facts: LabelledFacts[] = [];
  for await (const each of readFacts(dataset.value)) facts.push(each);
  await dataset.value.close();
  if (facts.length === 0) return refuse(1, words.say('cli.noLabelled', { path }));
  const insights = summariseDataset(facts);
  await print(json ? `${JSON.stringify(insights, null, 2)}\n` : insightsText(words, insights));
  return insights.unreadable.length > 0 ? 1 : 0;
}

/** Why labelled pictures cannot be opened, and what to do next. */
export function explainDatasetFault(words: NodeWords, path: string, fault: DatasetFault): string {
  switch (fault.kind) {
    case 'unreadable-file':
      return fault.code === 'ENOENT'
        ? words.say('cliTrain.noData', { path })
        : words.say('cliTrain.unreadableData', { path, code: fault.code });
    case 'not-a-zip':
    case 'unsafe-name':
      return words.say(`cliTrain.${fault.kind}`, { path });
    case 'too-many-entries':
      return words.say('cliTrain.too-many-entries', { path, limit: fault.limit });
  }
}

/** Files that are named; the insights as JSON have all. */
const namedFiles = 10;

function insightsText(words: NodeWords, insights: LabelledInsights): string {
  const { classes, width, height, duplicates, unreadable, imbalance, together } = insights;
  const longest = Math.max(...classes.map(({ label }) => label.length));
  const rows = classes.map(({ label, pictures }) => `${label.padEnd(longest)}  ${String(pictures).padStart(6)}`);
  const sides = (side: LabelledInsights['width']) =>
    side ? `${side.min} / ${side.mean.toFixed(1)} / ${side.max}` : '–';
  const facts = words.say('cli.insights', {
    pictures: insights.pictures,
    width: sides(width),
    height: sides(height),
    duplicates: duplicates.length,
    contradictions: duplicates.filter(({ isContradictory }) => isContradictory).length,
    unreadable: unreadable.length,
    imbalance: imbalance.toFixed(1),
  });
  const groups = together.count === 0 ? [] : [words.say('cliTrain.pieces', { count: together.count })];
  const files = unreadable.slice(0, namedFiles).map(({ name, fault }) => {
    const { title } = isFileFault(fault) ? describeFileFault(words, fault) : describePictureFault(words, fault);
    return words.say('cliTeach.unread', { file: name, reason: title });
  });
  return `${[...rows, facts, ...groups, ...files].join('\n')}\n`;
}
