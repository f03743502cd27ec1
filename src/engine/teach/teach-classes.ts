/** Teaches a classifier from embedded pictures: which belong together, then the head. */
import type { LabelledPicture, ClassTeachOptions } from '../../domain/class-teaching';
import type { Pack } from '../../domain/pack';
import { originalSizeOf, type Picture } from '../../domain/picture';
import { fail, succeed, type Result } from '../../domain/result';
import { without } from '../../domain/without';
import type { TeachFault } from '../../domain/teach-fault';
import type { ClassTrainReport, KeptTogether } from '../../domain/teach-report';
import { nearDuplicates } from '../../learning/near-duplicates';
import { suggestGroups } from '../../learning/suggest-groups';
import { runInParts, type InParts } from '../../math/in-parts';
import { outOfRange } from '../../math/out-of-range';
import { pictureBlur } from '../../vision/picture-blur';
import { extract, type ExtractFault, type ExtractTools, type OpenPack } from '../extract';
import { goldenPicture } from '../golden';
import { namedOutputs } from '../network-outputs';
import type { PictureLook } from '../../domain/class-teaching';
import type { ClassPicture } from './class-teaching';
import { trainClasses, type ClassTrainTools, type TrainedClassPack } from './train-classes';

export interface ClassTeachInput {
  readonly pictures: readonly LabelledPicture[];
  readonly options: ClassTeachOptions;
}

/** Trains on the pictures in the order of their hashes, with the network of the open pack. */
export async function teachClasses(
  { pictures, options }: ClassTeachInput,
  open: OpenPack,
  tools: ExtractTools & Pick<ClassTrainTools, 'onPoint'>,
): Promise<Result<TrainedClassPack, TeachFault>> {
  const { isTogether = true, ...given } = options;
  const golden = await lookAt(goldenPicture(open.unpacked), open, tools);
  if (!golden.ok) return golden;
  const arranged = await runInParts(arrange(pictures, isTogether), () =>
    tools.checkpoint({ step: 'teach', done: 0, total: 1 }),
  );
  if (arranged === undefined) return fail({ kind: 'cancelled' });
  const teaching = { base: open.unpacked, golden: golden.value, pictures: arranged.pictures, options: given };
  const trained = await trainClasses(teaching, tools);
  if (!trained.ok) return trained;
  const report: ClassTrainReport = { ...trained.value.report, together: arranged.together };
  return succeed({ ...trained.value, report });
}

/** What is computed of one picture: its embedding, its size and its blur. */
export async function lookAtPicture(
  picture: Picture,
  open: OpenPack,
  tools: ExtractTools,
): Promise<Result<PictureLook, TeachFault>> {
  const embedding = await lookAt(picture, open, tools);
  if (!embedding.ok) return embedding;
  const { width, height } = originalSizeOf(picture);
  const { networkSha256 } = open.unpacked;
  return succeed({ networkSha256, size: { width, height }, blur: pictureBlur(picture), embedding: embedding.value });
}

async function lookAt(
  picture: Picture,
  open: OpenPack,
  tools: ExtractTools,
): Promise<Result<Float32Array, ExtractFault | TeachFault>> {
  const { unpacked } = open;
  const { pack } = unpacked;
  if (pack.network.embedding === undefined) return fail({ kind: 'base-without-embedding', packId: pack.id });
  const whole = { ...open, unpacked: { ...unpacked, pack: wholePicture(pack) } };
  const features = await extract(picture, whole, { ...tools, outputs: namedOutputs });
  return features.ok ? succeed(features.value.embedding ?? outOfRange()) : features;
}

/** The pack without cells and close look: only the embedding is needed. */
function wholePicture(pack: Pack): Pack {
  return { ...without(pack, 'anomaly'), input: without(pack.input, 'tiles') };
}

interface Arranged {
  readonly pictures: readonly ClassPicture[];
  readonly together: KeptTogether;
}

function* arrange(labelled: readonly LabelledPicture[], isTogether: boolean): InParts<Arranged> {
  const ordered = labelled.toSorted((one, other) => (one.sha256 < other.sha256 ? -1 : 1));
  const plain = (picture: LabelledPicture): ClassPicture => ({
    name: picture.name,
    label: picture.label,
    embedding: picture.embedding,
  });
  if (!isTogether) return { pictures: ordered.map(plain), together: { groups: 0, pictures: 0 } };
  const named = ordered.map(({ fileName, label }) => ({ name: fileName, label }));
  const { groups, count, pictures } = suggestGroups(named, yield* nearOf(ordered));
  return {
    pictures: ordered.map((picture, at) => ({ ...plain(picture), group: String(groups[at]) })),
    together: { groups: count, pictures },
  };
}

function* nearOf(ordered: readonly LabelledPicture[]): InParts<readonly (readonly number[])[]> {
  const columns = ordered[0]?.embedding.length;
  // A picture with other numbers is refused by the training.
  if (columns === undefined || ordered.some(({ embedding }) => embedding.length !== columns)) return [];
  const data = new Float32Array(ordered.length * columns);
  ordered.forEach(({ embedding }, row) => data.set(embedding, row * columns));
  return yield* nearDuplicates({ rows: ordered.length, columns, data });
}
