/** Finds the normal patch that a part of a picture is nearest to, and where it lies in the picture that it comes from. */
import type { KnownSource } from '../../domain/nearest-normal';
import type { FractionRect } from '../../domain/pack';
import type { Picture } from '../../domain/picture';
import { nearestRow, prepareBank } from '../../learning/memory-bank';
import type { Baseline } from '../baseline/compare';
import type { Features } from '../extract';
import type { UnpackedPack } from '../unpack';
import { nearestCell, placeOfCell } from './nearest-cell';

/** A place in fractions of the picture that it is in. */
export interface FoundNormal {
  readonly distance: number;
  readonly limit: number;
  readonly source: KnownSource;
  readonly place: FractionRect;
  /** In the picture of `source`; absent where that picture is not available. */
  readonly normal?: FractionRect;
}

export interface NearestSearch {
  /** The part of the picture, in fractions of it. */
  readonly area: FractionRect;
  readonly baselines: readonly Baseline[];
  /** The picture of a source, if it is available. */
  readonly open: (source: KnownSource) => Promise<Picture | undefined>;
  /** The features of a picture by the same pack. */
  readonly featuresOf: (picture: Picture) => Promise<Features | undefined>;
}

/** Undefined where nothing normal is known for this part. */
export async function nearestNormal(
  features: Features,
  unpacked: UnpackedPack,
  { area, baselines, open, featuresOf }: NearestSearch,
): Promise<FoundNormal | undefined> {
  const found = nearestCell(features, area, unpacked, baselines);
  if (found === undefined) return undefined;
  const { distance, limit, known, cell } = found;
  const common = { distance, limit, place: fractionsOfCell(cell, unpacked, features) };
  if (known.kind === 'baseline') {
    const normal = fractionsOfCell(known.cell, unpacked, known.baseline.features);
    return { ...common, source: { kind: 'baseline', id: known.baseline.id }, normal };
  }
  const { source, vector } = known;
  const picture = source.kind === 'pack' ? undefined : await open(source);
  const taught = picture && (await featuresOf(picture));
  if (taught?.cells === undefined) return { ...common, source };
  const { at, distance: apart } = nearestRow(vector, 0, prepareBank(taught.cells));
  // Rows are stored as float16 and decoders round: a cell of the same picture is this near, one of another is not.
  if (apart > sameCell * limit) return { ...common, source };
  return { ...common, source, normal: fractionsOfCell(at, unpacked, taught) };
}

/** Share of the limit: far above the rounding of float16, and far below the distance of two patches that look different. */
const sameCell = 0.1;

function fractionsOfCell(cell: number, { pack }: UnpackedPack, features: Features): FractionRect {
  const { width, height } = features.placement.picture;
  const place = placeOfCell(cell, pack, features);
  return { x: place.x / width, y: place.y / height, width: place.width / width, height: place.height / height };
}
