/** The worker's side of teaching: reads and decodes a picture when the engine asks for it. */
import type { InspectFault } from '../src/domain/inspection';
import type { Checkpoint } from '../src/domain/operation';
import type { FileFault } from '../src/domain/file-fault';
import { fail, succeed, type Result } from '../src/domain/result';
import type { TeachFault } from '../src/domain/teach-fault';
import type { Engine } from '../src/engine/engine';
import type { ReadLesson, TaughtPack, TeachJob } from '../src/inspector/contract';
import { decodePicture } from './decode-picture';

interface TeachTools {
  readonly engine: Engine;
  readonly checkpoint: Checkpoint;
}

/** Teaches with the pictures that can be read. */
export async function teach(
  { packId, options, lessons }: TeachJob,
  readLesson: ReadLesson,
  { engine, checkpoint }: TeachTools,
): Promise<Result<TaughtPack, TeachFault | InspectFault>> {
  const unreadable = new Map<string, FileFault>();
  const pictures = lessons.map(({ name, role }, at) => ({
    name,
    role,
    open: async (needed: Parameters<typeof decodePicture>[1]) => {
      const bytes = await readLesson(at);
      if (!bytes.ok) {
        unreadable.set(name, bytes.fault);
        return fail({ kind: 'empty-file' } as const);
      }
      const decoded = await decodePicture(bytes.value, needed);
      return decoded.ok ? succeed(decoded.value.picture) : decoded;
    },
  }));
  const taught = await engine.teach({ packId, pictures, options, checkpoint });
  if (!taught.ok) return taught;
  const { bytes, report, unread } = taught.value;
  const unused = unread.map(({ name, fault }) => ({ name, fault: unreadable.get(name) ?? fault }));
  return succeed({ bytes, report, unused });
}
