import type { InspectionRecord } from '../../domain/record';
import type { ReportFact } from '../../words/report-document';
import type { Words } from '../../words/words';

/** The temperatures that a person typed in, and the rise over the reference and over the ambient air. */
export function temperatureFacts(words: Words, { temperatures }: InspectionRecord): readonly ReportFact[] {
  if (temperatures === undefined) return [];
  const { hotC, referenceC, ambientC } = temperatures;
  const measured = [
    [words.say('report.hot'), hotC],
    [words.say('report.reference'), referenceC],
    [words.say('report.ambient'), ambientC],
  ] as const;
  return [
    ...measured.flatMap(([name, celsius]) =>
      celsius === undefined ? [] : [{ name, value: words.say('report.celsius', { value: words.number(celsius, 1) }) }],
    ),
    ...riseFacts(words, hotC, { reference: referenceC, ambient: ambientC }),
  ];
}

function riseFacts(
  words: Words,
  hotC: number,
  over: { readonly reference: number | undefined; readonly ambient: number | undefined },
): readonly ReportFact[] {
  return (['reference', 'ambient'] as const).flatMap((against) => {
    const base = over[against];
    if (base === undefined) return [];
    const value = words.say('report.kelvin', { value: words.number(hotC - base, 1), against });
    return [{ name: words.say('report.rise'), value }];
  });
}
