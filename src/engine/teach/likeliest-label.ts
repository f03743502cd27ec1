import { headLogits, probabilitiesOf } from '../../learning/grade';
import type { UnpackedPack } from '../unpack';

/** The label that a classifier finds most probable for an embedding; undefined where it has no head for embeddings of this length. */
export function likeliestLabel({ pack: { grade }, head }: UnpackedPack, embedding: Float32Array): string | undefined {
  if (grade === undefined || head?.columns !== embedding.length) return undefined;
  const chances = probabilitiesOf(headLogits(head, embedding), grade);
  return grade.labels[chances.indexOf(Math.max(...chances))]?.name;
}
