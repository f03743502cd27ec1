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
import { extract, type ExtractTools, type OpenPack } from '../extract';
import { goldenPicture } from '../golden';
import { applyExamples, type LearnedPack } from './apply-examples';
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

/** Bytes of features that are kept; photos of examples are always read, others while there is room. */
const mostFeatureBytes = 150_000_000;

/** Learns from the examples whose photo can be read. */
export async function learnPictures(
  { identity, examples, photos, baselines = [] }: PictureLearning,
  open: OpenPack,
  tools: ExtractTools,
): Promise<Result<LearnedPack, LearningFault>> {
  const known = await readBaselines(baselines, open, tools);
  if (!known.ok) return known;
  const read = await readPhotos({ photos, examples, known: known.value }, open, tools);
  if (!read.ok) return read;
  const { pictures, unused } = read.value;
  const golden = await extract(goldenPicture(open.unpacked), open, tools);
  if (!golden.ok) return golden;
  const task = { base: open.unpacked, golden: golden.value, identity, examples, pictures };
  const learned = await applyExamples(task, tools);
  if (!learned.ok) return learned;
  const { bytes, report } = learned.value;
  return succeed({ bytes, report: { ...report, unused } });
}

async function readBaselines(
  baselines: readonly BaselinePhoto[],
  open: OpenPack,
  tools: ExtractTools,
): Promise<Result<ReadonlyMap<string, Baseline>, LearningFault>> {
  const read = new Map<string, Baseline>();
  for (const [done, { id, open: openPhoto }] of baselines.entries()) {
    const checkpoint = () => tools.checkpoint({ step: 'extract', done, total: baselines.length });
    if (!(await checkpoint())) return fail({ kind: 'cancelled' });
    const decoded = await openPhoto(neededBy(open));
    const features = decoded.ok ? await extract(decoded.value, open, { ...tools, checkpoint }) : undefined;
    if (features?.ok === false && features.fault.kind === 'cancelled') return fail(features.fault);
    if (features?.ok === true) read.set(id, { id, features: features.value });
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
  open: OpenPack,
  tools: ExtractTools,
): Promise<Result<ReadPhotos, LearningFault>> {
  const needed = neededBy(open);
  const marked = new Set(examples.map(({ recordId }) => recordId));
  const pictures: ExamplePicture[] = [];
  const unused: UnusedPicture[] = [];
  let bytes = 0;
  for (const [done, photo] of photos.entries()) {
    const checkpoint = () => tools.checkpoint({ step: 'extract', done, total: photos.length });
    if (!(await checkpoint())) return fail({ kind: 'cancelled' });
    if (bytes >= mostFeatureBytes && !marked.has(photo.recordId)) continue;
    const decoded = await photo.open(needed);
    if (!decoded.ok) {
      unused.push({ name: photo.name, fault: decoded.fault });
      continue;
    }
    const features = await extract(decoded.value, open, { ...tools, checkpoint });
    if (!features.ok) return features;
    const { recordId, name, said } = photo;
    const baselines = (photo.baselines ?? []).flatMap((id) => known.get(id) ?? []);
    pictures.push({ recordId, name, features: features.value, baselines, ...(said && { said }) });
    bytes += features.value.cells === undefined ? 0 : features.value.cells.data.byteLength;
  }
  return succeed({ pictures, unused });
}
