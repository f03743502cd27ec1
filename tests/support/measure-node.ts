/** The numbers behind a verdict in Node: what the parity fixtures compare. */
import type { Picture } from '../../src/domain/picture';
import { createSemaphore } from '../../src/domain/semaphore';
import { alwaysContinue, extract } from '../../src/engine/extract';
import { measure, type PictureNumbers } from '../../src/engine/measure';
import { openPack } from '../../src/engine/open-pack';
import { preconditionValues } from '../../src/engine/preconditions';
import { createSessionPool } from '../../src/engine/session-pool';
import { unpack } from '../../src/engine/unpack';
import { createNodeRuntime, nodeHost } from '../../node-host/node-engine';
import { findPack, readPack } from '../../node-host/pack-folder';

/** The numbers of a picture, and the values of the pack's preconditions. */
export interface MeasuredPicture extends PictureNumbers {
  readonly preconditions: readonly number[];
}

export type NodeMeasurer = (picture: Picture) => Promise<MeasuredPicture>;

/** A measurer with the pack in `packFolder`; throws if the pack has a fault, wrong golden numbers included. */
export async function createNodeMeasurer(packFolder: string): Promise<NodeMeasurer> {
  const found = await findPack(packFolder);
  if (found === undefined || !('pack' in found)) throw new Error(`no pack in ${packFolder}: ${JSON.stringify(found)}`);
  const tools = { host: nodeHost, semaphore: createSemaphore(1), checkpoint: alwaysContinue };
  const unpacked = unwrap(await unpack(unwrap(await readPack(found)), tools));
  const pool = createSessionPool(createNodeRuntime(), tools.semaphore);
  const { open } = unwrap(await openPack(unpacked, pool, tools));
  return async (picture) => {
    const features = unwrap(await extract(picture, open, tools));
    const known = { measures: features.measures, cells: features.cells, bank: unpacked.bank };
    return { ...unwrap(measure(features, unpacked)), preconditions: preconditionValues(unpacked.pack, known) };
  };
}

function unwrap<Value>(result: { ok: true; value: Value } | { ok: false; fault: unknown }): Value {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.fault));
}
