/** Learning from picture files: decode and extract one picture at a time, then apply the examples. */
import type { TaughtIdentity } from '../../domain/anomaly-teaching';
import { packOfExtent } from '../../domain/close-look';
import type { Example, SaidOfPicture } from '../../domain/example';
import type { LearningFault } from '../../domain/learning-report';
import type { Picture, PictureFault } from '../../domain/picture';
import { fail, succeed, type Result } from '../../domain/result';
import type { UnusedPicture } from '../../domain/teach-report';
import { leastDecodedSize, type Size } from '../../vision/fit';
import type { Baseline } from '../baseline/compare';
import { extract, type ExtractFault, type ExtractTools, type Features, type OpenPack } from '../extract';
import { goldenPicture } from '../golden';
import { applyExamples, type LearnedPack } from './apply-examples';
import { keptOf, type KeptByPack, type KeptPictures } from './kept-pictures';
import type { ExamplePicture } from './learning-terms';

/** Decodes a photo when its turn comes, to at least the size that `needed` gives. */
type OpenPhoto = (needed: (original: Size) => Size) => Promise<Result<Picture, PictureFault>>;

/** The photo of a record. */
export interface ExamplePhoto {
  readonly recordId: string;
  readonly name: string;
  readonly said?: SaidOfPicture;
  /** Ids of the baselines that it was judged against. */
  readonly baselines?: readonly string[];
  readonly open: OpenPhoto;
}

/** The photo of a baseline, by the id of its record. */
export interface BaselinePhoto {
  readonly id: string;
  readonly open: OpenPhoto;
}

export interface PictureLearning {
  readonly identity: TaughtIdentity;
  readonly examples: readonly Example[];
  readonly photos: readonly ExamplePhoto[];
  /** Of all photos, each once. One that is missing or cannot be read is left out, as in an inspection. */
  readonly baselines?: readonly BaselinePhoto[];
}

interface LearnTools extends ExtractTools {
  readonly kept: KeptByPack;
}

/** Bytes of features that are kept; photos of examples are always read, others while there is room. */
const mostFeatureBytes = 150_000_000;

/** Learns from the examples whose photo can be read. */
export async function learnPictures(
  { identity, examples, photos, baselines = [] }: PictureLearning,
  open: OpenPack,
  { kept: keptByPack, ...tools }: LearnTools,
): Promise<Result<LearnedPack, LearningFault>> {
  const ids = [...photos.map(({ recordId }) => recordId), ...baselines.map(({ id }) => id)];
  const kept = keptOf(keptByPack, open.unpacked, new Set(ids));
  const source = { open, kept: kept.features };
  const known = await readBaselines(baselines, source, tools);
  if (!known.ok) return known;
  const read = await readPhotos({ photos, examples, known: known.value }, source, tools);
  if (!read.ok) return read;
  const { pictures, unused } = read.value;
  const golden = await extract(goldenPicture(open.unpacked), open, tools);
  if (!golden.ok) return golden;
  const task = { base: open.unpacked, golden: golden.value, identity, examples, pictures };
  const learned = await applyExamples(task, { ...tools, kept });
  if (!learned.ok) {
    const { fault } = learned;
    return fault.kind === 'nothing-to-learn' ? withUnread(fault, { photos, examples }, unused) : learned;
  }
  keptByPack.delete(open.unpacked);
  const { bytes, report } = learned.value;
  return succeed({ bytes, report: { ...report, unused } });
}

interface Source {
  readonly open: OpenPack;
  readonly kept: KeptPictures['features'];
}

type Unread =
  | { readonly kind: 'unreadable'; readonly fault: PictureFault }
  | { readonly kind: 'not-extracted'; readonly fault: ExtractFault };

/** The features of a photo, which is decoded where they are not kept. */
async function featuresOf(
  { id, open: openPhoto }: BaselinePhoto,
  { open, kept }: Source,
  tools: ExtractTools,
): Promise<Result<Features, Unread>> {
  const before = kept.get(id);
  if (before !== undefined) return succeed(before);
  const decoded = await openPhoto(neededBy(open));
  if (!decoded.ok) return fail({ kind: 'unreadable', fault: decoded.fault });
  const features = await extract(decoded.value, open, tools);
  if (!features.ok) return fail({ kind: 'not-extracted', fault: features.fault });
  kept.set(id, features.value);
  return features;
}

async function readBaselines(
  baselines: readonly BaselinePhoto[],
  source: Source,
  tools: ExtractTools,
): Promise<Result<ReadonlyMap<string, Baseline>, LearningFault>> {
  const read = new Map<string, Baseline>();
  for (const [done, photo] of baselines.entries()) {
    const checkpoint = () => tools.checkpoint({ step: 'extract', done, total: baselines.length });
    if (!(await checkpoint())) return fail({ kind: 'cancelled' });
    const features = await featuresOf(photo, source, { ...tools, checkpoint });
    if (!features.ok && features.fault.fault.kind === 'cancelled') return fail(features.fault.fault);
    if (features.ok) read.set(photo.id, { id: photo.id, features: features.value });
  }
  return succeed(read);
}

/** The least size to which a photo may be decoded for the pack. */
function neededBy({ unpacked }: OpenPack): (original: Size) => Size {
  const { widthPx, heightPx, fit } = packOfExtent(unpacked.pack).input;
  return (original) => leastDecodedSize(original, { width: widthPx, height: heightPx }, fit);
}

interface PhotosToRead extends Pick<PictureLearning, 'photos' | 'examples'> {
  readonly known: ReadonlyMap<string, Baseline>;
}

interface ReadPhotos {
  readonly pictures: readonly ExamplePicture[];
  readonly unused: readonly UnusedPicture[];
}

async function readPhotos(
  { photos, examples, known }: PhotosToRead,
  source: Source,
  tools: ExtractTools,
): Promise<Result<ReadPhotos, LearningFault>> {
  const marked = new Set(examples.map(({ recordId }) => recordId));
  const pictures: ExamplePicture[] = [];
  const unused: UnusedPicture[] = [];
  let bytes = 0;
  for (const [done, { recordId, name, said, open, baselines: ids = [] }] of photos.entries()) {
    const checkpoint = () => tools.checkpoint({ step: 'extract', done, total: photos.length });
    if (!(await checkpoint())) return fail({ kind: 'cancelled' });
    if (bytes >= mostFeatureBytes && !marked.has(recordId)) continue;
    const features = await featuresOf({ id: recordId, open }, source, { ...tools, checkpoint });
    if (!features.ok) {
      if (features.fault.kind === 'not-extracted') return fail(features.fault.fault);
      unused.push({ name, fault: features.fault.fault });
      continue;
    }
    const baselines = ids.flatMap((id) => known.get(id) ?? []);
    pictures.push({ recordId, name, features: features.value, baselines, ...(said && { said }) });
    bytes += features.value.cells === undefined ? 0 : features.value.cells.data.byteLength;
  }
  return succeed({ pictures, unused });
}

/** Where photos of examples could not be read, the pack does not know all of it: the first of them is named. */
function withUnread(
  fault: LearningFault,
  { photos, examples }: Pick<PictureLearning, 'photos' | 'examples'>,
  unused: readonly UnusedPicture[],
): Result<never, LearningFault> {
  const unread = new Set(unused.map(({ name }) => name));
  const asked = new Set(examples.map(({ recordId }) => recordId));
  const photo = photos.find(({ recordId, name }) => asked.has(recordId) && unread.has(name));
  return fail(photo === undefined ? fault : { kind: 'unusable-picture', name: photo.name });
}
