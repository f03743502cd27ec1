/** Teaching from picture files: decode, extract, compare the looks, teach. One picture is decoded at a time. */
import type { AnomalyTeachOptions, TaughtRole } from '../../domain/anomaly-teaching';
import { fail, succeed, type Result } from '../../domain/result';
import type { TeachFault } from '../../domain/teach-fault';
import { extract, type ExtractTools, type OpenPack } from '../extract';
import { goldenPicture } from '../golden';
import type { KeptFeatures, TaughtPicture } from './anomaly-teaching';
import { chooseByComparing } from './compare-looks';
import { fitTaps } from './fit-taps';
import { createReader, withLook, type PictureSource, type UnreadPicture } from './read-pictures';
import { teachAnomaly, type TaughtAnomalyPack } from './teach-anomaly';

export interface PictureTeaching {
  readonly pictures: readonly PictureSource[];
  readonly options: AnomalyTeachOptions;
}

export interface TaughtFromPictures extends TaughtAnomalyPack {
  readonly unread: readonly UnreadPicture[];
}

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
  // One after another, so that there are never two copies of all cells.
  for (const [at, each] of taught.entries()) taught[at] = { ...each, features: fitted.fitKept(each.features) };
  const base = { ...open.unpacked, pack: fitted.pack };
  const teaching = { base, golden: fitted.fit(golden.value), pictures: taught, options };
  const made = await teachAnomaly({ ...teaching, ...(compared && { compared }) }, tools);
  return made.ok ? succeed({ ...made.value, unread: reader.unread }) : made;
}

function featuresOf(taught: readonly TaughtPicture[], wanted: TaughtRole): readonly KeptFeatures[] {
  return taught.flatMap(({ role, features }) => (role === wanted ? [features] : []));
}
