/** The figures of `fieldgrade evaluate` for an anomaly pack. */
import type { Verdict } from '../src/domain/inspection';
import { textIn } from '../src/domain/localised-text';
import type { Pack } from '../src/domain/pack';
import { separationOf } from '../src/engine/teach/separation';
import type { PredictionError } from '../src/export/prediction';
import type { NodeWords } from '../src/words/words';

/** The verdict on a labelled picture. */
export interface JudgedPicture<Label> {
  readonly name: string;
  readonly label: Label;
  readonly verdict: Verdict;
}

/** What `--json` prints. The figures are null without pictures of both kinds. */
interface Evaluation {
  /** The id. */
  readonly pack: string;
  readonly title: string;
  readonly version: string;
  readonly good: number;
  readonly bad: number;
  readonly auroc: number | null;
  /** At the threshold of the pack. */
  readonly f1: number | null;
  readonly f1_max: number | null;
  /** Raw, as `threshold`: a score of at least this much is anomalous. */
  readonly best_threshold: number | null;
  readonly threshold: number;
  readonly found: number;
  readonly missed: readonly string[];
  readonly false_alarms: readonly string[];
  readonly without_verdict: readonly string[];
  readonly failed: readonly PredictionError[];
}

interface Scored {
  readonly name: string;
  readonly isAnomalous: boolean;
  readonly score: number;
  readonly isCalled: boolean;
}

export function evaluationOf(
  { id, version, title, anomaly }: Pack,
  judged: readonly JudgedPicture<'good' | 'faulty'>[],
  failed: readonly PredictionError[],
): Evaluation {
  const scored = judged.flatMap(({ name, label, verdict }): readonly Scored[] =>
    verdict.anomaly === undefined
      ? []
      : [
          {
            ...{ name, isAnomalous: label === 'faulty' },
            ...{ score: verdict.anomaly.rawScore, isCalled: verdict.anomaly.isAnomalous },
          },
        ],
  );
  const faulty = scored.filter(({ isAnomalous }) => isAnomalous);
  const good = scored.filter(({ isAnomalous }) => !isAnomalous);
  const names = (pictures: readonly Scored[], isCalled: boolean) =>
    pictures.filter((picture) => picture.isCalled === isCalled).map(({ name }) => name);
  const found = faulty.filter(({ isCalled }) => isCalled).length;
  return {
    pack: id,
    title: textIn(title, 'en'),
    version,
    good: good.length,
    bad: faulty.length,
    ...figuresOf(scored),
    threshold: anomaly === undefined ? NaN : anomaly.calibration.threshold,
    found,
    missed: names(faulty, false),
    false_alarms: names(good, true),
    without_verdict: judged.filter(({ verdict }) => verdict.anomaly === undefined).map(({ name }) => name),
    failed,
  };
}

function figuresOf(scored: readonly Scored[]): Pick<Evaluation, 'auroc' | 'f1' | 'f1_max' | 'best_threshold'> {
  const positives = scored.filter(({ isAnomalous }) => isAnomalous).length;
  if (positives === 0 || positives === scored.length) {
    return { auroc: null, f1: null, f1_max: null, best_threshold: null };
  }
  const { auroc, f1, f1Max, bestThreshold } = separationOf(scored);
  return { auroc, f1, f1_max: f1Max, best_threshold: bestThreshold };
}

/** The figures in plain words. */
export function evaluationText(words: NodeWords, evaluation: Evaluation): string {
  const { say, list } = words;
  const { good, bad, title: pack, version, found, missed, false_alarms: falseAlarms } = evaluation;
  const lines = [
    say('cliTeach.evaluate.counts', { good, bad, pack, version }),
    figuresText(words, evaluation),
    say('cliTeach.evaluate.table', {
      hits: found,
      missed: missed.length,
      passed: good - falseAlarms.length,
      falseAlarms: falseAlarms.length,
    }),
    ...(missed.length > 0 ? [say('cliTeach.missed', { files: list(missed) })] : []),
    ...(falseAlarms.length > 0 ? [say('cliTeach.falseAlarms', { files: list(falseAlarms) })] : []),
    ...(evaluation.without_verdict.length > 0
      ? [say('cliTeach.evaluate.withoutVerdict', { files: list(evaluation.without_verdict) })]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

function figuresText({ say, number }: NodeWords, evaluation: Evaluation): string {
  const { auroc: area, f1, f1_max: f1Max, best_threshold: best, threshold } = evaluation;
  if (area === null || f1 === null || f1Max === null || best === null) return say('cliTeach.evaluate.oneSided');
  const figures = { auroc: number(area, 3), f1: number(f1, 3), f1Max: number(f1Max, 3) };
  return say('cliTeach.evaluate.auroc', { ...figures, best: number(best, 4), threshold: number(threshold, 4) });
}
