/** The model card of a pack, from what its manifest states: the same on the device and at the office. */
import { textIn } from '../domain/localised-text';
import type { Pack } from '../domain/pack';
import { classMeasuresOf, type ClassMeasures } from '../domain/pack/class-measures';
import { fewOfClass, rightOf100 } from '../domain/right-of-100';
import { headText } from './head-text';
import type { Words } from './words';

interface CardFact {
  readonly name: string;
  readonly value: string;
  readonly isCode?: boolean;
}

interface CardTable {
  readonly title: string;
  readonly columns: readonly string[];
  /** The first cell names the row, the others are numbers. */
  readonly rows: readonly (readonly string[])[];
}

export interface ModelCardText {
  readonly why: string;
  readonly facts: readonly CardFact[];
  readonly tables: readonly CardTable[];
  readonly limits: readonly string[];
}

/** `sha256` of the manifest. */
export function modelCardText(words: Words, pack: Pack, sha256: string): ModelCardText {
  const measured = classMeasuresOf(pack);
  const isImported = pack.taught === undefined;
  return {
    why: words.say(isImported ? 'library.card.imported' : 'library.cardWhy'),
    facts: [
      ...(measured === undefined ? [] : measuredFacts(words, measured)),
      ...knowledgeFacts(words, pack, measured !== undefined),
      ...taughtFacts(words, pack),
      ...originFacts(words, pack, sha256),
    ],
    tables: measured === undefined ? [] : [classTable(words, pack, measured), calibrationTable(words, measured)],
    limits: limitsOf(words, pack, measured),
  };
}

function judgedOf({ classes }: ClassMeasures): number {
  return classes.reduce((sum, { pictures }) => sum + pictures, 0);
}

function measuredFacts(words: Words, measured: ClassMeasures): readonly CardFact[] {
  const { accuracy, test, calibrationError, head } = measured;
  const percent = words.percent(calibrationError);
  return [
    {
      name: words.say('library.card.accuracy'),
      value: words.say('library.card.accuracyOf', rightOf100(accuracy, judgedOf(measured))),
    },
    ...(test === undefined
      ? []
      : [
          {
            name: words.say('library.card.test'),
            value: words.say('library.card.testOf', { percent: words.percent(test.accuracy), count: test.pictures }),
          },
        ]),
    { name: words.say('library.card.calibration'), value: words.say('library.card.calibrationOf', { percent }) },
    { name: words.say('library.card.head'), value: headText(words, head) },
  ];
}

function knowledgeFacts(words: Words, { anomaly, grade }: Pack, isInTable: boolean): readonly CardFact[] {
  const labels = grade?.labels.map(({ title }) => textIn(title, words.locale.tag));
  const facts: CardFact[] =
    labels === undefined || isInTable ? [] : [{ name: words.say('library.card.labels'), value: words.list(labels) }];
  if (anomaly === undefined) return facts;
  const { falseAlarmRate, normals } = anomaly.calibration;
  const { rows, columns } = anomaly.bank;
  return [
    ...facts,
    { name: words.say('library.card.falseAlarms'), value: alarmsText(words, normals, falseAlarmRate) },
    { name: words.say('library.card.bank'), value: words.say('library.card.bankOf', { rows, columns }) },
  ];
}

/** A rate of 1 is no limit: with one normal picture, or after faults were learned. */
function alarmsText(words: Words, normals: number, falseAlarmRate: number): string {
  if (normals === 0) return words.say('library.card.notMeasured');
  if (falseAlarmRate === 1) return words.say('library.card.falseAlarmsNone');
  return words.say('library.card.falseAlarmsOf', { rate: words.percent(falseAlarmRate), normals });
}

function taughtFacts(words: Words, pack: Pack): readonly CardFact[] {
  const { taught, files, network } = pack;
  if (taught === undefined) return [];
  const { basePackId, baseVersion, taughtAt, pictures, seed } = taught;
  const counts = Object.entries(pictures)
    .filter(([, count]) => count > 0)
    .map(([label, count]) => words.say('library.card.picturesOf', { label, count }));
  const file = files[network.file];
  return [
    {
      name: words.say('library.card.base'),
      value: words.say('library.card.baseVersion', { pack: basePackId, version: baseVersion }),
    },
    ...(file === undefined
      ? []
      : [
          {
            name: words.say('library.card.backbone'),
            value: words.say('library.card.backboneOf', {
              file: file.path.split('/').at(-1) ?? file.path,
              size: words.bytes(file.bytes),
              sha256: file.sha256.slice(0, 12),
            }),
          },
        ]),
    { name: words.say('library.card.taughtAt'), value: words.dateTime(taughtAt) },
    { name: words.say('library.card.pictures'), value: words.list(counts) },
    { name: words.say('library.card.seed'), value: String(seed) },
  ];
}

function originFacts(words: Words, { licence, taught }: Pack, sha256: string): readonly CardFact[] {
  const previous = taught?.previousSha256;
  return [
    { name: words.say('library.card.licence'), value: licence },
    { name: words.say('library.card.sha256'), value: sha256, isCode: true },
    ...(previous === undefined ? [] : [{ name: words.say('library.card.previous'), value: previous, isCode: true }]),
  ];
}

function classTable(words: Words, { taught }: Pack, { classes }: ClassMeasures): CardTable {
  return {
    title: words.say('classes.perClass'),
    columns: [
      words.say('classes.class'),
      words.say('classes.pictures'),
      words.say('library.card.keptApart'),
      words.say('classes.precision'),
      words.say('classes.recall'),
    ],
    rows: classes.map(({ label, pictures, test, precision, recall }) => [
      label,
      words.number(taught?.pictures[label] ?? pictures),
      words.number(test),
      words.percent(precision),
      words.percent(recall),
    ]),
  };
}

function calibrationTable(words: Words, { calibration }: ClassMeasures): CardTable {
  return {
    title: words.say('classes.calibrationTitle'),
    columns: [words.say('classes.confidence'), words.say('classes.accuracy'), words.say('classes.pictures')],
    rows: calibration.map(({ confidence, accuracy, count }) => [
      words.percent(confidence),
      words.percent(accuracy),
      words.number(count),
    ]),
  };
}

function limitsOf(
  words: Words,
  { taught, grade, anomaly }: Pack,
  measured: ClassMeasures | undefined,
): readonly string[] {
  if (anomaly !== undefined) return [words.say('library.card.limit.score'), words.say('library.card.limit.same')];
  if (taught === undefined || grade === undefined) return [];
  const few = measured?.classes.filter(({ pictures }) => pictures < fewOfClass).map(({ label }) => label) ?? [];
  return [
    ...(measured === undefined ? [words.say('library.card.limit.unmeasured')] : []),
    words.say('library.card.limit.classes'),
    words.say('library.card.limit.same'),
    ...(few.length === 0 ? [] : [words.say('library.card.limit.few', { names: words.list(few) })]),
    ...(measured === undefined || measured.test !== undefined ? [] : [words.say('library.card.limit.noTest')]),
  ];
}
