/** Learning from picture files: decode and extract one picture at a time, then apply the lessons. */
import type { TaughtIdentity } from '../../domain/anomaly-teaching';
import { packOfExtent } from '../../domain/close-look';
import type { Lesson, SaidOfPicture } from '../../domain/lesson';
import type { LessonFault } from '../../domain/lesson-report';
import type { Picture, PictureFault } from '../../domain/picture';
import { fail, succeed, type Result } from '../../domain/result';
import type { UnusedPicture } from '../../domain/teach-report';
import { leastDecodedSize, type Size } from '../../vision/fit';
import { extract, type ExtractTools, type OpenPack } from '../extract';
import { goldenPicture } from '../golden';
import { applyLessons, type LearnedLessonPack } from './apply-lessons';
import type { LessonPicture } from './lesson-terms';

/** The photo of a record, which is decoded when its turn comes, to at least the size that `needed` gives. */
export interface LessonPhoto {
  readonly recordId: string;
  readonly name: string;
  readonly said?: SaidOfPicture;
  readonly open: (needed: (original: Size) => Size) => Promise<Result<Picture, PictureFault>>;
}

export interface PictureLearning {
  readonly identity: TaughtIdentity;
  readonly lessons: readonly Lesson[];
  readonly photos: readonly LessonPhoto[];
}

/** Bytes of features that are kept; photos of lessons are always read, others while there is room. */
const mostFeatureBytes = 150_000_000;

/** Learns from the lessons whose photo can be read. */
export async function learnPictures(
  { identity, lessons, photos }: PictureLearning,
  open: OpenPack,
  tools: ExtractTools,
): Promise<Result<LearnedLessonPack, LessonFault>> {
  const read = await readPhotos(photos, lessons, open, tools);
  if (!read.ok) return read;
  const { pictures, unused } = read.value;
  const golden = await extract(goldenPicture(open.unpacked), open, tools);
  if (!golden.ok) return golden;
  const task = { base: open.unpacked, golden: golden.value, identity, lessons, pictures };
  const learned = await applyLessons(task, tools);
  if (!learned.ok) return learned;
  const { bytes, report } = learned.value;
  return succeed({ bytes, report: { ...report, unused } });
}

interface ReadPhotos {
  readonly pictures: readonly LessonPicture[];
  readonly unused: readonly UnusedPicture[];
}

async function readPhotos(
  photos: readonly LessonPhoto[],
  lessons: readonly Lesson[],
  open: OpenPack,
  tools: ExtractTools,
): Promise<Result<ReadPhotos, LessonFault>> {
  const needed = (original: Size): Size => {
    const { widthPx, heightPx, fit } = packOfExtent(open.unpacked.pack).input;
    return leastDecodedSize(original, { width: widthPx, height: heightPx }, fit);
  };
  const marked = new Set(lessons.map(({ recordId }) => recordId));
  const pictures: LessonPicture[] = [];
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
    pictures.push({ recordId, name, features: features.value, ...(said && { said }) });
    bytes += features.value.cells === undefined ? 0 : features.value.cells.data.byteLength;
  }
  return succeed({ pictures, unused });
}
