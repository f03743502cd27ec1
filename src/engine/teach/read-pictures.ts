/** Pictures of a teaching: decoded one after another, and looked at. */
import type { TaughtRole } from '../../domain/anomaly-teaching';
import { packOfExtent, withTiles } from '../../domain/close-look';
import { originalSizeOf, type Picture, type PictureFault } from '../../domain/picture';
import type { Result } from '../../domain/result';
import { without } from '../../domain/without';
import { outOfRange } from '../../math/out-of-range';
import { leastDecodedSize, type Size } from '../../vision/fit';
import { extract, type ExtractFault, type ExtractTools, type OpenPack } from '../extract';
import { denseOutputs } from '../network-outputs';
import { keepFeatures, type KeptFeatures } from './anomaly-teaching';
import type { Look } from './choose-look';

/** A picture that is decoded when its turn comes, to at least the size that `needed` gives. */
export interface PictureSource {
  readonly name: string;
  readonly role: TaughtRole;
  readonly open: (needed: (original: Size) => Size) => Promise<Result<Picture, PictureFault>>;
}

/** A picture that could not be decoded. The others are taught. */
export interface UnreadPicture {
  readonly name: string;
  readonly fault: PictureFault;
}

export type LooksFor = (picture: Size) => readonly Look[];

/** Decodes pictures one after another and extracts their features. */
export interface PictureReader {
  /** The features under each look for a picture of its size; none if it cannot be decoded, which is noted; or why the teaching ends. */
  readonly read: (source: PictureSource, looksFor: LooksFor) => Promise<readonly KeptFeatures[] | ExtractFault>;
  readonly unread: readonly UnreadPicture[];
}

export function createReader(open: OpenPack, tools: ExtractTools, total: number): PictureReader {
  const unread: UnreadPicture[] = [];
  // A picture is read again where another look of it is needed.
  const started = new Set<PictureSource>();
  const { anomaly } = open.unpacked.pack;
  const type = anomaly === undefined ? 'float32' : anomaly.bank.type;
  const read: PictureReader['read'] = async (source, looksFor) => {
    const done = started.add(source).size - 1;
    const checkpoint = () => tools.checkpoint({ step: 'extract', done, total });
    if (!(await checkpoint())) return { kind: 'cancelled' };
    const picture = await source.open((original) => neededSize(open, looksFor(original), original));
    if (!picture.ok) {
      unread.push({ name: source.name, fault: picture.fault });
      return [];
    }
    const all: KeptFeatures[] = [];
    for (const look of looksFor(originalSizeOf(picture.value))) {
      const seen = cellsOnly(withLook(open, look));
      const features = await extract(picture.value, seen, { ...tools, checkpoint, outputs: denseOutputs });
      if (!features.ok) return features.fault;
      all.push(keepFeatures(features.value, type));
    }
    return all;
  };
  return { read, unread };
}

function neededSize({ unpacked }: OpenPack, looks: readonly Look[], original: Size): Size {
  const sizes = looks.map((look) => {
    const { widthPx, heightPx, fit } = packOfExtent(withTiles(unpacked.pack, look)).input;
    return leastDecodedSize(original, { width: widthPx, height: heightPx }, fit);
  });
  return sizes.reduce((most, size) => (size.width > most.width ? size : most), sizes[0] ?? outOfRange());
}

export function withLook(open: OpenPack, look: Look): OpenPack {
  return { ...open, unpacked: { ...open.unpacked, pack: withTiles(open.unpacked.pack, look) } };
}

/** The pack without what is computed of the whole picture: a teaching needs only the cells. */
function cellsOnly(open: OpenPack): OpenPack {
  const { unpacked } = open;
  const { network, ...pack } = without(without(unpacked.pack, 'grade'), 'preconditions');
  return { ...open, unpacked: { ...unpacked, pack: { ...pack, network: without(network, 'embedding') } } };
}
