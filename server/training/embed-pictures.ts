/** The embedding of each picture of a dataset, one decoded picture in memory at a time. */
import { decodePicture } from '../../node-host/decode-picture';
import type { Pack } from '../../src/domain/pack';
import type { Engine } from '../../src/engine/engine';
import type { LabelledPicture } from '../../src/domain/class-teaching';
import type { SurveyedFiles, UsableFile } from './survey-pictures';
import type { TrainMessage, UnusedEntry } from './train-messages';

export interface Embedded {
  readonly pictures: readonly LabelledPicture[];
  readonly unused: readonly UnusedEntry[];
}

export interface EmbedTools {
  readonly engine: Engine;
  readonly pack: Pack;
  readonly send: (message: TrainMessage) => void;
}

/** Pictures that cannot be decoded are named in `unused`. */
export async function embedPictures({ usable, unused }: SurveyedFiles, tools: EmbedTools): Promise<Embedded> {
  const pictures: LabelledPicture[] = [];
  const left: UnusedEntry[] = [...unused];
  for (const [done, file] of usable.entries()) {
    tools.send({ kind: 'progress', progress: { step: 'extract', done, total: usable.length } });
    const embedding = await embed(file, tools);
    const { name, label, sha256 } = file;
    if (typeof embedding === 'string') left.push({ name, reason: embedding });
    else pictures.push({ name, fileName: baseName(name), label, sha256, embedding });
  }
  return { pictures, unused: left };
}

/** The embedding, or the kind of the fault. */
async function embed({ read }: UsableFile, { engine, pack }: EmbedTools): Promise<Float32Array | string> {
  const bytes = await read();
  if (bytes === undefined) return 'damaged-entry';
  const picture = await decodePicture(bytes, (original) => engine.leastSize(pack.id, original));
  if (!picture.ok) return picture.fault.kind;
  const look = await engine.look({ packId: pack.id, picture: picture.value });
  return look.ok ? look.value.embedding : look.fault.kind;
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
