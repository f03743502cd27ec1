import type {
  ChangedCall,
  LearnedExample,
  LearningFigures,
  LearningReport,
  LearningState,
  PictureCall,
} from '../../domain/learning-report';
import type { Pack } from '../../domain/pack';
import { parametersOf } from '../../domain/pack-parameters';
import { outOfRange } from '../../math/out-of-range';
import type { ExamplePicture } from './learning-terms';

/** One version of the pack and what it says of each picture. */
interface Called {
  readonly calls: readonly PictureCall[];
  readonly pack: Pack;
}

interface ReportParts {
  readonly pictures: readonly ExamplePicture[];
  readonly examples: readonly LearnedExample[];
  readonly before: Called;
  readonly after: Called;
}

/** What the examples changed. */
export function learningReport({ pictures, examples, before, after }: ReportParts): LearningReport {
  return {
    examples,
    before: stateOf(pictures, before),
    after: stateOf(pictures, after),
    changes: pictures.flatMap((picture, at) => changeOf(picture, before.calls[at], after.calls[at])),
    compared: pictures.length,
    unused: [],
  };
}

function changeOf(
  { recordId, name, said }: ExamplePicture,
  before: PictureCall = outOfRange(),
  after: PictureCall = outOfRange(),
): readonly ChangedCall[] {
  const isSame =
    before.isAnomalous === after.isAnomalous &&
    before.level === after.level &&
    before.missedPlaces === after.missedPlaces;
  if (isSame) return [];
  return [{ recordId, name, before, after, ...(said && { said }) }];
}

function stateOf(pictures: readonly ExamplePicture[], { calls, pack }: Called): LearningState {
  return { figures: figuresOf(pictures, calls), parameters: parametersOf(pack.anomaly ?? outOfRange()) };
}

function isFound({ isAnomalous, missedPlaces }: PictureCall): boolean {
  return isAnomalous && (missedPlaces === undefined || missedPlaces === 0);
}

function figuresOf(pictures: readonly ExamplePicture[], calls: readonly PictureCall[]): LearningFigures {
  const judged = pictures.flatMap(({ said }, at) =>
    said === undefined ? [] : [{ said, call: calls[at] ?? outOfRange() }],
  );
  const count = (is: (each: (typeof judged)[number]) => boolean): number => judged.filter(is).length;
  return {
    pictures: judged.length,
    faults: count(({ said }) => said.isAnomalous),
    missed: count(({ said, call }) => said.isAnomalous && !isFound(call)),
    falseAlarms: count(({ said, call }) => !said.isAnomalous && call.isAnomalous),
    levelsWrong: count(({ said, call }) => said.isAnomalous === call.isAnomalous && said.level !== call.level),
  };
}
