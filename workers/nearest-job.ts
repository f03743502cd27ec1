/** Shows the normal patch that a part of a picture is nearest to, next to that part. */
import type { InspectFault } from '../src/domain/inspection';
import { placeInPicture, type KnownSource, type NearestNormal, type ShownPatch } from '../src/domain/nearest-normal';
import type { Checkpoint } from '../src/domain/operation';
import type { FractionRect } from '../src/domain/pack';
import { fail, succeed, type Result } from '../src/domain/result';
import { keepLongSidePx } from '../src/domain/stored-picture';
import type { Engine } from '../src/engine/engine';
import type { NearestJob, ReadKnown } from '../src/inspector/contract';
import type { BaselineFeatures } from './baseline-features';
import { canvasToKeep, decodePicture, type DecodedPicture } from './decode-picture';
import { encodePicture } from './encode-picture';

interface NearestTools {
  readonly engine: Engine;
  readonly baselines: BaselineFeatures;
  readonly checkpoint: Checkpoint;
}

/** Undefined where nothing normal is known for this part. */
export async function nearest(
  { packId, bytes, area, baselines: pictures }: NearestJob,
  readKnown: ReadKnown,
  { engine, baselines, checkpoint }: NearestTools,
): Promise<Result<NearestNormal | undefined, InspectFault>> {
  if (!(await checkpoint({ step: 'decode', done: 0, total: 1 }))) return fail({ kind: 'cancelled' });
  const decode = (file: ArrayBuffer) => decodePicture(file, (original) => engine.leastSize(packId, original));
  const decoded = await decode(bytes);
  if (!decoded.ok) return decoded;
  let known: DecodedPicture | undefined;
  const open = async (source: KnownSource) => {
    const file = await readKnown(source);
    const opened = file && (await decode(file));
    known = opened?.ok === true ? opened.value : undefined;
    return known?.picture;
  };
  const { picture } = decoded.value;
  const job = { packId, picture, area, baselines: await baselines.of(packId, pictures), open, checkpoint };
  const found = await engine.nearest(job);
  if (!found.ok || found.value === undefined) return found.ok ? succeed(undefined) : found;
  const { place, normal, ...facts } = found.value;
  if (facts.source.kind === 'baseline') known = await baselinePicture(facts.source.id, pictures, decode);
  return succeed({
    ...facts,
    patch: await patchOf(decoded.value, place),
    ...(normal && known && { normal: await patchOf(known, normal) }),
  });
}

async function baselinePicture(
  wanted: string,
  pictures: NearestJob['baselines'],
  decode: (bytes: ArrayBuffer) => ReturnType<typeof decodePicture>,
): Promise<DecodedPicture | undefined> {
  const picture = pictures.find(({ id }) => id === wanted);
  const decoded = picture && (await decode(picture.bytes));
  return decoded?.ok === true ? decoded.value : undefined;
}

/** Sides of what is shown, in sides of the patch: enough to recognise where it is. */
const shownSides = 7;

const shownLongSidePx = 360;

/** The patch in the middle of its surroundings, as far as the picture reaches. */
async function patchOf(decoded: DecodedPicture, place: FractionRect): Promise<ShownPatch> {
  const canvas = await canvasToKeep(decoded, keepLongSidePx);
  const side = shownSides * Math.max(place.width * canvas.width, place.height * canvas.height);
  const [width, height] = [Math.min(canvas.width, Math.ceil(side)), Math.min(canvas.height, Math.ceil(side))];
  const left = startOf((place.x + place.width / 2) * canvas.width, width, canvas.width);
  const top = startOf((place.y + place.height / 2) * canvas.height, height, canvas.height);
  const cut = new OffscreenCanvas(width, height);
  cut.getContext('2d')?.drawImage(canvas, -left, -top);
  const picture = await encodePicture(cut, shownLongSidePx);
  const scale = picture.width / width;
  const mark = {
    x: (place.x * canvas.width - left) * scale,
    y: (place.y * canvas.height - top) * scale,
    width: place.width * canvas.width * scale,
    height: place.height * canvas.height * scale,
  };
  return { picture, mark, place: placeInPicture(place) };
}

function startOf(centre: number, extent: number, size: number): number {
  return Math.round(Math.min(size - extent, Math.max(0, centre - extent / 2)));
}
