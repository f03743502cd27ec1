/**
 * Classes of a temperature difference by NETA MTS table 100.18 (ANSI/NETA MTS, "Thermographic Survey, Suggested Actions Based
 * on Temperature Rise"). For typed or radiometric temperatures only: a picture with a palette holds none, and its visual
 * severity never uses these names.
 */

/** From the least to the most urgent. `none`: below the first row of the table. */
export const netaClasses = ['none', 'possible', 'probable', 'monitor', 'major'] as const;
export type NetaClass = (typeof netaClasses)[number];

/** What the hot point is compared with: a similar component under similar load, or the air around it. */
export type NetaComparison = 'similar' | 'ambient';

/** One row of the table: `fromC` to `toC` degrees Celsius above the comparison; without `toC` everything above `fromC`. */
export interface NetaRange {
  readonly fromC: number;
  readonly toC?: number;
}

/** One class with its rows. `monitor` exists over ambient only. */
export interface NetaRow {
  readonly netaClass: Exclude<NetaClass, 'none'>;
  readonly similar?: NetaRange;
  readonly ambient: NetaRange;
}

export const netaTable: readonly NetaRow[] = [
  { netaClass: 'possible', similar: { fromC: 1, toC: 3 }, ambient: { fromC: 1, toC: 10 } },
  { netaClass: 'probable', similar: { fromC: 4, toC: 15 }, ambient: { fromC: 11, toC: 20 } },
  { netaClass: 'monitor', ambient: { fromC: 21, toC: 40 } },
  { netaClass: 'major', similar: { fromC: 15 }, ambient: { fromC: 40 } },
];

/** Temperatures of one picture in degrees Celsius: the hot point, a similar component under similar load, the air. */
export interface Temperatures {
  readonly hotC: number;
  readonly referenceC?: number | undefined;
  readonly ambientC?: number | undefined;
}

/** One difference with its class. `deltaC` is rounded to 0.1 °C. */
export interface NetaReading {
  readonly comparison: NetaComparison;
  readonly deltaC: number;
  readonly netaClass: NetaClass;
}

/** The differences that the temperatures give, and the most urgent class of them; `undefined` where nothing is compared. */
export interface NetaAssessment {
  readonly readings: readonly NetaReading[];
  readonly netaClass: NetaClass;
}

/** Assesses `temperatures`. Undefined where neither a similar component nor the air was measured. */
export function assessTemperatures({ hotC, referenceC, ambientC }: Temperatures): NetaAssessment | undefined {
  const readings = [
    ...(referenceC === undefined ? [] : [readingOf('similar', hotC - referenceC)]),
    ...(ambientC === undefined ? [] : [readingOf('ambient', hotC - ambientC)]),
  ];
  const ranks = readings.map(({ netaClass }) => netaClasses.indexOf(netaClass));
  const netaClass = netaClasses[Math.max(...ranks)];
  return netaClass === undefined ? undefined : { readings, netaClass };
}

/** The class of a difference of `deltaC` degrees. */
export function netaClassOf(comparison: NetaComparison, deltaC: number): NetaClass {
  const first = netaTable[0]?.[comparison];
  if (first === undefined || deltaC < first.fromC) return 'none';
  // The table is in whole degrees. A difference between two rows, as 3.4, belongs to the more urgent one.
  const row = netaTable.find((each) => {
    const range = each[comparison];
    return range !== undefined && (range.toC === undefined || deltaC <= range.toC);
  });
  return row?.netaClass ?? 'major';
}

/** Thermometers show tenths; without rounding 10.3 - 7.3 is more than 3. */
function readingOf(comparison: NetaComparison, difference: number): NetaReading {
  const deltaC = Math.round(difference * 10) / 10;
  return { comparison, deltaC, netaClass: netaClassOf(comparison, deltaC) };
}
