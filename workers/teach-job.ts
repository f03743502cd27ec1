/** The worker's side of teaching: reads and decodes a picture when the engine asks for it. */
import type { InspectFault } from '../src/domain/inspection';
import type { Checkpoint } from '../src/domain/operation';
import type { FileFault } from '../src/domain/file-fault';
import type { LessonFault } from '../src/domain/lesson-report';
import type { Picture, PictureFault } from '../src/domain/picture';
import { fail, succeed, type Result } from '../src/domain/result';
import type { TeachFault } from '../src/domain/teach-fault';
import type { Engine } from '../src/engine/engine';
import type { LearnedPack, LearnJob, ReadPicture, TaughtPack, TeachJob } from '../src/inspector/contract';
import { decodePicture } from './decode-picture';

interface TeachTools {
  readonly engine: Engine;
  readonly checkpoint: Checkpoint;
}

/** Teaches with the pictures that can be read. */
export async function teach(
  { packId, options, pictures: given }: TeachJob,
  readPicture: ReadPicture,
  { engine, checkpoint }: TeachTools,
): Promise<Result<TaughtPack, TeachFault | InspectFault>> {
  const unreadable = new Map<string, FileFault>();
  const pictures = given.map((picture, at) => ({
    ...picture,
    open: opener(at, picture.name, readPicture, unreadable),
  }));
  const taught = await engine.teach({ packId, pictures, options, checkpoint });
  if (!taught.ok) return taught;
  const { bytes, report, unread } = taught.value;
  const unused = unread.map(({ name, fault }) => ({ name, fault: unreadable.get(name) ?? fault }));
  return succeed({ bytes, report, unused });
}

/** Learns from the corrections whose photo can be read. */
export async function learn(
  { packId, identity, lessons, pictures }: LearnJob,
  readPhoto: ReadPicture,
  { engine, checkpoint }: TeachTools,
): Promise<Result<LearnedPack, LessonFault | InspectFault>> {
  const unreadable = new Map<string, FileFault>();
  const photos = pictures.map((photo, at) => ({ ...photo, open: opener(at, photo.name, readPhoto, unreadable) }));
  const learned = await engine.learn({ packId, identity, lessons, photos, checkpoint });
  if (!learned.ok) return learned;
  const { bytes, report } = learned.value;
  const unused = report.unused.map(({ name, fault }) => ({ name, fault: unreadable.get(name) ?? fault }));
  return succeed({ bytes, report: { ...report, unused } });
}

/** Reads and decodes one picture; a file that cannot be read is noted under its name. */
function opener(at: number, name: string, read: ReadPicture, unreadable: Map<string, FileFault>) {
  return async (needed: Parameters<typeof decodePicture>[1]): Promise<Result<Picture, PictureFault>> => {
    const bytes = await read(at);
    if (!bytes.ok) {
      unreadable.set(name, bytes.fault);
      return fail({ kind: 'empty-file' });
    }
    const decoded = await decodePicture(bytes.value, needed);
    if (!decoded.ok) return decoded;
    const { picture, canvas } = decoded.value;
    // Gives its memory back at once, not when unused objects are collected.
    canvas.width = canvas.height = 0;
    return succeed(picture);
  };
}
