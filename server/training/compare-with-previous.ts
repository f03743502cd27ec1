/** Judges the pictures of a training with the head that served before. */
import { nodeHost } from '../../node-host/node-engine';
import type { ClassTrainReport } from '../../src/domain/teach-report';
import { alwaysContinue } from '../../src/engine/extract';
import { likeliestLabel } from '../../src/engine/teach/likeliest-label';
import { unpack, type UnpackedPack } from '../../src/engine/unpack';
import type { LabelledPicture } from '../../src/domain/class-teaching';
import { comparePictures, fewestCompared, type HeadComparison } from './head-comparison';
import { readHeadPack } from './head-folder';
import type { PreviousHead } from './train-messages';

interface Heads {
  readonly pictures: readonly LabelledPicture[];
  /** Of the new head: every picture was judged by a head that had not learned from it. */
  readonly report: ClassTrainReport;
  readonly previous: PreviousHead | undefined;
  readonly modelsDir: string;
}

/** Compares the two on the pictures from which neither learned; where these are too few, by their own figures. */
export async function compareHeads({ pictures, report, previous, modelsDir }: Heads): Promise<HeadComparison> {
  const known = previous && (await unpackHead(previous.folder, modelsDir));
  if (previous === undefined || known === undefined) return { kind: 'first' };
  if (!hasSameClasses(known, report)) return { kind: 'other-classes' };
  const learned = new Set(previous.learnedFrom);
  const wrong = new Set(report.misclassified.map(({ name }) => name));
  const fresh = pictures.filter(({ sha256 }) => !learned.has(sha256));
  const { accuracy: newAccuracy } = report;
  if (fresh.length < fewestCompared) {
    const judged = report.classes.reduce((sum, each) => sum + each.pictures, 0);
    return { kind: 'own-pictures', pictures: judged, newAccuracy, previousAccuracy: previous.accuracy };
  }
  return comparePictures(
    fresh.map(({ name, label, embedding }) => ({
      isNewRight: !wrong.has(name),
      isPreviousRight: likeliestLabel(known, embedding) === label,
    })),
  );
}

/** Undefined where a file of it is missing: another version of the server had other networks. */
async function unpackHead(folder: string, modelsDir: string): Promise<UnpackedPack | undefined> {
  const bytes = await readHeadPack(folder, modelsDir);
  const unpacked = bytes.ok ? await unpack(bytes.value, { host: nodeHost, checkpoint: alwaysContinue }) : bytes;
  return unpacked.ok ? unpacked.value : undefined;
}

function hasSameClasses({ pack: { grade } }: UnpackedPack, { classes }: ClassTrainReport): boolean {
  const before = new Set(grade?.labels.map(({ name }) => name));
  return before.size === classes.length && classes.every(({ label }) => before.has(label));
}
