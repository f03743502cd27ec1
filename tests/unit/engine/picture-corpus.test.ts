import { expect, test } from 'vitest';
import type { CorpusFile } from '../../support/corpus/corpus-file';
import { problemOf, saysLacking } from '../../support/corpus/expect-outcome';
import { outcomeOf, type HostOutcome } from '../../support/corpus/host-outcome';
import { pictureCorpus } from '../../support/corpus/picture-corpus';
import { createNodePredictor } from '../../support/predict-node';

test('PIC-1 the decoder of Node does with every file of the corpus what it expects', async () => {
  const predict = await createNodePredictor('models/transformer-thermal');
  const files = await pictureCorpus();
  const outcomes = new Map<string, HostOutcome>();
  for (const { name, bytes } of files) outcomes.set(name, outcomeOf(await predict(bytes)));
  expect(files.flatMap((file) => problemsOf(file, outcomes))).toEqual([]);
});

function problemsOf(file: CorpusFile, outcomes: ReadonlyMap<string, HostOutcome>): readonly string[] {
  const found = outcomes.get(file.name);
  if (file.lackedBy === 'node') return found !== undefined && saysLacking(found) ? [] : [`${file.name}: not lacking`];
  const wrong = problemOf(file, outcomes);
  return wrong === undefined ? [] : [`${file.name}: ${wrong}`];
}
