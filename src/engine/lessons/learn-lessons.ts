/** Applies lessons one after another and stops at the first that would hide a confirmed fault. */
import type { AreaLesson } from '../../domain/lesson';
import type { LearnedLesson, LessonFault } from '../../domain/lesson-report';
import type { Checkpoint } from '../../domain/operation';
import { fail, succeed, type Result } from '../../domain/result';
import { joinRows } from '../../learning/coreset';
import type { Vectors } from '../../learning/memory-bank';
import type { AnomalyTerms } from '../measure';
import { withAddedRows, type ComparedPicture } from './compared-picture';
import { foundFaults, isHidden, type FoundFaults } from './fault-guard';
import { isHeld, learnLesson, mostLessonRows, type LessonBank } from './lesson-rows';

/** Rows of one lesson. */
export interface AddedRows {
  readonly lesson: AreaLesson;
  /** What the report calls the picture. */
  readonly name: string;
  readonly rows: Vectors;
}

export interface LessonsLearned {
  readonly compared: readonly ComparedPicture[];
  readonly added: readonly AddedRows[];
  readonly learned: readonly LearnedLesson[];
}

interface LearnPlan {
  readonly terms: AnomalyTerms;
  readonly bank: LessonBank;
  /** Lessons that the base learned before: they get rows only where their picture is wrong again. */
  readonly known: ReadonlySet<string>;
  readonly checkpoint: Checkpoint;
}

/** Faults first: a normal lesson that hides one is then found. */
export async function learnLessons(
  lessons: readonly AreaLesson[],
  pictures: readonly ComparedPicture[],
  { terms, bank: given, known, checkpoint }: LearnPlan,
): Promise<Result<LessonsLearned, LessonFault>> {
  const found = new Map<string, FoundFaults>();
  const watch = (each: ComparedPicture): void => {
    const faults = foundFaults(each, terms);
    if (faults !== undefined) found.set(each.picture.recordId, faults);
  };
  pictures.forEach(watch);
  const added: AddedRows[] = [];
  const learned: LearnedLesson[] = [];
  let [compared, bank] = [pictures, given];
  for (const [done, lesson] of inOrder(lessons).entries()) {
    if (!(await checkpoint({ step: 'teach', done, total: lessons.length }))) return fail({ kind: 'cancelled' });
    const own = compared.find(({ picture }) => picture.recordId === lesson.recordId);
    if (own === undefined || (known.has(lesson.id) && isHeld(lesson, own, terms))) continue;
    if (own.isUnknownScene && lesson.kind === 'normal')
      return fail({ ...pictureOf(own, lesson), kind: 'unknown-scene' });
    const { rows, compared: after, outcome } = learnLesson(lesson, own, bank, terms);
    if (outcome === 'full') return fail({ kind: 'bank-full', lessonId: lesson.id, limit: mostLessonRows[lesson.kind] });
    if (outcome === 'looks-normal') return fail(looksNormal(own, lesson));
    const others = compared.map((each) => (each === own ? after : withAddedRows(each, lesson.kind, rows)));
    const hidden = others.find((each, at) => {
      const before = found.get(each.picture.recordId);
      return each !== compared[at] && before !== undefined && isHidden(before, each, terms);
    });
    if (hidden !== undefined) return fail({ ...pictureOf(hidden, lesson), kind: 'hides-fault' });
    if (lesson.kind === 'fault') watch(after);
    compared = others;
    bank = withRows(bank, lesson.kind, rows);
    added.push({ lesson, name: own.picture.name, rows });
    learned.push({ id: lesson.id, kind: lesson.kind, recordId: lesson.recordId, rows: rows.rows });
  }
  return succeed({ compared, added, learned });
}

function inOrder(lessons: readonly AreaLesson[]): readonly AreaLesson[] {
  const rank = ({ kind }: AreaLesson): number => (kind === 'fault' ? 0 : 1);
  return lessons.toSorted((a, b) => rank(a) - rank(b) || compare(a.at, b.at) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function pictureOf({ picture: { recordId, name } }: ComparedPicture, { id }: AreaLesson) {
  return { recordId, name, lessonId: id };
}

function looksNormal(own: ComparedPicture, lesson: AreaLesson): LessonFault {
  const hasBaselines = (own.picture.baselines ?? []).length > 0;
  return { ...pictureOf(own, lesson), kind: hasBaselines ? 'looks-like-baseline' : 'looks-normal' };
}

function withRows(bank: LessonBank, kind: AreaLesson['kind'], rows: Vectors): LessonBank {
  return kind === 'fault'
    ? { ...bank, faults: joinRows([bank.faults, rows], rows.columns) }
    : {
        ...bank,
        known: joinRows([bank.known, rows], rows.columns),
        normal: joinRows([bank.normal, rows], rows.columns),
      };
}
