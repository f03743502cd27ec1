/** The worker's side of teaching: reads and decodes a picture when the engine asks for it. */
import type { InspectFault } from '../src/domain/inspection';
import type { Checkpoint } from '../src/domain/operation';
import type { FileFault } from '../src/domain/file-fault';
import type { LearningFault } from '../src/domain/learning-report';
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
  const open = openerOf(readPicture, unreadable);
  const pictures = given.map((picture, at) => ({ ...picture, open: open(at, picture.name) }));
  const taught = await engine.teach({ packId, pictures, options, checkpoint });
  if (!taught.ok) return taught;
  const { bytes, report, unread } = taught.value;
  const unused = unread.map(({ name, fault }) => ({ name, fault: unreadable.get(name) ?? fault }));
  return succeed({ bytes, report, unused });
}

/** Learns from the corrections whose photo can be read. */
export async function learn(
  { packId, identity, examples, pictures, baselines: given }: LearnJob,
  readPhoto: ReadPicture,
  { engine, checkpoint }: TeachTools,
): Promise<Result<LearnedPack, LearningFault | InspectFault>> {
  const unreadable = new Map<string, FileFault>();
  const open = openerOf(readPhoto, unreadable);
  const photos = pictures.map((photo, at) => ({ ...photo, open: open(at, photo.name) }));
  const baselines = given.map((id, at) => ({ id, open: open(pictures.length + at, id) }));
  const learned = await engine.learn({ packId, identity, examples, photos, baselines, checkpoint });
  if (!learned.ok) return learned;
  const { bytes, report } = learned.value;
  const unused = report.unused.map(({ name, fault }) => ({ name, fault: unreadable.get(name) ?? fault }));
  return succeed({ bytes, report: { ...report, unused } });
}

/** Reads and decodes one picture after another; a file that cannot be read is noted under its name. A picture is valid until the next one is opened. */
function openerOf(read: ReadPicture, unreadable: Map<string, FileFault>) {
  let opened: Picture | undefined;
  return (at: number, name: string) =>
    async (needed: Parameters<typeof decodePicture>[1]): Promise<Result<Picture, PictureFault>> => {
      if (opened !== undefined) giveBack(opened.data.buffer);
      opened = undefined;
      const bytes = await read(at);
      if (!bytes.ok) {
        unreadable.set(name, bytes.fault);
        return fail({ kind: 'empty-file' });
      }
      const decoded = await decodePicture(bytes.value, needed);
      if (!decoded.ok) return decoded;
      const { picture, canvas } = decoded.value;
      canvas.width = canvas.height = 0;
      opened = picture;
      return succeed(picture);
    };
}

/** Frees the memory of pixels at once: otherwise those of many pictures accumulate until the garbage collector runs. */
function giveBack(pixels: ArrayBufferLike): void {
  if (!(pixels instanceof ArrayBuffer)) return;
  const { port1, port2 } = new MessageChannel();
  // No one receives the message: the buffer is freed with the channel.
  port1.postMessage(pixels, [pixels]);
  port1.close();
  port2.close();
}
