/** What a learning would change, and why nothing was learned, in plain words. */
import { isFileFault } from '../src/domain/file-fault';
import type { InspectFault } from '../src/domain/inspection';
import type { ChangedCall, LearnedExample, LearningFault, LearningReport } from '../src/domain/learning-report';
import { describeFileFault, describeInspectFault, describePictureFault } from '../src/words/fault-text';
import type { NodeWords } from '../src/words/words';
import type { LearnInput } from './learn-input';

/** Why nothing was learned, and what to do next. */
export function explainLearningFault(words: NodeWords, fault: LearningFault | InspectFault, input: LearnInput): string {
  return words.say('cliLearn.refused', { reason: reasonOf(words, fault, input) });
}

function reasonOf(words: NodeWords, fault: LearningFault | InspectFault, input: LearnInput): string {
  const { say } = words;
  switch (fault.kind) {
    case 'hides-fault':
      return say('cliLearn.fault.hides-fault', { file: fault.name, cause: pictureOf(fault.exampleId, input) });
    case 'bank-full':
      return say('cliLearn.fault.bank-full', { cause: pictureOf(fault.exampleId, input) });
    case 'nothing-to-learn':
      return say('cliLearn.fault.nothing-to-learn');
    case 'base-without-anomaly':
    case 'pack-not-taught':
      return say(`cliLearn.fault.${fault.kind}`, { pack: fault.packId });
    case 'unusable-picture':
    case 'unknown-scene':
    case 'looks-normal':
    case 'looks-like-baseline':
      return say(`cliLearn.fault.${fault.kind}`, { file: fault.name });
    default:
      return say('cli.fault', { ...describeInspectFault(words, fault) });
  }
}

/** The name of the picture that an example comes from. */
function pictureOf(exampleId: string, { examples, photos }: LearnInput): string {
  const recordId = examples.find(({ id }) => id === exampleId)?.recordId;
  return photos.find((photo) => photo.recordId === recordId)?.name ?? exampleId;
}

/** A line for each picture that could not be used. */
export function unusedText(words: NodeWords, { unused }: LearningReport): readonly string[] {
  return unused.map(({ name, fault }) => {
    const text = isFileFault(fault) ? describeFileFault(words, fault) : describePictureFault(words, fault);
    return words.say('cliTeach.unread', { file: name, reason: words.say('cli.fault', { ...text }) });
  });
}

/** What was learned, and which results would change in either direction. */
export function learnText(words: NodeWords, report: LearningReport): string {
  const { say } = words;
  const { before, after, compared, changes } = report;
  const lines = [
    say('cliLearn.learned', countsOf(report.examples)),
    say('cliLearn.compared', { compared }),
    say('cliLearn.figures', {
      ...{ missedBefore: before.figures.missed, falseBefore: before.figures.falseAlarms },
      ...{ missedAfter: after.figures.missed, falseAfter: after.figures.falseAlarms },
      pictures: after.figures.pictures,
    }),
    ...changeLines(words, changes),
  ];
  return `${lines.join('\n')}\n`;
}

function countsOf(examples: readonly LearnedExample[]) {
  const count = (wanted: LearnedExample['kind']): number => examples.filter(({ kind }) => kind === wanted).length;
  return { normal: count('normal'), fault: count('fault'), level: count('level') };
}

function changeLines({ say, list }: NodeWords, changes: readonly ChangedCall[]): readonly string[] {
  const namesOf = (is: (change: ChangedCall) => boolean) => changes.filter(is).map(({ name }) => name);
  const nowNormal = namesOf(({ before, after }) => before.isAnomalous && !after.isAnomalous);
  const nowAnomalous = namesOf(({ before, after }) => !before.isAnomalous && after.isAnomalous);
  const isFound = ({ before, after }: ChangedCall): boolean => before.missedPlaces !== after.missedPlaces;
  const alike = (change: ChangedCall): boolean => change.before.isAnomalous === change.after.isAnomalous;
  const nowFound = namesOf((change) => alike(change) && isFound(change));
  const otherLevel = namesOf((change) => alike(change) && !isFound(change));
  return [
    ...(nowNormal.length > 0 ? [say('cliLearn.nowNormal', { files: list(nowNormal) })] : []),
    ...(nowAnomalous.length > 0 ? [say('cliLearn.nowAnomalous', { files: list(nowAnomalous) })] : []),
    ...(nowFound.length > 0 ? [say('cliLearn.nowFound', { files: list(nowFound) })] : []),
    ...(otherLevel.length > 0 ? [say('cliLearn.otherLevel', { files: list(otherLevel) })] : []),
    ...(changes.length === 0 ? [say('cliLearn.noChange')] : []),
  ];
}
