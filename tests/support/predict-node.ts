/** The Node side of comparisons: engine and decoder of the command line. */
import { readFile } from 'node:fs/promises';
import type { InspectFault, VerdictWithRasters } from '../../src/domain/inspection';
import type { Result } from '../../src/domain/result';
import type { Engine } from '../../src/engine/engine';
import { decodePicture } from '../../node-host/decode-picture';
import { createNodeEngine } from '../../node-host/node-engine';
import { findPack, loadPack } from '../../node-host/pack-folder';

/** Returns Node's verdict on a picture file. */
export type NodePredictor = (bytes: Uint8Array) => Promise<Result<VerdictWithRasters, InspectFault>>;

/**
 * A predictor with the pack in `packFolder` (as `models/transformer-thermal`); throws when the pack is not right. It decodes to the
 * size that the pack needs, as the product does, or the whole size.
 */
export async function createNodePredictor(
  packFolder: string,
  size: 'needed' | 'whole' = 'needed',
): Promise<NodePredictor> {
  const engine = createNodeEngine();
  const packId = await loadFolder(engine, packFolder);
  return async (bytes) => {
    const startedMs = performance.now();
    const picture = await decodePicture(bytes, (original) =>
      size === 'needed' ? engine.leastSize(packId, original) : original,
    );
    if (!picture.ok) return picture;
    return engine.inspect({ packId, picture: picture.value, decodeMs: performance.now() - startedMs });
  };
}

/** Node's verdict on a file. */
export async function predictFile(
  predict: NodePredictor,
  path: string,
): Promise<Result<VerdictWithRasters, InspectFault>> {
  return predict(await readFile(path));
}

/** Loads the pack in a folder. Returns its id. */
export async function loadFolder(engine: Engine, folder: string): Promise<string> {
  const found = await findPack(folder);
  if (found === undefined || !('pack' in found)) throw new Error(`no pack in ${folder}: ${JSON.stringify(found)}`);
  const loaded = await loadPack(engine, found);
  if (!loaded.ok) throw new Error(`${folder}: ${JSON.stringify(loaded.fault)}`);
  return loaded.value.pack.id;
}
