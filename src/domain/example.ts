/** What a pack learns from corrections of verdicts. Rules: `docs/spec/learning.md`. */
import { usedBaselines, type UsedBaseline } from './baseline';
import { levelOfVerdict, reviewOf, shownBoxes, shownRecord, type Correctable } from './corrected-verdict';
import { effectiveCorrections, type Correction, type Level } from './correction';
import type { FractionRect } from './pack';
import type { PixelRect } from './picture';

interface ExampleSource {
  /** The same for the same correction, so that nothing is learned twice. */
  readonly id: string;
  /** When the correction was made: ISO 8601 in UTC. */
  readonly at: string;
  readonly by?: string;
  readonly recordId: string;
  readonly correctionId: string;
  /** Of the chosen file; of the stored photo in records that do not name it. */
  readonly pictureSha256: string;
}

/** Areas of a picture that a person called normal or faulty, in fractions of the picture, 0–1. */
export interface AreaExample extends ExampleSource {
  readonly kind: 'normal' | 'fault';
  readonly areas: readonly FractionRect[];
}

/** A severity that a person chose, on the same side of the threshold or on the other. */
export interface LevelExample extends ExampleSource {
  readonly kind: 'level';
  readonly level: Pick<Level, 'level' | 'rank' | 'isAnomalous'>;
}

export type Example = AreaExample | LevelExample;

/** What a person said of a picture, by confirming the verdict or by correcting it. */
export interface SaidOfPicture {
  readonly isAnomalous: boolean;
  /** Name of the severity level. */
  readonly level: string;
  /**
   * Where the faults are, each as areas in fractions of the picture: it is found where one of them is marked. Regions that a person drew or changed are
   * one fault each; without them, the regions of the pack that a person confirmed are one together. Absent without any region.
   */
  readonly faults?: readonly (readonly FractionRect[])[];
}

/** The fields of a record that an example is made of; an `InspectionRecord` fits. */
export interface ExampleRecord extends Correctable {
  readonly id: string;
  readonly picture: { readonly width: number; readonly height: number };
  readonly pictureSha256?: string;
  readonly photo: { readonly sha256: string };
  readonly purpose?: 'baseline' | 'maintenance';
  readonly provenance?: { readonly baselines?: readonly UsedBaseline[] };
}

/** What the person said of the picture; undefined for a record that nobody confirmed or corrected, and without an anomaly verdict. */
export function saidOf(record: ExampleRecord): SaidOfPicture | undefined {
  if (record.anomaly === undefined || reviewOf(record).phase === 'none') return undefined;
  const shown = shownRecord(record);
  const { isAnomalous, level } = shown.anomaly ?? record.anomaly;
  const faults = isAnomalous ? faultsOf(shown) : [];
  return { isAnomalous, level, ...(faults.length > 0 && { faults }) };
}

function faultsOf(shown: ExampleRecord): readonly (readonly FractionRect[])[] {
  const boxes = shownBoxes(shown);
  const marked = boxes.filter(({ from }) => from === 'person').map((box) => [fractionsOf(box, shown)]);
  if (marked.length > 0) return marked;
  return boxes.length === 0 ? [] : [boxes.map((box) => fractionsOf(box, shown))];
}

/**
 * The examples of a record, from the corrections that have effect. A picture that becomes normal is one example of the whole picture. Otherwise each
 * rejected region of the pack is normal, and each region that a person drew is a fault. A severity that these do not explain is a level example.
 */
export function examplesOf(record: ExampleRecord): readonly Example[] {
  const { anomaly } = record;
  const shown = shownRecord(record).anomaly;
  const corrections = effectiveCorrections(record.corrections ?? []).filter(({ kind }) => kind !== 'confirmed');
  const last = corrections.at(-1);
  if (anomaly === undefined || shown === undefined || last === undefined) return [];
  if (anomaly.isAnomalous && !shown.isAnomalous) return [areaExample(record, last, 'normal', wholePicture)];
  const areas = corrections.flatMap((correction) => areaOf(record, correction));
  const isMiss = !anomaly.isAnomalous && shown.isAnomalous;
  const isExplained = isMiss ? areas.some(({ kind }) => kind === 'fault') : anomaly.level === shown.level;
  return isExplained ? areas : [...areas, levelExample(record, last, levelOfVerdict(shown))];
}

/** Whether a picture that was judged against baselines has become one: later pictures of its scene are compared with it. */
export function isNormalAsBaseline({ purpose, provenance = {} }: ExampleRecord): boolean {
  return purpose === 'baseline' && usedBaselines(provenance).length > 0;
}

/** Whether a person called the picture normal and it could be one more baseline of those that it was judged against. */
export function canBecomeBaseline(record: ExampleRecord): boolean {
  const wasCompared = usedBaselines(record.provenance ?? {}).length > 0;
  return wasCompared && record.purpose !== 'baseline' && examplesOf(record).some(isOfWholePicture);
}

/** Those of these records that can become baselines of their assets, each once: not those of which only a part was called normal, or no asset is known. */
export function possibleBaselines<Each extends ExampleRecord & { readonly assetId?: string }>(
  records: readonly Each[],
): readonly Each[] {
  const possible = records.filter((record) => record.assetId !== undefined && canBecomeBaseline(record));
  return [...new Map(possible.map((record) => [record.id, record])).values()];
}

function isOfWholePicture(example: Example): boolean {
  return example.kind === 'normal' && example.areas.some(({ width, height }) => width === 1 && height === 1);
}

/** Whether a pack can learn the example of this record. What is normal in a picture that became a baseline is compared, not learned. */
export function isToLearn({ kind }: Example, record: ExampleRecord): boolean {
  return kind !== 'normal' || !isNormalAsBaseline(record);
}

const wholePicture: FractionRect = { x: 0, y: 0, width: 1, height: 1 };

/** The example of one correction of a region; none where a region was rejected that a person drew. */
function areaOf(record: ExampleRecord, correction: Correction): readonly AreaExample[] {
  const { kind, region, before } = correction;
  if (kind === 'region-added') {
    const drawn = shownBoxes(shownRecord(record)).find(({ id }) => id === correction.id);
    return drawn === undefined ? [] : [areaExample(record, correction, 'fault', fractionsOf(drawn, record))];
  }
  if (kind !== 'region-rejected' || before?.region === undefined || isDrawn(record, region)) return [];
  return [areaExample(record, correction, 'normal', fractionsOf(before.region, record))];
}

function isDrawn({ corrections = [] }: ExampleRecord, region: string | undefined): boolean {
  return corrections.some(({ id, kind }) => kind === 'region-added' && id === region);
}

export function fractionsOf({ x, y, width, height }: PixelRect, { picture }: ExampleRecord): FractionRect {
  return {
    x: x / picture.width,
    y: y / picture.height,
    width: width / picture.width,
    height: height / picture.height,
  };
}

function areaExample(
  record: ExampleRecord,
  correction: Correction,
  kind: AreaExample['kind'],
  area: FractionRect,
): AreaExample {
  return { ...sourceOf(record, correction, kind), kind, areas: [area] };
}

function levelExample(record: ExampleRecord, correction: Correction, said: Level): LevelExample {
  const { level, rank, isAnomalous } = said;
  return { ...sourceOf(record, correction, 'level'), kind: 'level', level: { level, rank, isAnomalous } };
}

function sourceOf(record: ExampleRecord, correction: Correction, kind: Example['kind']): ExampleSource {
  const { id, at, by } = correction;
  return {
    id: `${kind}-${id}`,
    at,
    ...(by !== undefined && { by }),
    recordId: record.id,
    correctionId: id,
    pictureSha256: record.pictureSha256 ?? record.photo.sha256,
  };
}
