/** Makes a classifier from a teaching: embeds its pictures, then trains. */
import type { LabelledPicture, ClassTeachOptions } from '../domain/class-teaching';
import type { PackBytes } from '../domain/loaded-pack';
import { succeed, type Result } from '../domain/result';
import type { ClassesReport, TeachFailure, TrainPoint, UnusedPicture } from '../domain/teach-report';
import { classesOf, teachPictureName, noClass, type TeachPicture, type Teaching } from '../domain/teaching';
import type { InspectorClient } from '../inspector/client';
import type { StoredLook } from '../storage/teachings';
import { lookAtPictures, type LookDependencies } from './look-at-pictures';

export interface ClassRunDependencies extends LookDependencies {
  readonly client: Pick<InspectorClient, 'look' | 'train'>;
  readonly onPoint: (point: TrainPoint) => void;
}

interface ClassRun {
  readonly teaching: Teaching;
  readonly pictures: readonly TeachPicture[];
  readonly networkSha256: string;
  readonly options: Pick<ClassTeachOptions, 'identity' | 'seed'>;
}

/** The bytes of the new pack, and what was measured. */
export async function runClassTeaching(
  { teaching, pictures, networkSha256, options }: ClassRun,
  dependencies: ClassRunDependencies,
): Promise<Result<{ readonly bytes: PackBytes; readonly report: ClassesReport }, TeachFailure>> {
  const { client, newId, signal, onProgress, onPoint } = dependencies;
  const labelled = pictures.filter(({ label }) => label !== noClass);
  const looks = await lookAtPictures({ teaching, pictures: labelled, networkSha256 }, dependencies);
  if (!looks.ok) return looks;
  const looked = labelled.map((picture) => labelledPicture(picture, looks.value.get(picture.order)));
  const trained = await client.train(
    {
      ...{ jobId: newId(), packId: teaching.base.id },
      options: {
        ...options,
        isOrdered: teaching.options.isOrdered === true,
        isTogether: teaching.options.isApart !== true,
        classOrder: classesOf(teaching, labelled),
      },
      pictures: looked.filter((picture) => 'embedding' in picture),
    },
    { signal, onProgress, onPoint },
  );
  if (!trained.ok) return trained;
  const { bytes, report } = trained.value;
  return succeed({ bytes, report: { classes: report, unused: looked.filter((picture) => 'fault' in picture) } });
}

function labelledPicture(picture: TeachPicture, look: StoredLook | undefined): LabelledPicture | UnusedPicture {
  const { fileName, label, sha256 } = picture;
  const name = teachPictureName(picture);
  if (look === undefined) return { name, fault: { kind: 'file-missing' } };
  if ('fault' in look) return { name, fault: look.fault };
  return { name, fileName, label, sha256, embedding: look.embedding };
}
