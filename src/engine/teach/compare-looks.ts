/** Compares the looks of a teaching on some of its pictures. */
import type { AnomalyTeachOptions, LookResult, TaughtRole } from '../../domain/anomaly-teaching';
import { withTiles } from '../../domain/close-look';
import { fail, succeed, type Result } from '../../domain/result';
import type { TeachFault } from '../../domain/teach-fault';
import type { Size } from '../../vision/fit';
import type { ExtractTools, OpenPack } from '../extract';
import type { KeptFeatures } from './anomaly-teaching';
import { candidateLooks, chooseLook, isClosestTaken, isOtherLook, type Look } from './choose-look';
import { fitTaps, type KnownWeights } from './fit-taps';
import { scoreTeaching } from './left-out';
import type { LooksFor, PictureReader, PictureSource } from './read-pictures';
import { baseTilesPerSide } from './teach-anomaly';
import { lookResult } from './teach-report';

/** Pictures of each role on which the looks are compared: each takes up to 14 runs of the network instead of 1, 4 or 9. */
const comparedPictures = 6;

/** The look, the results that led to it, and the features that are known already. */
interface ChosenLook {
  readonly look: Look;
  readonly compared?: readonly LookResult[];
  /** Without features: the picture cannot be decoded. */
  readonly read: Map<PictureSource, readonly KeptFeatures[]>;
  /** The weights of the taps that this look was compared with. */
  readonly weights?: KnownWeights;
}

interface Working {
  readonly open: OpenPack;
  readonly tools: ExtractTools;
  readonly reader: PictureReader;
}

/** The look that the options name, or the one that is best on some of the pictures. */
export async function chooseByComparing(
  pictures: readonly PictureSource[],
  options: AnomalyTeachOptions,
  working: Working,
): Promise<Result<ChosenLook, TeachFault>> {
  const { pack } = working.open.unpacked;
  if (isOtherLook(pack, options.closeLook))
    return fail({ kind: 'other-look', baseTilesPerSide: baseTilesPerSide(pack) });
  const looksFor = (picture: Size) => candidateLooks(pack, options.closeLook, picture);
  const [only, ...others] = looksFor({ width: Infinity, height: Infinity });
  if (others.length === 0) return succeed({ look: only, read: new Map() });
  const comparison = { ...working, seed: options.seed, seen: new Map<PictureSource, readonly KeptFeatures[]>() };
  for (const source of comparedOf(pictures)) {
    const fault = await see(source, (picture) => ends(looksFor(picture)), comparison);
    if (fault !== undefined) return fail(fault);
  }
  const looks = hasNormal(comparison.seen) ? looksFor(smallestOf(comparison.seen)) : [only];
  const judged = await judgeLooks(looks, comparison);
  return judged.ok ? succeed(chosenOf(judged.value, comparison)) : judged;
}

function comparedOf(pictures: readonly PictureSource[]): readonly PictureSource[] {
  const first = (role: TaughtRole) => pictures.filter((picture) => picture.role === role).slice(0, comparedPictures);
  return [...first('normal'), ...first('faulty')];
}

/** The whole picture and the closest look. */
function ends(looks: readonly Look[]): readonly Look[] {
  return looks.filter((_, at) => at === 0 || at === looks.length - 1);
}

interface Comparison extends Working {
  readonly seed: number;
  /** The pictures, with their features under the looks that were asked for so far; none if it cannot be decoded. */
  readonly seen: Map<PictureSource, readonly KeptFeatures[]>;
}

/** Adds the features of a picture under some looks. Returns why the teaching ends. */
async function see(source: PictureSource, looksFor: LooksFor, { seen, reader }: Comparison) {
  const features = await reader.read(source, looksFor);
  if ('kind' in features) return features;
  seen.set(source, [...(seen.get(source) ?? []), ...features]);
  return undefined;
}

/** Whether looks can be compared: every normal picture may be one that cannot be decoded. */
function hasNormal(seen: Comparison['seen']): boolean {
  return [...seen].some(([{ role }, features]) => role === 'normal' && features.length > 0);
}

/** The least width and height of the pictures that were read. */
function smallestOf(seen: Comparison['seen']): Size {
  const sizes = [...seen.values()].flatMap((features) =>
    features.slice(0, 1).map(({ placement }) => placement.picture),
  );
  return {
    width: Math.min(...sizes.map(({ width }) => width)),
    height: Math.min(...sizes.map(({ height }) => height)),
  };
}

interface JudgedLook {
  readonly look: Look;
  readonly result: LookResult;
  readonly weights?: KnownWeights;
}

/** The results in the order of the looks, without those between the whole picture and the closest one where the closest is taken anyway. */
async function judgeLooks(
  looks: readonly Look[],
  comparison: Comparison,
): Promise<Result<readonly JudgedLook[], TeachFault>> {
  const judged: JudgedLook[] = [];
  for (const look of new Set([...ends(looks), ...looks])) {
    const [whole, closest] = judged;
    if (whole && closest && isClosestTaken(whole.result, closest.result)) break;
    const one = await judgeLook(look, comparison);
    if (!one.ok) return one;
    judged.push(one.value);
  }
  return succeed(looks.flatMap((look) => judged.filter((each) => each.look === look)));
}

async function judgeLook(look: Look, comparison: Comparison): Promise<Result<JudgedLook, TeachFault>> {
  const { seen, seed, open, tools } = comparison;
  for (const [source, features] of seen) {
    if (features.length === 0 || featuresUnder(look, features).length > 0) continue;
    const fault = await see(source, () => [look], comparison);
    if (fault !== undefined) return fail(fault);
  }
  const of = (role: TaughtRole) =>
    [...seen].flatMap(([source, features]) => (source.role === role ? featuresUnder(look, features) : []));
  const { pack, fitKept, chosen } = fitTaps(withTiles(open.unpacked.pack, look), of('normal'));
  const { anomaly } = pack;
  if (anomaly === undefined || of('normal').length === 0) return succeed({ look, result: { spread: 0 } });
  const pictures = { normals: of('normal').map(fitKept), faulty: of('faulty').map(fitKept) };
  const plan = { terms: { pack, anomaly }, seed, base: undefined, sampledCells: 0, checkpoint: tools.checkpoint };
  const scored = await scoreTeaching(pictures, plan);
  if (scored === undefined) return fail({ kind: 'cancelled' });
  return succeed({ look, result: lookResult(scored, look), ...(chosen && { weights: chosen }) });
}

function featuresUnder(look: Look, features: readonly KeptFeatures[]): readonly KeptFeatures[] {
  return features.filter(({ tiles }) => JSON.stringify(tiles) === JSON.stringify(look));
}

function chosenOf(judged: readonly JudgedLook[], { seen }: Comparison): ChosenLook {
  const compared = judged.map(({ result }) => result);
  const best = judged[chooseLook(compared)];
  const read = [...seen].map(([source, features]) => [source, featuresUnder(best?.look, features)] as const);
  return { look: best?.look, compared, read: new Map(read), ...(best?.weights && { weights: best.weights }) };
}
