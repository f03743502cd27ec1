/** What a person decided about a picture on which the pack gave no verdict. It is not a verdict of the pack: there is no score, no map and no region. */
import { effectiveCorrections, type Correction, type Level } from './correction';
import { refusalOf, type Refusal } from './refusal';

/** The fields of a record, shown or stored, that decide this. */
export interface Decidable {
  readonly refused?: Pick<Refusal, 'code'> | undefined;
  readonly grade?:
    { readonly title: string; readonly confidence: number; readonly refused?: string | undefined } | undefined;
  readonly anomaly?: object | undefined;
  readonly corrections?: readonly Correction[] | undefined;
}

/** The severity that a person gave to a refused picture; undefined for every other picture. */
export function decisionOf({ refused, grade, anomaly, corrections = [] }: Decidable): Level | undefined {
  if (anomaly !== undefined || !isRefused({ refused, grade })) return undefined;
  return effectiveCorrections(corrections).findLast(({ kind }) => kind === 'level-changed')?.after?.level;
}

/** Whether a person gave a severity or a grade to a picture that the pack refused. */
export function isDecided(record: Decidable): boolean {
  if (decisionOf(record) !== undefined) return true;
  return (
    isRefused(record) && effectiveCorrections(record.corrections ?? []).some(({ kind }) => kind === 'grade-changed')
  );
}

function isRefused({ refused, grade }: Decidable): boolean {
  return refusalOf({ refused, grade }) !== undefined;
}
