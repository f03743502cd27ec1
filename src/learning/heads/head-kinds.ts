/** The kinds of heads that are compared, in the order of preference. */
import type { InParts } from '../../math/in-parts';
import type { Matrix } from '../../math/matrix';
import { fitMeans, meansLeftOut } from './class-means';
import { cumulativePenalties, fitCumulative } from './cumulative';
import type { Fit, Labelled } from './labelled';
import { fitLda, ldaLeftOut } from './lda';
import { fitLogistic, logisticPenalties } from './logistic';
import { fitRidge, ridgeLeftOut, ridgePenalties } from './ridge';
import type { OutputForm } from './temperature';

export interface HeadKind {
  readonly name: string;
  readonly form: OutputForm;
  readonly fit: Fit;
  /** Outputs for each picture of the head without it, where leave-one-out has a closed form. */
  readonly leftOut?: (known: Labelled) => InParts<Matrix>;
}

/** Of heads that do not differ, the first is kept. `isOrdered`: the classes are grades. */
export function headKinds(isOrdered: boolean): readonly HeadKind[] {
  return [
    ...(isOrdered ? cumulativePenalties.map(cumulativeKind) : []),
    { name: 'lda', form: 'softmax', fit: fitLda, leftOut: ldaLeftOut },
    ...ridgePenalties.map(ridgeKind),
    ...logisticPenalties.map(logisticKind),
    { name: 'class-means', form: 'softmax', fit: fitMeans, leftOut: meansLeftOut },
  ];
}

function cumulativeKind(penalty: number): HeadKind {
  return { name: `cumulative-${penalty}`, form: 'cumulative', fit: (known) => fitCumulative(known, penalty) };
}

function logisticKind(penalty: number): HeadKind {
  return { name: `logistic-${penalty}`, form: 'softmax', fit: (known) => fitLogistic(known, penalty) };
}

function ridgeKind(penalty: number): HeadKind {
  return {
    name: `ridge-${penalty}`,
    form: 'softmax',
    fit: (known) => fitRidge(known, penalty),
    leftOut: (known) => ridgeLeftOut(known, penalty),
  };
}
