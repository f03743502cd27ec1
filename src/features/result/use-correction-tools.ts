import { useState } from 'react';
import { shownBoxes, type ShownBox } from '../../domain/corrected-verdict';
import type { GradeLabel, Level } from '../../domain/correction';
import { categoriesOfPack, gradesOfPack, levelsOfPack, type CorrectionEdit } from '../../domain/correction-edit';
import type { BoxCategory } from '../../domain/inspection';
import type { PixelRect } from '../../domain/picture';
import type { CorrectionFault } from '../../services/correction-service';
import { peakInRect, rectAround } from '../../vision/box-edit';
import type { ZoomView } from '../../ui/zoom';
import { useInstalledPack } from '../local-queries';
import { useCorrections } from '../use-corrections';
import type { ShownInspection } from './shown-inspection';
import type { RegionChoice } from './use-region-choice';

/** A region that is drawn or changed and not saved yet. `region`: its name; absent for a new one. */
export interface RegionDraft {
  readonly region?: string;
  readonly rect: PixelRect;
  readonly level: Level;
  readonly category?: BoxCategory;
}

/** What the pack allows a person to choose. */
interface CorrectionChoices {
  /** The mildest first; empty where the pack has no severities or is not on the device. */
  readonly levels: readonly Level[];
  /** The levels that a region may have: all but the mildest. */
  readonly regionLevels: readonly Level[];
  readonly grades: readonly GradeLabel[];
  readonly categories: readonly BoxCategory[];
}

/** Everything that a person can do to the verdict of one inspection. */
export interface CorrectionTools {
  readonly choices: CorrectionChoices;
  readonly boxes: readonly ShownBox[];
  /** The selected region. */
  readonly chosen: ShownBox | undefined;
  readonly draft: RegionDraft | undefined;
  readonly fault: CorrectionFault | undefined;
  readonly isPending: boolean;
  readonly confirm: () => void;
  readonly chooseLevel: (level: Level) => void;
  readonly chooseGrade: (grade: GradeLabel) => void;
  readonly relabel: (region: string, label: { readonly level?: Level; readonly category?: BoxCategory }) => void;
  readonly reject: (region: string) => void;
  readonly undo: () => void;
  readonly apply: (edit: CorrectionEdit) => void;
  /** Starts a new region in the middle of what is shown. */
  readonly addRegion: (view: ZoomView) => void;
  readonly moveRegion: (region: string) => void;
  readonly changeDraft: (change: Partial<RegionDraft>) => void;
  readonly saveDraft: () => void;
  readonly cancelDraft: () => void;
}

/** `onDecided`: called after a decision on the whole picture was stored. */
export function useCorrectionTools(
  inspection: ShownInspection,
  region: RegionChoice,
  onDecided: () => void,
): CorrectionTools {
  const { id, facts } = inspection;
  const choices = useCorrectionChoices(facts.provenance.packId);
  const boxes = shownBoxes(facts);
  const decisions = useCorrections(onDecided);
  const corrections = useCorrections();
  const [draft, setDraft] = useState<RegionDraft>();
  const decide = (edit: CorrectionEdit): void => decisions.correct(id, edit);
  const apply = (edit: CorrectionEdit): void => corrections.correct(id, edit);
  const [mildest] = choices.levels;
  const [firstRegionLevel] = choices.regionLevels;
  return {
    choices,
    boxes,
    chosen: region.chosen === undefined ? undefined : boxes[region.chosen - 1],
    draft,
    fault: decisions.fault ?? corrections.fault,
    isPending: decisions.isPending || corrections.isPending,
    confirm: () => decide({ kind: 'confirmed' }),
    chooseLevel: (level) => decide({ kind: 'level-changed', level }),
    chooseGrade: (grade) => decide({ kind: 'grade-changed', grade }),
    relabel: (name, label) => apply({ kind: 'region-relabelled', region: name, ...label }),
    reject: (name) => apply({ kind: 'region-rejected', region: name, ...(mildest && { withoutRegions: mildest }) }),
    undo: () => corrections.undo(id),
    apply,
    addRegion: (view) => {
      const level = choices.regionLevels.find(({ isAnomalous }) => isAnomalous) ?? firstRegionLevel;
      if (level !== undefined) setDraft({ rect: rectInView(view, facts.picture), level });
    },
    moveRegion: (name) => {
      const box = boxes.find((each) => each.id === name);
      if (box !== undefined) setDraft({ region: name, rect: rectOf(box), level: levelOfBox(box, choices) });
    },
    changeDraft: (change) => setDraft((now) => now && { ...now, ...change }),
    saveDraft: () => {
      if (draft !== undefined) apply(editOf(draft, inspection));
      setDraft(undefined);
      if (draft !== undefined && draft.region === undefined) region.chooseInList(boxes.length + 1);
    },
    cancelDraft: () => setDraft(undefined),
  };
}

function useCorrectionChoices(packId: string): CorrectionChoices {
  const pack = useInstalledPack(packId).data;
  const levels = pack?.anomaly ? levelsOfPack(pack.anomaly) : [];
  return {
    levels,
    regionLevels: levels.filter(({ rank }) => rank > 0),
    grades: pack?.grade ? gradesOfPack(pack.grade) : [],
    categories: pack?.anomaly ? categoriesOfPack(pack.anomaly) : [],
  };
}

/** A new region covers this share of what is shown. */
const newRegionShare = 0.25;

function rectInView(
  { scale, x, y }: ZoomView,
  picture: { readonly width: number; readonly height: number },
): PixelRect {
  const centre = { x: ((0.5 - x) / scale) * picture.width, y: ((0.5 - y) / scale) * picture.height };
  const side = (newRegionShare * Math.min(picture.width, picture.height)) / scale;
  return rectAround(centre, { width: side, height: side }, picture);
}

function rectOf({ x, y, width, height }: ShownBox): PixelRect {
  return { x, y, width, height };
}

function levelOfBox({ level, levelTitle, action }: ShownBox, { levels }: CorrectionChoices): Level {
  return levels.find((each) => each.level === level) ?? { level, levelTitle, action, isAnomalous: true, rank: 0 };
}

function editOf({ region, rect, level, category }: RegionDraft, { facts, view }: ShownInspection): CorrectionEdit {
  const map = view?.ok === true ? view.value.rasters?.map : undefined;
  const score = map === undefined ? 0 : peakInRect(map, rect, facts.picture);
  if (region !== undefined) return { kind: 'region-moved', region, to: { ...rect, score } };
  const { level: name, levelTitle, action } = level;
  return {
    kind: 'region-added',
    region: { ...rect, score, level: name, levelTitle, action, ...(category && { category }) },
  };
}
