/** Processor time of teaching in Node on one thread, without reading and decoding: other programs do not change it. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { decodePicture } from '../../node-host/decode-picture';
import { createNodeEngine } from '../../node-host/node-engine';
import { loadFolder } from '../support/predict-node';

const identity = { id: 'taught-00000001', version: '1.0.0', title: 'Bench', taughtAt: '2026-01-01T00:00:00.000Z' };

/** Teaches `surface` once with the close look chosen by comparison, and once with the whole picture. */
export async function timeTeaching(paths: readonly string[]): Promise<string> {
  const times = [await computeSeconds(paths, 'auto'), await computeSeconds(paths, 'off')];
  const [auto, whole] = times.map((seconds) => seconds.toFixed(1));
  return `teaching ${paths.length} photos in Node, one thread, without decoding: ${auto} s, as whole pictures ${whole} s`;
}

async function computeSeconds(paths: readonly string[], closeLook: 'auto' | 'off'): Promise<number> {
  const engine = createNodeEngine({ threads: 1 });
  const packId = await loadFolder(engine, 'models/surface');
  let decoding = 0;
  const pictures = paths.map((path) => ({
    name: basename(path),
    role: 'normal' as const,
    open: async (needed: Parameters<typeof decodePicture>[1]) => {
      const before = processorSeconds();
      const picture = await decodePicture(await readFile(path), needed);
      decoding += processorSeconds() - before;
      return picture;
    },
  }));
  const before = processorSeconds();
  const taught = await engine.teach({ packId, pictures, options: { identity, seed: 1, closeLook } });
  if (!taught.ok) throw new Error(JSON.stringify(taught.fault));
  return processorSeconds() - before - decoding;
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
