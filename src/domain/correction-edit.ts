/** From what a person did to the correction that is stored, with the state before and after it. */
import { usualLimit } from './agreed-verdict';
import { levelOfVerdict, limitOf, shownBoxes, shownRecord, type Correctable, type ShownBox } from './corrected-verdict';
import {
  lastEffective,
  type Correction,
  type CorrectionState,
  type GradeLabel,
  type Level,
  type NamedRegion,
} from './correction';
import { decisionOf } from './decision';
import type { AnomalyBox, BoxCategory } from './inspection';
import { recordLocale, textIn } from './localised-text';
import type { PackAnomaly, PackGrade } from './pack';
import type { PixelRect } from './picture';
import { refusalOf } from './refusal';

/** One act of a person on the verdict of one picture. */
export type CorrectionEdit =
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'grade-changed'; readonly grade: GradeLabel }
  | { readonly kind: 'level-changed'; readonly level: Level }
  | { readonly kind: 'region-added'; readonly region: AnomalyBox }
  /** `score`: the highest value of the map inside the new place. */
  | { readonly kind: 'region-moved'; readonly region: string; readonly to: PixelRect & { readonly score: number } }
  | {
      readonly kind: 'region-relabelled';
      readonly region: string;
      readonly level?: Level;
      readonly category?: BoxCategory;
    }
  | { readonly kind: 'region-rejected'; readonly region: string; readonly withoutRegions?: Level }
  | {
      readonly kind: 'threshold-changed';
      readonly limit: number;
      readonly score: number;
      readonly level: Level;
      readonly regions: readonly NamedRegion[];
    }
  | { readonly kind: 'undone'; readonly undoes: string };

/** The id, the time and the person of a correction. */
export type CorrectionStamp = Pick<Correction, 'id' | 'at' | 'by'>;

/** The correction to append; undefined where the edit concerns a region or a verdict that is not there. */
export function toCorrection(
  record: Correctable,
  edit: CorrectionEdit,
  stamp: CorrectionStamp,
): Correction | undefined {
  const shown = shownRecord(record);
  switch (edit.kind) {
    case 'confirmed':
      return isConfirmedBy(record, stamp.by) ? undefined : { ...stamp, kind: edit.kind };
    case 'undone':
      return { ...stamp, kind: edit.kind, undoes: edit.undoes };
    case 'grade-changed':
      return { ...stamp, kind: edit.kind, ...gradeBefore(shown), after: { grade: edit.grade } };
    case 'threshold-changed':
      return thresholdCorrection(record, shown, edit, stamp);
    case 'level-changed':
      return levelCorrection(shown, edit, stamp);
    case 'region-added':
      if (shown.anomaly === undefined) return undefined;
      return { ...stamp, kind: edit.kind, region: stamp.id, after: { region: edit.region } };
    default:
      return regionCorrection(shownBoxes(shown), edit, stamp);
  }
}

/** Whether the last thing that a person did was to confirm the verdict, under this name: nothing is to be added. */
function isConfirmedBy({ corrections = [] }: Correctable, by: string | undefined): boolean {
  const last = lastEffective(corrections);
  return last?.kind === 'confirmed' && last.by === by;
}

/** A picture that the pack refused has no level before a person gives it one. */
function levelCorrection(
  shown: Correctable,
  { kind, level }: Extract<CorrectionEdit, { kind: 'level-changed' }>,
  stamp: CorrectionStamp,
): Correction | undefined {
  const { anomaly } = shown;
  if (anomaly === undefined && refusalOf(shown) === undefined) return undefined;
  const before = anomaly === undefined ? decisionOf(shown) : levelOfVerdict(anomaly);
  return { ...stamp, kind, ...(before && { before: { level: before } }), after: { level } };
}

function gradeBefore({ grade }: Correctable): { readonly before?: CorrectionState } {
  if (grade === undefined) return {};
  const { label, title, group } = grade;
  return { before: { grade: { label, title, ...(group !== undefined && { group }) } } };
}

function thresholdCorrection(
  record: Correctable,
  { anomaly }: Correctable,
  { kind, limit, score, level, regions }: Extract<CorrectionEdit, { kind: 'threshold-changed' }>,
  stamp: CorrectionStamp,
): Correction | undefined {
  if (anomaly === undefined) return undefined;
  const before = { limit: limitOf(record) ?? usualLimit, score: anomaly.score, level: levelOfVerdict(anomaly) };
  return { ...stamp, kind, before, after: { limit, score, level, regions } };
}

type RegionEdit = Extract<CorrectionEdit, { readonly region: string }>;

function regionCorrection(
  boxes: readonly ShownBox[],
  edit: RegionEdit,
  stamp: CorrectionStamp,
): Correction | undefined {
  const box = boxes.find(({ id }) => id === edit.region);
  if (box === undefined) return undefined;
  const region = withoutName(box);
  const correction = { ...stamp, kind: edit.kind, region: edit.region, before: { region } };
  if (edit.kind === 'region-rejected') {
    return { ...correction, ...(edit.withoutRegions && { withoutRegions: edit.withoutRegions }) };
  }
  return { ...correction, after: { region: editedRegion(region, edit) } };
}

function withoutName(box: ShownBox): AnomalyBox {
  const { x, y, width, height, score, level, levelTitle, action, category } = box;
  return { x, y, width, height, score, level, levelTitle, action, ...(category && { category }) };
}

function editedRegion(region: AnomalyBox, edit: Exclude<RegionEdit, { kind: 'region-rejected' }>): AnomalyBox {
  if (edit.kind === 'region-moved') return { ...region, ...edit.to };
  const { level, category } = edit;
  return {
    ...region,
    ...(level && { level: level.level, levelTitle: level.levelTitle, action: level.action }),
    ...(category && { category }),
  };
}

/** The severity levels of a pack, the mildest first. */
export function levelsOfPack({ severity }: PackAnomaly): readonly Level[] {
  return severity.map(({ name, title, action, upTo }, rank) => ({
    level: name,
    levelTitle: textIn(title, recordLocale),
    action: textIn(action, recordLocale),
    isAnomalous: upTo > usualLimit,
    rank,
  }));
}

/** The grades of a pack that a person can choose: those that are no reason to refuse a picture. */
export function gradesOfPack({ labels, reject }: PackGrade): readonly GradeLabel[] {
  const refused = new Set(reject.flatMap((rule) => (rule.kind === 'label' ? [rule.label] : [])));
  return labels
    .filter(({ name }) => !refused.has(name))
    .map(({ name, title, group }) => ({
      label: name,
      title: textIn(title, recordLocale),
      ...(group !== undefined && { group }),
    }));
}

/** The kinds of region that a pack knows, as a person names them: with certainty. */
export function categoriesOfPack({ map, categories }: PackAnomaly): readonly BoxCategory[] {
  const named =
    map?.kinds ?? (categories === undefined ? [] : [categories.compact, categories.slender, categories.long]);
  return named.map(({ name, title }) => ({ name, title: textIn(title, recordLocale), confidence: 1 }));
}
