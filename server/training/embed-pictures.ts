/** The embedding of each picture of a dataset, one decoded picture in memory at a time. */
import { decodePicture } from '../../node-host/decode-picture';
import type { Pack } from '../../src/domain/pack';
import type { Engine } from '../../src/engine/engine';
import type { LabelledPicture, PictureLook } from '../../src/domain/class-teaching';
import { insightsOf, type SurveyedFiles, type UsableFile } from './survey-pictures';
import type { TrainMessage, UnusedEntry } from './train-messages';

export interface EmbedTools {
  readonly engine: Engine;
  readonly pack: Pack;
  readonly send: (message: TrainMessage) => void;
}

/** Leaves out pictures that cannot be decoded and sends their names. Sends the insights again, with what only pixels tell. */
export async function embedPictures(surveyed: SurveyedFiles, tools: EmbedTools): Promise<readonly LabelledPicture[]> {
  const { usable, unused } = surveyed;
  const pictures: LabelledPicture[] = [];
  const looks = new Map<string, PictureLook>();
  const left: UnusedEntry[] = [...unused];
  for (const [done, file] of usable.entries()) {
    tools.send({ kind: 'progress', progress: { step: 'extract', done, total: usable.length } });
    const look = await lookAt(file, tools);
    const { name, label, sha256 } = file;
    if (typeof look === 'string') {
      left.push({ name, reason: look });
      continue;
    }
    looks.set(name, look);
    pictures.push({ name, fileName: baseName(name), label, sha256, embedding: look.embedding });
  }
  tools.send({ kind: 'insights', insights: insightsOf(surveyed, looks) });
  tools.send({ kind: 'unused', unused: left });
  return pictures;
}

/** What was found, or the kind of the fault. */
async function lookAt({ read }: UsableFile, { engine, pack }: EmbedTools): Promise<PictureLook | string> {
  const bytes = await read();
  if (bytes === undefined) return 'damaged-entry';
  const picture = await decodePicture(bytes, (original) => engine.leastSize(pack.id, original));
  if (!picture.ok) return picture.fault.kind;
  const look = await engine.look({ packId: pack.id, picture: picture.value });
  return look.ok ? look.value : look.fault.kind;
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
