import { assessTemperatures, type NetaReading } from '../../domain/neta-class';
import type { InspectionRecord } from '../../domain/record';
import { deltaText, netaActionText, netaClassText } from '../../words/neta-text';
import type { ReportFact } from '../../words/report-document';
import type { Words } from '../../words/words';

/** The temperatures that a person typed in, the rises over the reference and the air, and the class of the table. */
export function temperatureFacts(words: Words, { temperatures }: InspectionRecord): readonly ReportFact[] {
  if (temperatures === undefined) return [];
  const { hotC, referenceC, ambientC } = temperatures;
  const measured = [
    [words.say('report.hot'), hotC],
    [words.say('report.reference'), referenceC],
    [words.say('report.ambient'), ambientC],
  ] as const;
  const assessment = assessTemperatures(temperatures);
  return [
    ...measured.flatMap(([name, celsius]) =>
      celsius === undefined ? [] : [{ name, value: words.say('report.celsius', { value: words.number(celsius, 1) }) }],
    ),
    ...(assessment?.readings ?? []).map((reading) => riseFact(words, reading)),
    ...(assessment === undefined
      ? []
      : [{ name: words.say('report.netaAction'), value: netaActionText(words, assessment.netaClass) }]),
  ];
}

function riseFact(words: Words, reading: NetaReading): ReportFact {
  const value = words.say('report.netaReading', {
    delta: deltaText(words, reading),
    class: netaClassText(words, reading.netaClass),
  });
  return { name: words.say(`report.rise.${reading.comparison}`), value };
}
