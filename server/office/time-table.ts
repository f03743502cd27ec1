/** Counts over time as tables: one per pack and kind of answer, one row per step, including steps without records. */
import type { ChartColour } from '../../src/ui/chart/draw-stacked-columns';
import { anomalyTone, type Tone } from '../../src/words/verdict-text';
import type { NodeWords } from '../../src/words/words';
import { shiftDay, startOfDay } from './office-time';
import type { AnswerCount, PackAnswer, TimedCount, TimeStep } from './queries/count-answers';
import { answerText } from './verdict';

/** Grades and severities are different scales: they never share a column. */
type AnswerKind = 'grade' | 'severity';

/** One answer of a table with its colour. */
interface TableAnswer {
  readonly title: string;
  readonly colour: ChartColour;
}

/** `counts[i]` of a row belongs to `answers[i]`. */
export interface TimeTable {
  readonly pack: string;
  readonly packTitle: string;
  readonly kind: AnswerKind;
  /** Whether the pack has a table of the other kind too. */
  readonly isOneOfTwo: boolean;
  readonly answers: readonly TableAnswer[];
  readonly rows: readonly { readonly label: string; readonly counts: readonly number[] }[];
}

/** Days up to five weeks, weeks up to 200 days, months beyond. Both days are included. */
export function chooseStep(from: string, to: string): TimeStep {
  const days = (Date.parse(to) - Date.parse(from)) / (24 * 3_600_000);
  if (days <= 35) return 'day';
  return days <= 200 ? 'week' : 'month';
}

/** The tables of `counts`, packs by title. All have the same rows, from the first step with a record to the last. */
export function toTimeTables(words: NodeWords, counts: readonly TimedCount[], step: TimeStep): readonly TimeTable[] {
  const starts = stepsBetween(counts, step);
  return groupByPack(counts)
    .map(({ kind, isOneOfTwo, counts: own }) => {
      const answers = sortAnswers(words, own);
      return {
        pack: own[0]?.pack ?? '',
        packTitle: own[0]?.packTitle ?? '',
        kind,
        isOneOfTwo,
        answers: colourAnswers(words, answers),
        rows: starts.map((start) => ({
          label: stepLabel(words, start, step),
          counts: answers.map(({ answer }) => countOf(own, start, answer)),
        })),
      };
    })
    .sort((a, b) => a.packTitle.localeCompare(b.packTitle, words.locale.tag));
}

interface PackGroup<Count> {
  readonly kind: AnswerKind;
  readonly isOneOfTwo: boolean;
  readonly counts: readonly Count[];
}

/** The counts by pack and kind of answer, in the order in which the packs occur. */
export function groupByPack<Count extends PackAnswer>(counts: readonly Count[]): readonly PackGroup<Count>[] {
  return [...new Set(counts.map(({ pack }) => pack))].flatMap((pack) => {
    const own = counts.filter((count) => count.pack === pack);
    const kinds = kindsOf(own);
    // Records without a verdict go with the first kind of their pack.
    const kindOrFirst = (answer: string): AnswerKind => kindOf(answer) ?? kinds[0];
    return kinds.map((kind) => ({
      kind,
      isOneOfTwo: kinds.length > 1,
      counts: own.filter(({ answer }) => kindOrFirst(answer) === kind),
    }));
  });
}

function kindsOf(answers: readonly PackAnswer[]): readonly [AnswerKind, ...AnswerKind[]] {
  const has = (kind: AnswerKind) => answers.some(({ answer }) => kindOf(answer) === kind);
  if (has('severity')) return has('grade') ? ['grade', 'severity'] : ['severity'];
  return ['grade'];
}

function kindOf(answer: string): AnswerKind | undefined {
  if (answer === 'no-answer' || answer === 'no-grade') return undefined;
  return answer.startsWith('level:') ? 'severity' : 'grade';
}

const tones: readonly Tone[] = ['ok', 'watch', 'warn', 'bad', 'info', 'unknown'];

/** Each answer once: severities from harmless to serious, grades by their titles, answers without a title last. */
export function sortAnswers<Answer extends PackAnswer>(
  words: NodeWords,
  answers: readonly Answer[],
): readonly Answer[] {
  const each = [...new Map(answers.map((answer) => [answer.answer, answer])).values()];
  const rank = (answer: PackAnswer) => (answer.title === undefined ? tones.length : tones.indexOf(toneOf(answer)));
  const title = ({ answer, title }: PackAnswer) => answerText(words, answer, title);
  return each.sort(
    (a, b) => rank(a) - rank(b) || title(a).localeCompare(title(b), words.locale.tag, { numeric: true }),
  );
}

/** The tone of a severity as everywhere; grades are equals. */
function toneOf(answer: PackAnswer): Tone {
  return kindOf(answer.answer) === 'severity' ? anomalyTone(answer) : 'info';
}

/** The first severity of a tone has the colour of the tone. Further ones and grades have colours without a meaning. */
function colourAnswers(words: NodeWords, answers: readonly PackAnswer[]): readonly TableAnswer[] {
  const used = new Set<Tone>();
  return answers.map((answer, index) => {
    const title = answerText(words, answer.answer, answer.title);
    if (answer.title === undefined) return { title, colour: 'unknown' };
    const tone = toneOf(answer);
    if (tone === 'info' || used.has(tone)) return { title, colour: index };
    used.add(tone);
    return { title, colour: tone };
  });
}

function countOf(counts: readonly (AnswerCount & TimedCount)[], start: string, answer: string): number {
  return counts.find((count) => count.start === start && count.answer === answer)?.count ?? 0;
}

function stepsBetween(counts: readonly TimedCount[], step: TimeStep): readonly string[] {
  const last = counts.at(-1)?.start;
  const steps: string[] = [];
  let start = counts[0]?.start;
  while (start !== undefined && last !== undefined && start <= last) {
    steps.push(start);
    start = nextStep(start, step);
  }
  return steps;
}

function nextStep(start: string, step: TimeStep): string {
  if (step === 'month') return `${shiftDay(start, 31).slice(0, 8)}01`;
  return shiftDay(start, step === 'week' ? 7 : 1);
}

/** "21 Nov", or "Nov 2026" for a month. */
function stepLabel({ locale }: NodeWords, start: string, step: TimeStep): string {
  const parts: Intl.DateTimeFormatOptions =
    step === 'month' ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(locale.tag, { ...parts, timeZone: 'UTC' }).format(startOfDay(start));
}
