import type { ReactElement } from 'react';
import type { InspectionSummary } from '../domain/inspection-summary';
import { gradeSupports, readLot, sheetGrades, type LotReading, type SheetGrade } from '../domain/lot-grade';
import { lotConfidence } from '../domain/lot-statistics';
import { Answer } from '../ui/answer';
import { Chip } from '../ui/chip';
import { DataTable } from '../ui/data-table';
import { Panel } from '../ui/panel';
import { ShareBars } from '../ui/share-bars';
import { useWords } from '../ui/words-context';
import type { Words } from '../words/words';

/** The indicative grade of a lot, its mould, and the grades that the sample supports. */
export function LotPanel({ pictures }: { readonly pictures: readonly InspectionSummary[] }): ReactElement | null {
  const words = useWords();
  const lot = readLot(pictures);
  if (lot.graded + lot.refused === 0) return null;
  return (
    <div className="stack">
      <LotAnswer lot={lot} />
      {lot.graded === 0 ? null : (
        <>
          <Panel title={words.say('lot.sheets')}>
            <ShareBars bars={barsOf(words, lot)} />
            {lot.refused === 0 ? null : <p className="small">{words.say('lot.refused', { count: lot.refused })}</p>}
            {lot.doubtful === 0 ? null : <p className="small">{words.say('lot.doubtful', { count: lot.doubtful })}</p>}
          </Panel>
          <MouldPanel lot={lot} />
        </>
      )}
    </div>
  );
}

function LotAnswer({ lot }: { readonly lot: LotReading }): ReactElement {
  const words = useWords();
  const { grade, graded } = lot;
  return (
    <Answer
      tone={grade === undefined ? 'unknown' : 'info'}
      answer={grade === undefined ? words.say('lot.noGrade') : gradeTitle(words, grade)}
      aside={<Chip tone="info">{words.say('result.indicative')}</Chip>}
      support={graded === 0 ? words.say('lot.noSheets') : reasonOf(words, lot)}
      note={words.say('lot.indicativeWhy')}
    >
      {adviceOf(words, lot)}
    </Answer>
  );
}

/** Whether the lowest sheet decides or the mould. */
function reasonOf(words: Words, { lowest, allowedByMould, grade, graded, mouldy, sheetsByGrade }: LotReading): string {
  if (grade === undefined) return words.say('lot.tooMouldy', { mouldy, count: graded });
  if (grade !== lowest && grade === allowedByMould) return words.say('lot.byMould', { mouldy, count: graded });
  const title = gradeTitle(words, grade);
  return sheetsByGrade[grade] === graded
    ? words.say('lot.allSheets', { count: graded, grade: title })
    : words.say('lot.byLowest', { count: sheetsByGrade[grade], all: graded, grade: title });
}

/** The grade of the lot without its lowest sheets, where they decide. */
function adviceOf(words: Words, { grade, lowest, withoutLowest, sheetsByGrade }: LotReading): ReactElement | null {
  if (grade === undefined || grade !== lowest || withoutLowest === undefined) return null;
  return <p>{words.say('lot.without', { count: sheetsByGrade[lowest], grade: gradeTitle(words, withoutLowest) })}</p>;
}

function MouldPanel({ lot }: { readonly lot: LotReading }): ReactElement {
  const words = useWords();
  return (
    <Panel title={words.say('lot.mould')}>
      <p>{words.say('lot.mouldFound', { mouldy: lot.mouldy, count: lot.graded })}</p>
      <p>
        {words.say('lot.mouldAtMost', {
          share: words.percent(Math.ceil(lot.mouldyAtMost * 100) / 100),
          confidence: words.percent(lotConfidence),
        })}
      </p>
      <DataTable
        label={words.say('lot.supports')}
        columns={[
          { title: words.say('lot.grade') },
          { title: words.say('lot.allowed'), isNumber: true },
          { title: words.say('lot.supports') },
        ]}
        rows={gradeSupports(lot).map(({ grade, allowed, isSupported, cleanSample }) => ({
          key: grade,
          cells: [
            gradeTitle(words, grade),
            words.percent(allowed),
            isSupported ? words.say('lot.supported') : words.say('lot.notSupported', { count: cleanSample }),
          ],
        }))}
      />
      <p className="small quiet">{words.say('lot.mouldLimits')}</p>
    </Panel>
  );
}

function barsOf(words: Words, { sheetsByGrade, graded, grade }: LotReading) {
  return sheetGrades.map((each) => ({
    title: gradeTitle(words, each),
    share: sheetsByGrade[each] / graded,
    value: words.number(sheetsByGrade[each]),
    isChosen: each === grade,
  }));
}

/** `RSS 3` of `RSS3`, as the pack's titles. */
function gradeTitle(words: Words, grade: SheetGrade): string {
  return words.say('lot.gradeTitle', { number: grade.slice(3) });
}
