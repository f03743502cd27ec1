import type { PackGrade } from './pack';

/** The number of values of the grade output: one per label, one less for `cumulative`, and one for `sigmoid` and `probability`. */
export function gradeOutputs({ activation, labels }: Pick<PackGrade, 'activation' | 'labels'>): number {
  switch (activation.kind) {
    case 'sigmoid':
    case 'probability':
      return 1;
    case 'cumulative':
      return labels.length - 1;
    case 'softmax':
    case 'probabilities':
      return labels.length;
  }
}
