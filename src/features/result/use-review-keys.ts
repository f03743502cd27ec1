import type { RefObject } from 'react';
import { useLocation } from 'wouter';
import type { ViewState } from './picture-views';
import type { ShownInspection } from './shown-inspection';
import type { CorrectionTools } from './use-correction-tools';
import type { Neighbours } from './use-neighbours';
import type { RegionChoice } from './use-region-choice';
import { useResultKeys } from './use-result-keys';

interface ReviewContext {
  readonly inspection: ShownInspection;
  readonly tools: CorrectionTools;
  readonly region: RegionChoice;
  readonly state: ViewState;
  readonly neighbours: Neighbours;
  readonly help: RefObject<HTMLDialogElement | null>;
  readonly navigate: (to: string) => void;
}

/** What a key does; false: nothing. */
type Act = (context: ReviewContext) => boolean;
type Acts = Readonly<Partial<Record<string, Act>>>;

/** The keys of the result screen; `keys-help.tsx` lists them. */
export function useReviewKeys(context: Omit<ReviewContext, 'navigate'>): void {
  const [, navigate] = useLocation();
  useResultKeys((event) => {
    const all = { ...context, navigate };
    if (event.ctrlKey || event.metaKey) return event.key === 'z' && (correctingActs['z']?.(all) ?? false);
    const act = lookingActs[event.key] ?? (canCorrect(all) ? correctingActs[event.key] : undefined);
    if (act !== undefined) return act(all);
    return canCorrect(all) && /^[1-9]$/.test(event.key) && chooseByNumber(Number(event.key) - 1, all);
  });
}

const zoomIn: Act = ({ state }) => done(() => state.zoom.zoomIn());

/** Keys that change nothing but the view. */
const lookingActs: Acts = {
  j: ({ neighbours, navigate }) => go(navigate, neighbours.next),
  k: ({ neighbours, navigate }) => go(navigate, neighbours.previous),
  '?': ({ help }) => done(() => help.current?.showModal()),
  m: ({ state }) => done(() => state.setOpacity(state.opacity > 0 ? 0 : 1)),
  n: (context) => chooseNextRegion(context, 1),
  N: (context) => chooseNextRegion(context, -1),
  Escape: ({ tools, region }) => {
    region.chooseNone();
    return tools.chosen !== undefined;
  },
  '+': zoomIn,
  '=': zoomIn,
  '-': ({ state }) => done(() => state.zoom.zoomOut()),
  '0': ({ state }) => done(() => state.zoom.zoomOutFully()),
};

const rejectChosen: Act = ({ tools }) => onChosen(tools, tools.reject);

/** Keys that correct the verdict. */
const correctingActs: Acts = {
  c: ({ tools }) => done(() => tools.confirm()),
  a: ({ tools, state }) => done(() => tools.addRegion(state.zoom.view)),
  e: ({ tools }) => onChosen(tools, tools.moveRegion),
  z: ({ tools }) => done(() => tools.undo()),
  Delete: rejectChosen,
  Backspace: rejectChosen,
};

/** Corrections need a saved inspection and no region that is being drawn. */
function canCorrect({ inspection, tools }: ReviewContext): boolean {
  return inspection.record !== undefined && tools.draft === undefined;
}

function done(act: () => void): true {
  act();
  return true;
}

function go(navigate: (to: string) => void, to: string | undefined): boolean {
  if (to !== undefined) navigate(to);
  return to !== undefined;
}

function onChosen({ chosen }: CorrectionTools, act: (region: string) => void): boolean {
  if (chosen !== undefined) act(chosen.id);
  return chosen !== undefined;
}

/** The chosen region gets the severity, and the next one is chosen; the mildest rejects it. Else the picture gets grade or severity. */
function chooseByNumber(index: number, context: ReviewContext): boolean {
  const { tools } = context;
  const level = tools.choices.levels[index];
  if (tools.chosen !== undefined && level !== undefined) {
    if (level.rank === 0) return onChosen(tools, tools.reject);
    tools.relabel(tools.chosen.id, { level });
    return chooseNextRegion(context, 1);
  }
  const grade = tools.choices.grades[index];
  if (grade !== undefined) tools.chooseGrade(grade);
  else if (level !== undefined) tools.chooseLevel(level);
  return grade !== undefined || level !== undefined;
}

/** After the last region none is chosen, so that the next key concerns the picture. */
function chooseNextRegion({ tools, region }: ReviewContext, step: 1 | -1): boolean {
  const count = tools.boxes.length;
  if (count === 0) return false;
  const from = region.chosen ?? (step === 1 ? 0 : count + 1);
  const next = from + step;
  if (next < 1 || next > count) region.chooseNone();
  else region.chooseInList(next);
  return true;
}
