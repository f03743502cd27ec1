/** The embedding of each picture of a dataset, one decoded picture in memory at a time. */
import { decodePicture } from '../../node-host/decode-picture';
import type { Pack } from '../../src/domain/pack';
import type { Engine } from '../../src/engine/engine';
import type { ClassPicture } from '../../src/engine/teach/class-teaching';
import type { SurveyedFiles, UsableFile } from './survey-pictures';
import type { TrainMessage, UnusedEntry } from './train-messages';

/** A picture to learn from. Copies of one file stay in one part of a split. */
export interface EmbeddedPicture extends ClassPicture {
  readonly sha256: string;
}

export interface Embedded {
  readonly pictures: readonly EmbeddedPicture[];
  readonly unused: readonly UnusedEntry[];
}

export interface EmbedTools {
  readonly engine: Engine;
  readonly pack: Pack;
  readonly send: (message: TrainMessage) => void;
}

/** Pictures that cannot be decoded are named in `unused`. */
export async function embedPictures({ usable, unused }: SurveyedFiles, tools: EmbedTools): Promise<Embedded> {
  const pictures: EmbeddedPicture[] = [];
  const left: UnusedEntry[] = [...unused];
  for (const [done, file] of usable.entries()) {
    tools.send({ kind: 'progress', progress: { step: 'extract', done, total: usable.length } });
    const embedding = await embed(file, tools);
    const { name, label, sha256 } = file;
    if (typeof embedding === 'string') left.push({ name, reason: embedding });
    else pictures.push({ name, label, sha256, embedding, group: sha256 });
  }
  return { pictures, unused: left };
}

/** The embedding, or the kind of the fault. */
async function embed({ read }: UsableFile, { engine, pack }: EmbedTools): Promise<Float32Array | string> {
  const bytes = await read();
  if (bytes === undefined) return 'damaged-entry';
  const picture = await decodePicture(bytes, (original) => engine.leastSize(pack.id, original));
  if (!picture.ok) return picture.fault.kind;
  const features = await engine.extract({ packId: pack.id, picture: picture.value });
  if (!features.ok) return features.fault.kind;
  return features.value.embedding ?? 'base-without-embedding';
}
