/** Teaching in Node with the shipped pack `surface`, and pictures that need no files. */
import { join } from 'node:path';
import { createNodeEngine } from '../../node-host/node-engine';
import { findPack, loadPack } from '../../node-host/pack-folder';
import type { AnomalyTeachOptions, TaughtRole } from '../../src/domain/anomaly-teaching';
import type { Picture } from '../../src/domain/picture';
import { succeed } from '../../src/domain/result';
import type { Engine } from '../../src/engine/engine';
import type { PictureSource } from '../../src/engine/teach/read-pictures';
import { seededRandom } from '../../src/math/seeded-random';

/** An engine with a shipped pack. */
export async function engineWith(packId: string): Promise<Engine> {
  const engine = createNodeEngine({ threads: 1 });
  const found = await findPack(join('models', packId));
  if (found === undefined || !('pack' in found)) throw new Error(`no pack ${packId}`);
  const loaded = await loadPack(engine, found);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.fault));
  return engine;
}

/** Brown paper with noise, and a dark speck of `speckPx` where it is wanted. */
export function paperPicture(seed: number, sidePx: number, speckPx = 0): Picture {
  const random = seededRandom(seed);
  const data = new Uint8ClampedArray(4 * sidePx * sidePx).fill(255);
  for (let pixel = 0; pixel < sidePx * sidePx; pixel++) {
    const light = 150 + 30 * random() + 10 * Math.sin((pixel % sidePx) / 7);
    data.set([light, light * 0.85, light * 0.6], 4 * pixel);
  }
  const from = Math.floor(sidePx * 0.6);
  for (let y = from; y < from + speckPx; y++) {
    for (let x = from; x < from + speckPx; x++) data.set([20, 15, 10], 4 * (y * sidePx + x));
  }
  return { width: sidePx, height: sidePx, data };
}

export function source(name: string, role: TaughtRole, picture: Picture): PictureSource {
  return { name, role, open: () => Promise.resolve(succeed(picture)) };
}

/** `count` normal pictures. */
export function normalSources(count: number, sidePx = 240): readonly PictureSource[] {
  return Array.from({ length: count }, (_, at) => source(`good-${at}.png`, 'normal', paperPicture(100 + at, sidePx)));
}

export const teachOptions: AnomalyTeachOptions = {
  identity: { id: 'taught-0badcafe', version: '1.0.0', title: 'Paper', taughtAt: '2026-11-26T10:00:00.000Z' },
  seed: 7,
  closeLook: 'off',
};
