/**
 * The verdict after the corrections of people (docs/spec/corrections.md). Screens, summaries, exports, reports and the office show
 * this one; the verdict of the pack stays in the record.
 */
import { agreeRecord } from './agreed-verdict';
import { effectiveCorrections, type Correction, type GradeLabel, type Level } from './correction';
import { isDecided } from './decision';
import type { AnomalyBox, AnomalyVerdict, GradeVerdict } from './inspection';
import type { Refusal } from './refusal';

/** Whether a person has looked at the verdict. */
export type Review =
  | { readonly phase: 'none' }
  | {
      /** `confirmed`: the verdict of the pack is right. `changed`: a person changed it. */
      readonly phase: 'confirmed' | 'changed';
      /** Of the last correction that has effect. */
      readonly at: string;
      readonly by?: string;
      /** The pack gave no verdict: the person decided. */
      readonly isDecision?: true;
    };

/** A box of a corrected verdict. */
export interface ShownBox extends AnomalyBox {
  /** `pack-1` is the first box of the pack; a box that a person added has the id of that correction. */
  readonly id: string;
  /** Who drew it or changed it last. */
  readonly from: 'pack' | 'person';
}

/** The fields of a record that a correction can change, and those that decide how. */
export interface Correctable {
  readonly refused?: Refusal;
  readonly grade?: GradeVerdict;
  readonly anomaly?: AnomalyVerdict;
  readonly corrections?: readonly Correction[];
}

/** Whether and by whom a record was confirmed or changed. */
export function reviewOf(record: Correctable): Review {
  const effective = effectiveCorrections(record.corrections ?? []);
  const last = effective.at(-1);
  if (last === undefined) return { phase: 'none' };
  const phase = effective.some(({ kind }) => kind !== 'confirmed') ? 'changed' : 'confirmed';
  const isDecision = isDecided(record) && { isDecision: true as const };
  return { phase, at: last.at, ...(last.by !== undefined && { by: last.by }), ...isDecision };
}

/** What `shownRecord` returned: corrections are applied once. */
const shownRecords = new WeakSet<object>();

/** The record with its corrected verdict. Its boxes are `ShownBox`es. The record itself is not changed; a shown record is returned as it is. */
export function shownRecord<Stored extends Correctable>(stored: Stored): Stored {
  if (shownRecords.has(stored)) return stored;
  const agreed = withBoxIds(agreeRecord(stored));
  const corrected = effectiveCorrections(stored.corrections ?? []).reduce(applyCorrection, stateOf(agreed));
  const shown: Stored = {
    ...agreed,
    ...(corrected.grade && { grade: corrected.grade }),
    ...(agreed.anomaly && corrected.picture && { anomaly: anomalyOf(agreed.anomaly, corrected.picture) }),
  };
  // A person who gives a grade overrules the refusal. `shown` is a new object, so deleting from it is safe.
  if (corrected.isGradeChosen) Reflect.deleteProperty(shown, 'refused');
  shownRecords.add(shown);
  return shown;
}

/** The boxes of a corrected verdict. */
export function shownBoxes({ anomaly }: Correctable): readonly ShownBox[] {
  return (anomaly?.boxes ?? []).map((box, index) => ({ ...packBox(box, index), ...box }));
}

/** The limit under which the corrected verdict was made: 0.5, unless a person chose another. */
export function limitOf({ corrections = [] }: Correctable): number | undefined {
  return effectiveCorrections(corrections).findLast(({ kind }) => kind === 'threshold-changed')?.after?.limit;
}

interface PictureState {
  readonly level: Level;
  /** True where a person chose the level; then it changes with the regions only if they become more severe. */
  readonly isChosen: boolean;
  readonly score: number;
  readonly boxes: readonly ShownBox[];
  /** The names of the levels, the mildest first; empty in records of older versions, whose levels cannot be compared. */
  readonly levels: readonly string[];
}

interface VerdictState {
  readonly grade: GradeVerdict | undefined;
  readonly isGradeChosen: boolean;
  readonly picture: PictureState | undefined;
}

function withBoxIds<Stored extends Correctable>(record: Stored): Stored {
  return record.anomaly === undefined
    ? record
    : { ...record, anomaly: { ...record.anomaly, boxes: record.anomaly.boxes.map(packBox) } };
}

function packBox(box: AnomalyBox, index: number): ShownBox {
  return { ...box, id: `pack-${index + 1}`, from: 'pack' };
}

function stateOf({ grade, anomaly }: Correctable): VerdictState {
  return { grade, isGradeChosen: false, picture: anomaly && pictureOf(anomaly) };
}

function pictureOf(anomaly: AnomalyVerdict): PictureState {
  const levels = anomaly.levels ?? [];
  return {
    level: levelOfVerdict(anomaly),
    isChosen: false,
    score: anomaly.score,
    boxes: shownBoxes({ anomaly }),
    levels,
  };
}

/** The level of a verdict. Its rank is 0 in records of older versions, whose levels cannot be compared. */
export function levelOfVerdict({ level, levelTitle, action, isAnomalous, levels = [] }: AnomalyVerdict): Level {
  return { level, levelTitle, action, isAnomalous, rank: Math.max(0, levels.indexOf(level)) };
}

function anomalyOf(anomaly: AnomalyVerdict, { level: shown, score, boxes }: PictureState): AnomalyVerdict {
  const { level, levelTitle, action } = shown;
  return { ...anomaly, level, levelTitle, action, isAnomalous: shown.isAnomalous || boxes.length > 0, score, boxes };
}

function applyCorrection(state: VerdictState, correction: Correction): VerdictState {
  const { after } = correction;
  if (correction.kind === 'grade-changed' && after?.grade !== undefined) {
    return { ...state, grade: regraded(state.grade, after.grade), isGradeChosen: true };
  }
  if (state.picture === undefined) return state;
  return { ...state, picture: correctPicture(state.picture, correction) };
}

/** The probabilities stay those of the pack; the confidence is the one that the pack has in the chosen grade. */
function regraded(grade: GradeVerdict | undefined, { label, title, group }: GradeLabel): GradeVerdict {
  const probabilities = grade?.probabilities ?? [];
  const ofLabel = probabilities.filter((each) => each.label === label).map(({ probability }) => probability);
  return {
    label,
    title,
    ...(group !== undefined && { group }),
    confidence: Math.max(0, ...ofLabel),
    probabilities,
    indicative: grade?.indicative ?? true,
  };
}

function correctPicture(picture: PictureState, correction: Correction): PictureState {
  const { kind, region: id, after, withoutRegions } = correction;
  switch (kind) {
    case 'level-changed':
      return after?.level === undefined ? picture : withLevel(picture, after.level);
    case 'region-added':
      return after?.region === undefined ? picture : withAddedBoxes(picture, [byPerson(after.region, correction.id)]);
    case 'region-moved':
    case 'region-relabelled':
      return withBoxes(
        picture,
        picture.boxes.map((box) => (box.id === id ? byPerson({ ...box, ...after?.region }, box.id) : box)),
      );
    case 'region-rejected':
      return rejected(picture, id, withoutRegions);
    case 'threshold-changed':
      return after === undefined ? picture : rescored(picture, after);
    default:
      return picture;
  }
}

function byPerson(box: AnomalyBox, id: string): ShownBox {
  return { ...box, id, from: 'person' };
}

/** No region is more severe than its picture, and a normal picture has none. */
function withLevel(picture: PictureState, level: Level): PictureState {
  const { level: name, levelTitle, action } = level;
  const cap = (box: ShownBox): ShownBox =>
    rankOf(picture, box.level) > level.rank ? { ...box, level: name, levelTitle, action } : box;
  return { ...picture, level, isChosen: true, boxes: isNormal(level) ? [] : picture.boxes.map(cap) };
}

/** The mildest level of a pack. Levels of older records have no rank: theirs is normal where the picture is not anomalous. */
function isNormal({ rank, isAnomalous }: Level): boolean {
  return rank === 0 && !isAnomalous;
}

/** The picture becomes at least as severe as the regions that were added. */
function withAddedBoxes(picture: PictureState, added: readonly ShownBox[]): PictureState {
  const worst = worstOf(picture, added);
  const changed = { ...picture, boxes: [...picture.boxes, ...added] };
  if (worst === undefined || (!isNormal(picture.level) && worst.rank <= picture.level.rank)) return changed;
  return { ...changed, level: worst, isChosen: false };
}

/** The picture becomes as severe as its most severe region, and milder only where no person chose its level. */
function withBoxes(picture: PictureState, boxes: readonly ShownBox[]): PictureState {
  const worst = worstOf(picture, boxes);
  const changed = { ...picture, boxes };
  if (worst === undefined || (picture.isChosen && worst.rank <= picture.level.rank)) return changed;
  return { ...changed, level: worst, isChosen: false };
}

function rejected(picture: PictureState, id: string | undefined, withoutRegions: Level | undefined): PictureState {
  const boxes = picture.boxes.filter((box) => box.id !== id);
  if (boxes.length === picture.boxes.length) return picture;
  if (boxes.length > 0 || picture.isChosen || withoutRegions === undefined) return withBoxes(picture, boxes);
  return { ...picture, boxes, level: withoutRegions };
}

/** Regions that a person drew stay; all others are those under the chosen threshold. */
function rescored(
  picture: PictureState,
  { level, regions = [], score }: NonNullable<Correction['after']>,
): PictureState {
  if (level === undefined) return picture;
  const drawn = picture.boxes.filter(({ from }) => from === 'person');
  const names = new Set(drawn.map(({ id }) => id));
  const found = regions.filter(({ id }) => !names.has(id)).map((region) => ({ ...region, from: 'pack' as const }));
  const base = { ...picture, level, isChosen: false, score: score ?? picture.score, boxes: found };
  return withAddedBoxes(base, drawn);
}

/** The level of the most severe box. Where levels cannot be compared it is that of the first box. */
function worstOf(picture: PictureState, boxes: readonly ShownBox[]): Level | undefined {
  const [first, ...others] = boxes;
  if (first === undefined) return undefined;
  const worst = others.reduce(
    (most, box) => (rankOf(picture, box.level) > rankOf(picture, most.level) ? box : most),
    first,
  );
  const { level, levelTitle, action } = worst;
  return { level, levelTitle, action, isAnomalous: true, rank: Math.max(0, rankOf(picture, level)) };
}

function rankOf({ levels }: PictureState, level: string): number {
  return levels.indexOf(level);
}
