/** The grades of pictures by day, for a chart and its table. */
import type { InspectionSummary } from '../../domain/inspection-summary';

/** `counts[i]` of a day belongs to `grades[i]`. */
export interface GradesByDay {
  /** The titles of all grades that occur, in natural order. */
  readonly grades: readonly string[];
  readonly days: readonly { readonly takenAt: string; readonly counts: readonly number[] }[];
}

/** `pictures`: the oldest first. A day is the local one of this device. */
export function gradesByDay(pictures: readonly Pick<InspectionSummary, 'takenAt' | 'grade'>[]): GradesByDay {
  const graded = pictures.flatMap(({ takenAt, grade }) =>
    grade === undefined ? [] : [{ takenAt, grade: grade.title }],
  );
  const grades = [...new Set(graded.map(({ grade }) => grade))].sort(byNumber.compare);
  const days = new Map<string, { takenAt: string; counts: number[] }>();
  for (const { takenAt, grade } of graded) {
    const day = new Date(takenAt).toDateString();
    const known = days.get(day) ?? { takenAt, counts: grades.map(() => 0) };
    days.set(day, { ...known, counts: known.counts.map((count, at) => (grades[at] === grade ? count + 1 : count)) });
  }
  return { grades, days: [...days.values()] };
}

const byNumber = new Intl.Collator('en', { numeric: true });
