/** Applies examples one after another and stops at the first that would hide a confirmed fault. */
import type { AreaExample } from '../../domain/example';
import type { LearnedExample, LearningFault } from '../../domain/learning-report';
import type { Checkpoint } from '../../domain/operation';
import { fail, succeed, type Result } from '../../domain/result';
import { joinRows } from '../../learning/coreset';
import type { Vectors } from '../../learning/memory-bank';
import type { AnomalyTerms } from '../measure';
import { withAddedRows, type ComparedPicture } from './compared-picture';
import { foundFaults, isHidden, type FoundFaults } from './fault-guard';
import { isHeld, learnExample, mostExampleRows, type ExampleBank } from './example-rows';

/** Rows of one example. */
export interface AddedRows {
  readonly example: AreaExample;
  /** What the report calls the picture. */
  readonly name: string;
  readonly rows: Vectors;
}

export interface ExamplesLearned {
  readonly compared: readonly ComparedPicture[];
  readonly added: readonly AddedRows[];
  readonly learned: readonly LearnedExample[];
}

interface LearnPlan {
  readonly terms: AnomalyTerms;
  readonly bank: ExampleBank;
  /** Examples that the base learned before: they get rows only where their picture is wrong again. */
  readonly known: ReadonlySet<string>;
  readonly checkpoint: Checkpoint;
}

/** Faults first: a normal example that hides one is then found. */
export async function learnExamples(
  examples: readonly AreaExample[],
  pictures: readonly ComparedPicture[],
  { terms, bank: given, known, checkpoint }: LearnPlan,
): Promise<Result<ExamplesLearned, LearningFault>> {
  const found = new Map<string, FoundFaults>();
  const watch = (each: ComparedPicture): void => {
    const faults = foundFaults(each, terms);
    if (faults !== undefined) found.set(each.picture.recordId, faults);
  };
  pictures.forEach(watch);
  const unknown = unknownScenes(examples, pictures, { terms, known });
  if (unknown !== undefined) return fail(unknown);
  const added: AddedRows[] = [];
  const learned: LearnedExample[] = [];
  let [compared, bank] = [pictures, given];
  for (const [done, example] of inOrder(examples).entries()) {
    if (!(await checkpoint({ step: 'teach', done, total: examples.length }))) return fail({ kind: 'cancelled' });
    const own = compared.find(({ picture }) => picture.recordId === example.recordId);
    if (own === undefined || (known.has(example.id) && isHeld(example, own, terms))) continue;
    const { rows, compared: after, outcome } = learnExample(example, own, bank, terms);
    if (outcome === 'full')
      return fail({ kind: 'bank-full', exampleId: example.id, limit: mostExampleRows[example.kind] });
    if (outcome === 'looks-normal') return fail(looksNormal(own, example));
    const others = compared.map((each) => (each === own ? after : withAddedRows(each, example.kind, rows)));
    const hidden = others.find((each, at) => {
      const before = found.get(each.picture.recordId);
      return each !== compared[at] && before !== undefined && isHidden(before, each, terms);
    });
    if (hidden !== undefined) return fail({ ...pictureOf(hidden, example), kind: 'hides-fault' });
    if (example.kind === 'fault') watch(after);
    compared = others;
    bank = withRows(bank, example.kind, rows);
    added.push({ example, name: own.picture.name, rows });
    learned.push({ id: example.id, kind: example.kind, recordId: example.recordId, rows: rows.rows });
  }
  return succeed({ compared, added, learned });
}

/** What is normal in a scene that only its baselines know is learned by one more baseline: all of these examples are named at once. */
function unknownScenes(
  examples: readonly AreaExample[],
  pictures: readonly ComparedPicture[],
  { terms, known }: Pick<LearnPlan, 'terms' | 'known'>,
): LearningFault | undefined {
  const unknown = inOrder(examples).flatMap((example) => {
    const own = pictures.find(({ picture }) => picture.recordId === example.recordId);
    const isRefused =
      own?.isUnknownScene === true &&
      example.kind === 'normal' &&
      !(known.has(example.id) && isHeld(example, own, terms));
    return isRefused ? [{ own, example }] : [];
  });
  const [first] = unknown;
  if (first === undefined) return undefined;
  const exampleIds = unknown.map(({ example: { id } }) => id);
  return { ...pictureOf(first.own, first.example), kind: 'unknown-scene', exampleIds };
}

function inOrder(examples: readonly AreaExample[]): readonly AreaExample[] {
  const rank = ({ kind }: AreaExample): number => (kind === 'fault' ? 0 : 1);
  return examples.toSorted((a, b) => rank(a) - rank(b) || compare(a.at, b.at) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function pictureOf({ picture: { recordId, name } }: ComparedPicture, { id }: AreaExample) {
  return { recordId, name, exampleId: id };
}

function looksNormal(own: ComparedPicture, example: AreaExample): LearningFault {
  const hasBaselines = (own.picture.baselines ?? []).length > 0;
  return { ...pictureOf(own, example), kind: hasBaselines ? 'looks-like-baseline' : 'looks-normal' };
}

function withRows(bank: ExampleBank, kind: AreaExample['kind'], rows: Vectors): ExampleBank {
  return kind === 'fault'
    ? { ...bank, faults: joinRows([bank.faults, rows], rows.columns) }
    : {
        ...bank,
        known: joinRows([bank.known, rows], rows.columns),
        normal: joinRows([bank.normal, rows], rows.columns),
      };
}
