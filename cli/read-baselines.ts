import { decodePicture } from '../node-host/decode-picture';
import type { Baseline } from '../src/engine/baseline/compare';
import { fail, succeed, type Result } from '../src/domain/result';
import { describeInspectFault } from '../src/words/fault-text';
import { readOrExplain, type PredictDependencies } from './predict';

type Tools = Pick<PredictDependencies, 'words' | 'engine' | 'packId'>;

/** The features of the baseline pictures. Without all of them nothing is inspected: the fault is the message. */
export async function readBaselines(
  files: readonly string[],
  tools: Tools,
): Promise<Result<readonly Baseline[], string>> {
  const found: Baseline[] = [];
  for (const file of files) {
    const baseline = await readBaseline(file, tools);
    if (!baseline.ok) return fail(tools.words.say('cli.baselineFault', { file, reason: baseline.fault }));
    found.push(baseline.value);
  }
  return succeed(found);
}

async function readBaseline(id: string, { words, engine, packId }: Tools): Promise<Result<Baseline, string>> {
  const bytes = await readOrExplain(words, id);
  if (typeof bytes === 'string') return fail(bytes);
  const picture = await decodePicture(bytes, (original) => engine.leastSize(packId, original));
  const features = picture.ok ? await engine.extract({ packId, picture: picture.value }) : picture;
  if (features.ok) return succeed({ id, features: features.value });
  return fail(words.say('cli.fault', { ...describeInspectFault(words, features.fault) }));
}
