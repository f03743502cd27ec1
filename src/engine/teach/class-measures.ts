import type { ClassMeasures } from '../../domain/pack/class-measures';
import type { ClassTrainReport } from '../../domain/teach-report';
import { calibrationError } from '../../learning/class-figures';
import { outOfRange } from '../../math/out-of-range';

/** What the pack states of its training: the source of its model card. Shares are rounded, so that they are short and equal in every host. */
export function classMeasures({
  head,
  accuracy,
  classes,
  confusion,
  calibration,
  test,
  learning,
}: ClassTrainReport): ClassMeasures {
  return {
    head,
    accuracy: rounded(accuracy),
    classes: classes.map(({ label, pictures, test: ofTest, precision, recall }) => ({
      ...{ label, pictures, test: ofTest ?? outOfRange() },
      ...{ precision: rounded(precision), recall: rounded(recall) },
    })),
    confusion: confusion.map((row) => [...row]),
    calibration: calibration.map((bin) => ({
      ...{ confidence: rounded(bin.confidence), accuracy: rounded(bin.accuracy), count: bin.count },
    })),
    calibrationError: rounded(calibrationError(calibration)),
    ...(test && { test: { pictures: test.pictures, accuracy: rounded(test.accuracy) } }),
    learning: learning.map((point) => ({
      ...{ pictures: point.pictures, accuracy: rounded(point.accuracy) },
      ...(point.classes && {
        classes: point.classes.map(({ pictures, recall }) => ({ pictures, recall: rounded(recall) })),
      }),
    })),
  };
}

function rounded(share: number): number {
  return Math.round(share * 1e5) / 1e5;
}
