/** The numbers behind a verdict in Node: what the parity fixtures compare. */
import type { Picture } from '../../src/domain/picture';
import { examine } from '../../src/engine/examine';
import { createSemaphore } from '../../src/domain/semaphore';
import type { PictureNumbers } from '../../src/engine/measure';
import { openPack } from '../../src/engine/open-pack';
import { createSessionPool } from '../../src/engine/session-pool';
import { unpack } from '../../src/engine/unpack';
import { createNodeRuntime, nodeHost } from '../../node-host/node-engine';
import { findPack, readPack } from '../../node-host/read-pack';

/** Says the numbers of a picture. */
export type NodeExaminer = (picture: Picture) => Promise<PictureNumbers>;

/** An examiner with the pack in `packFolder`; throws when the pack is not right, its golden numbers included. */
export async function createNodeExaminer(packFolder: string): Promise<NodeExaminer> {
  const found = await findPack(packFolder);
  if (found === undefined || !('pack' in found)) throw new Error(`no pack in ${packFolder}: ${JSON.stringify(found)}`);
  const bytes = unwrap(await readPack(found));
  const semaphore = createSemaphore(1);
  const tools = { host: nodeHost, semaphore };
  const { ready } = unwrap(
    await openPack(unwrap(await unpack(bytes, nodeHost)), createSessionPool(createNodeRuntime(), semaphore), tools),
  );
  return async (picture) => unwrap(await examine(picture, ready, tools)).numbers;
}

function unwrap<Value>(result: { ok: true; value: Value } | { ok: false; fault: unknown }): Value {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.fault));
}
