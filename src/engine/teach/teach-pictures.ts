/** Teaching from picture files: decode, extract, compare the looks, teach. One picture is decoded at a time. */
import type { AnomalyTeachOptions, LookResult, TaughtRole } from '../../domain/anomaly-teaching';
import { packOfExtent, withTiles } from '../../domain/close-look';
import { originalSizeOf, type Picture, type PictureFault } from '../../domain/picture';
import { fail, succeed, type Result } from '../../domain/result';
import type { TeachFault } from '../../domain/teach-fault';
import { without } from '../../domain/without';
import { outOfRange } from '../../math/out-of-range';
import { leastDecodedSize, type Size } from '../../vision/fit';
import { extract, type ExtractFault, type ExtractTools, type OpenPack } from '../extract';
import { goldenPicture } from '../golden';
import { denseOutputs } from '../network-outputs';
import { fitTaps, type KnownWeights } from './fit-taps';
import { candidateLooks, chooseLook, isOtherLook, type Look } from './choose-look';
import { scoreTeaching } from './left-out';
import { baseTilesPerSide, teachAnomaly, type TaughtAnomalyPack } from './teach-anomaly';
import { lookResult } from './teach-report';
import { featureOpener, keepFeatures, type KeptFeatures, type TaughtPicture } from './anomaly-teaching';

/** A picture that is decoded when its turn comes, to at least the size that `needed` gives. */
export interface PictureSource {
  readonly name: string;
  readonly role: TaughtRole;
  readonly open: (needed: (original: Size) => Size) => Promise<Result<Picture, PictureFault>>;
}

export interface PictureTeaching {
  readonly pictures: readonly PictureSource[];
  readonly options: AnomalyTeachOptions;
}

/** A picture that could not be decoded. The others are taught. */
interface UnreadPicture {
  readonly name: string;
  readonly fault: PictureFault;
}

export interface TaughtFromPictures extends TaughtAnomalyPack {
  readonly unread: readonly UnreadPicture[];
}

/** Pictures of each role on which the looks are compared: each takes 14 runs of the network instead of 1, 4 or 9. */
const comparedPictures = 6;

/** Teaches the pack that is open. */
export async function teachPictures(
  { pictures, options }: PictureTeaching,
  open: OpenPack,
  tools: ExtractTools,
): Promise<Result<TaughtFromPictures, TeachFault>> {
  const { pack } = open.unpacked;
  if (pack.anomaly === undefined) return fail({ kind: 'base-without-anomaly', packId: pack.id });
  const reader = createReader(open, tools, pictures.length);
  const chosen = await chooseByComparing(pictures, options, { open, tools, reader });
  if (!chosen.ok) return chosen;
  const { look, compared, read, weights } = chosen.value;
  const taught: TaughtPicture[] = [];
  for (const source of pictures) {
    const features = read.get(source) ?? (await reader.read(source, () => [look]));
    read.delete(source);
    if ('kind' in features) return fail(features);
    const own = features[0];
    if (own !== undefined) taught.push({ name: source.name, role: source.role, features: own });
  }
  const golden = await extract(goldenPicture(open.unpacked), withLook(open, look), tools);
  if (!golden.ok) return fail(golden.fault);
  const fitted = fitTaps(pack, featuresOf(taught, 'normal'), weights);
  const opened = featureOpener();
  const { type } = pack.anomaly.bank;
  // One after another, so that there are never two copies of all cells.
  for (const [at, each] of taught.entries())
    taught[at] = { ...each, features: keepFeatures(fitted.fit(opened(each.features)), type) };
  const base = { ...open.unpacked, pack: fitted.pack };
  const teaching = { base, golden: fitted.fit(golden.value), pictures: taught, options };
  const made = await teachAnomaly({ ...teaching, ...(compared && { compared }) }, tools);
  return made.ok ? succeed({ ...made.value, unread: reader.unread }) : made;
}

function featuresOf(taught: readonly TaughtPicture[], wanted: TaughtRole): readonly KeptFeatures[] {
  return taught.flatMap(({ role, features }) => (role === wanted ? [features] : []));
}

/** The look, the results that led to it, and the features that are known already. */
interface ChosenLook {
  readonly look: Look;
  readonly compared?: readonly LookResult[];
  readonly read: Map<PictureSource, readonly KeptFeatures[]>;
  /** The weights of the taps that this look was compared with. */
  readonly weights?: KnownWeights;
}

interface Working {
  readonly open: OpenPack;
  readonly tools: ExtractTools;
  readonly reader: PictureReader;
}

async function chooseByComparing(
  pictures: readonly PictureSource[],
  options: AnomalyTeachOptions,
  { open, tools, reader }: Working,
): Promise<Result<ChosenLook, TeachFault>> {
  const { pack } = open.unpacked;
  if (isOtherLook(pack, options.closeLook))
    return fail({ kind: 'other-look', baseTilesPerSide: baseTilesPerSide(pack) });
  const looksFor = (picture: Size) => candidateLooks(pack, options.closeLook, picture);
  const [only, ...others] = looksFor({ width: Infinity, height: Infinity });
  if (others.length === 0) return succeed({ look: only, read: new Map() });
  const read = new Map<PictureSource, readonly KeptFeatures[]>();
  for (const source of comparedOf(pictures)) {
    const features = await reader.read(source, looksFor);
    if ('kind' in features) return fail(features);
    read.set(source, features);
  }
  const looks = looksFor(smallestOf(read));
  const judged = await compareLooks(looks, read, options, { open, tools });
  if (judged === undefined) return fail({ kind: 'cancelled' });
  const compared = judged.map(({ result }) => result);
  const best = chooseLook(compared);
  const weights = judged[best]?.weights;
  const kept = [...read].map(([source, features]) => [source, features.slice(best, best + 1)] as const);
  return succeed({ look: looks[best], compared, read: new Map(kept), ...(weights && { weights }) });
}

function comparedOf(pictures: readonly PictureSource[]): readonly PictureSource[] {
  const first = (role: TaughtRole) => pictures.filter((picture) => picture.role === role).slice(0, comparedPictures);
  return [...first('normal'), ...first('faulty')];
}

/** The least width and height of the pictures that were read. */
function smallestOf(read: ReadonlyMap<PictureSource, readonly KeptFeatures[]>): Size {
  const sizes = [...read.values()].flatMap((features) =>
    features.slice(0, 1).map(({ placement }) => placement.picture),
  );
  return {
    width: Math.min(...sizes.map(({ width }) => width)),
    height: Math.min(...sizes.map(({ height }) => height)),
  };
}

interface JudgedLook {
  readonly result: LookResult;
  readonly weights?: KnownWeights;
}

/** Undefined if it was cancelled. Looks are the first ones of the features of each picture. */
async function compareLooks(
  looks: readonly Look[],
  read: ReadonlyMap<PictureSource, readonly KeptFeatures[]>,
  { seed }: AnomalyTeachOptions,
  { open: { unpacked }, tools: { checkpoint } }: Pick<Working, 'open' | 'tools'>,
): Promise<readonly JudgedLook[] | undefined> {
  const results: JudgedLook[] = [];
  for (const [at, look] of looks.entries()) {
    const of = (role: TaughtRole) =>
      [...read].flatMap(([source, features]) => (source.role === role ? features.slice(at, at + 1) : []));
    const { pack, fit, chosen } = fitTaps(withTiles(unpacked.pack, look), of('normal'));
    const { anomaly } = pack;
    if (anomaly === undefined || of('normal').length === 0) return [{ result: { spread: 0 } }];
    const opened = featureOpener();
    const fitted = (role: TaughtRole) =>
      of(role).map((features) => keepFeatures(fit(opened(features)), anomaly.bank.type));
    const pictures = { normals: fitted('normal'), faulty: fitted('faulty') };
    const plan = { terms: { pack, anomaly }, seed, base: undefined, sampledCells: 0, checkpoint };
    const scored = await scoreTeaching(pictures, plan);
    if (scored === undefined) return undefined;
    results.push({ result: lookResult(scored, look), ...(chosen && { weights: chosen }) });
  }
  return results;
}

type LooksFor = (picture: Size) => readonly Look[];

/** Decodes pictures one after another and extracts their features. */
interface PictureReader {
  /** The features under each look for a picture of its size; none if it cannot be decoded, which is noted; or why the teaching ends. */
  readonly read: (source: PictureSource, looksFor: LooksFor) => Promise<readonly KeptFeatures[] | ExtractFault>;
  readonly unread: readonly UnreadPicture[];
}

function createReader(open: OpenPack, tools: ExtractTools, total: number): PictureReader {
  const unread: UnreadPicture[] = [];
  let done = 0;
  const { anomaly } = open.unpacked.pack;
  const type = anomaly === undefined ? 'float32' : anomaly.bank.type;
  const read: PictureReader['read'] = async (source, looksFor) => {
    const at = Math.min(done++, total);
    const checkpoint = () => tools.checkpoint({ step: 'extract', done: at, total });
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

function withLook(open: OpenPack, look: Look): OpenPack {
  return { ...open, unpacked: { ...open.unpacked, pack: withTiles(open.unpacked.pack, look) } };
}

/** The pack without what is computed of the whole picture: a teaching needs only the cells. */
function cellsOnly(open: OpenPack): OpenPack {
  const { unpacked } = open;
  const { network, ...pack } = without(without(unpacked.pack, 'grade'), 'preconditions');
  return { ...open, unpacked: { ...unpacked, pack: { ...pack, network: without(network, 'embedding') } } };
}
