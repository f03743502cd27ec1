import { expect, test } from 'vitest';
import { createNodeEngine } from '../../../node-host/node-engine';
import { findPack, readPack } from '../../../node-host/pack-folder';
import type { Picture } from '../../../src/domain/picture';
import { parsePackText } from '../../../src/domain/parse-pack';
import { without } from '../../../src/domain/without';
import type { Engine } from '../../../src/engine/engine';
import { seededRandom } from '../../../src/math/seeded-random';
import { engineWith, normalSources, paperPicture, source, teachOptions } from '../../support/teach-node';

const engine = await engineWith('surface');
const coarse = await coarseEngine();

/** With the choice of `surface` 0.4.0, which knew two sets of weights; the second leaves the tap s4 out. */
async function coarseEngine(): Promise<Engine> {
  const found = await findPack('models/surface');
  if (found === undefined || 'fault' in found) throw new Error('the pack surface cannot be read');
  const { anomaly } = found.pack;
  const choice = anomaly?.patches.chosenWeights;
  if (anomaly === undefined || choice === undefined) throw new Error('the pack surface has no weights to choose');
  const patches = { ...anomaly.patches, chosenWeights: { ...without(choice, 'few'), uneven: [0, 1, 2] } };
  const manifest = new TextEncoder().encode(JSON.stringify({ ...found.pack, anomaly: { ...anomaly, patches } })).buffer;
  const read = await readPack(found);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  const made = createNodeEngine({ threads: 1 });
  expect(await made.load({ ...read.value, manifest })).toMatchObject({ ok: true });
  return made;
}

/** Stripes, as far apart and as steep as in no other picture. */
function stripedPicture(seed: number): Picture {
  const random = seededRandom(seed);
  const { width, height, data } = paperPicture(seed, 240);
  const [across, down] = [0.8 * random(), 0.8 * random()];
  for (let at = 0; at < width * height; at++) {
    const level = 128 + 90 * Math.sin(across * (at % width) + down * Math.floor(at / width)) + 20 * random();
    data.set([level, level, level], 4 * at);
  }
  return { width, height, data };
}

const striped = (count: number) =>
  Array.from({ length: count }, (_, seed) => source(`${seed}.png`, 'normal', stripedPicture(seed)));

const surfaces = [
  { kind: 'pictures that are alike', pictures: normalSources(3), by: engine, weights: { s4: 1, s8: 0.5, s16: 0.5 } },
  { kind: 'few that differ', pictures: striped(4), by: engine, weights: { s4: 1, s8: 1, s16: 1 } },
  { kind: 'many that differ', pictures: striped(12), by: engine, weights: { s4: 0.5, s8: 1, s16: 2 } },
  { kind: 'any that differ, without s4', pictures: striped(4), by: coarse, weights: { s8: 1, s16: 2 }, columns: 128 },
];

test.each(surfaces)(
  'TCH-18 a teaching from an empty bank weights the taps for $kind',
  async ({ pictures, by, weights, columns = 152 }) => {
    const taught = await by.teach({ packId: 'surface', pictures, options: teachOptions });
    if (!taught.ok) throw new Error(JSON.stringify(taught.fault));
    const parsed = parsePackText(new TextDecoder().decode(taught.value.bytes.manifest));
    const anomaly = parsed.ok ? parsed.value.anomaly : undefined;
    expect(Object.fromEntries(anomaly?.patches.taps.map(({ output, weight }) => [output, weight]) ?? [])).toEqual(
      weights,
    );
    expect(anomaly?.bank.columns).toBe(columns);
    expect(anomaly?.patches.chosenWeights).toBeUndefined();
    // Loading checks the golden score, which was measured with cells of the base: cells of the taught pack are the same.
    expect(await by.load(taught.value.bytes)).toMatchObject({ ok: true });
  },
);
