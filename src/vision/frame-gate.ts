/** Decides which problems of a frame are shown. Pure; `scripts/measure-frame-gate.ts` prints the figures behind the limits. */
import { captureProblems, type CaptureProblem } from '../domain/capture';
import { outOfRange } from '../math/out-of-range';
import type { FrameMeasures } from './frame-measures';

/** A problem exists where the measure is beyond `from`; once shown, it stays until the measure is back beyond `until`. */
interface Limit {
  readonly measure: keyof FrameMeasures;
  readonly side: 'under' | 'over';
  readonly from: number;
  readonly until: number;
}

/** Measured on phone photos and rendered sheets, and on degraded copies of them: docs/calibration.md, "The quality gate". */
export const gateLimits: Readonly<Record<CaptureProblem, Limit>> = {
  'too-dark': { measure: 'light', side: 'under', from: 60, until: 68 },
  'too-bright': { measure: 'clipped', side: 'over', from: 0.2, until: 0.12 },
  'nothing-visible': { measure: 'contrast', side: 'under', from: 16, until: 22 },
  'too-far': { measure: 'fill', side: 'under', from: 0.22, until: 0.27 },
  glare: { measure: 'glare', side: 'over', from: 0.005, until: 0.003 },
  blurred: { measure: 'blur', side: 'over', from: 0.62, until: 0.58 },
};

/** The problems of one frame by itself, the worst first. */
export function problemsOf(measures: FrameMeasures): readonly CaptureProblem[] {
  return captureProblems.filter((problem) => isBeyond(measures, gateLimits[problem], 'from'));
}

/** What the gate shows, and for how many frames in a row each problem has contradicted that. */
export interface GateState {
  readonly problems: readonly CaptureProblem[];
  readonly streaks: ReadonlyMap<CaptureProblem, number>;
}

export const openGate: GateState = { problems: [], streaks: new Map(captureProblems.map((problem) => [problem, 0])) };

/** So many frames in a row change what is shown: one frame of a moving hand does not. */
export const steadyFrames = 2;

/** The gate after another frame. */
export function nextGate({ problems, streaks }: GateState, measures: FrameMeasures): GateState {
  const changes = captureProblems.map((problem) => {
    const isShown = problems.includes(problem);
    const isFound = isBeyond(measures, gateLimits[problem], isShown ? 'until' : 'from');
    const streak = isFound === isShown ? 0 : (streaks.get(problem) ?? outOfRange()) + 1;
    const changesNow = streak >= steadyFrames;
    return { problem, isShown: changesNow ? isFound : isShown, streak: changesNow ? 0 : streak };
  });
  return {
    problems: changes.filter(({ isShown }) => isShown).map(({ problem }) => problem),
    streaks: new Map(changes.map(({ problem, streak }) => [problem, streak])),
  };
}

function isBeyond(measures: FrameMeasures, limit: Limit, edge: 'from' | 'until'): boolean {
  const value = measures[limit.measure];
  return limit.side === 'under' ? value < limit[edge] : value > limit[edge];
}
