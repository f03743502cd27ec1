import type { InspectionRecord } from '../../../src/domain/record';
import type { Fact } from '../../../src/ui/facts';
import type { NodeWords } from '../../../src/words/words';
import type { RecordHistory } from '../queries/read-record';
import { useOffice } from './office-context';
import { deviceText, TakenAt } from './record-texts';

/** What is known of a record, as terms and values. The report omits facts that are useless on paper. */
export function useRecordFacts(
  history: RecordHistory,
  record: InspectionRecord,
  place: 'page' | 'report',
): readonly Fact[] {
  const { words } = useOffice();
  const { width, height } = record.picture;
  const author = history.versions.find(({ change }) => change.kind !== 'deleted')?.author ?? '';
  return [
    {
      name: words.say('office.note'),
      value: record.note === undefined ? words.say('office.noNote') : <span className="note">{record.note}</span>,
    },
    {
      name: words.say('office.takenTerm'),
      value: <TakenAt at={new Date(record.takenAt)} utcOffsetMinutes={record.utcOffsetMinutes} />,
    },
    { name: words.say('office.device'), value: deviceText(words, history.devices.get(author)) },
    ...verdictFacts(words, record),
    { name: words.say('office.file'), value: record.fileName },
    ...(place === 'report'
      ? []
      : [
          {
            name: words.say('office.picture'),
            value: words.say('office.pictureSize', { width: String(width), height: String(height) }),
          },
        ]),
    {
      name: words.say('office.pack'),
      value: words.say('office.packVersion', { title: record.packTitle, version: record.provenance.packVersion }),
    },
    { name: words.say('office.record'), value: record.id, isCode: true },
    ...(place === 'report' ? [] : [{ name: words.say('office.photoHash'), value: record.photo.sha256, isCode: true }]),
  ];
}

/** Grade and severity in full: a pack may give both. */
function verdictFacts(words: NodeWords, { grade, anomaly }: InspectionRecord): readonly Fact[] {
  return [
    ...(grade === undefined ? [] : [{ name: words.say('office.grade'), value: gradeText(words, grade) }]),
    ...(anomaly === undefined
      ? []
      : [
          {
            name: words.say('office.severity'),
            value: words.say('office.severityScore', { title: anomaly.levelTitle, score: words.score(anomaly.score) }),
          },
        ]),
  ];
}

function gradeText(words: NodeWords, { title, confidence, refused }: NonNullable<InspectionRecord['grade']>): string {
  const percent = words.percent(confidence);
  if (refused === undefined) return words.say('office.gradeSure', { title, percent });
  return words.say('office.gradeRefused', { reason: refused.replaceAll('-', ' '), title, percent });
}
