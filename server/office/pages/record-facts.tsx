import type { InspectionRecord } from '../../../src/domain/record';
import { refusalOf, type Refusal } from '../../../src/domain/refusal';
import { statesConfidence, type TrainedOn } from '../../../src/domain/trained-on';
import type { Fact } from '../../../src/ui/facts';
import {
  describeRefusal,
  evidenceText,
  gradeSupport,
  likeliestText,
  trainedOnText,
} from '../../../src/words/verdict-text';
import type { NodeWords } from '../../../src/words/words';
import type { LinkedRecord } from '../shown-record';
import { paths } from '../paths';
import { useOffice } from './office-context';
import { captureMoment, deviceText, InspectedAt } from './record-texts';

/** The facts of a record, as terms and values. */
export function useRecordFacts({ history, asset, job }: LinkedRecord, record: InspectionRecord): readonly Fact[] {
  const { words } = useOffice();
  const { width, height } = record.picture;
  const author = history.versions.find(({ change }) => change.kind !== 'deleted')?.author ?? '';
  return [
    {
      name: words.say('office.note'),
      value: record.note === undefined ? words.say('office.noNote') : <span className="note">{record.note}</span>,
    },
    ...(record.captured === undefined
      ? []
      : [{ name: words.say('office.takenTerm'), value: captureMoment(words, record.captured) }]),
    {
      name: words.say('office.inspectedTerm'),
      value: <InspectedAt at={new Date(record.takenAt)} utcOffsetMinutes={record.utcOffsetMinutes} />,
    },
    { name: words.say('office.device'), value: deviceText(words, history.devices.get(author)) },
    ...(asset === undefined
      ? []
      : [{ name: words.say('office.asset'), value: <a href={paths.assetPage(asset.id)}>{asset.number}</a> }]),
    ...(job === undefined
      ? []
      : [{ name: words.say('office.job'), value: <a href={paths.job(job.id)}>{job.number}</a> }]),
    ...verdictFacts(words, record),
    { name: words.say('office.file'), value: record.fileName },
    {
      name: words.say('office.picture'),
      value: words.say('office.pictureSize', { width: String(width), height: String(height) }),
    },
    {
      name: words.say('office.pack'),
      value: words.say('office.packVersion', { title: record.packTitle, version: record.provenance.packVersion }),
    },
    { name: words.say('office.record'), value: record.id, isCode: true },
    { name: words.say('office.photoHash'), value: record.photo.sha256, isCode: true },
  ];
}

/** Grade and severity in full, since a pack may give both, or why there is neither; and what the pack learned from. */
function verdictFacts(words: NodeWords, record: InspectionRecord): readonly Fact[] {
  const { grade, anomaly, provenance } = record;
  const trainedOn = provenance.packTrainedOn;
  const refusal = refusalOf(record);
  if (refusal !== undefined) return refusalFacts(words, refusal, trainedOn);
  return [
    ...(grade === undefined ? [] : [{ name: words.say('office.grade'), value: gradeText(words, grade, trainedOn) }]),
    ...(anomaly === undefined
      ? []
      : [
          {
            name: words.say('office.severity'),
            value: words.say('office.severityScore', { title: anomaly.levelTitle, score: words.score(anomaly.score) }),
          },
          ...trainingFacts(words, trainedOn),
        ]),
  ];
}

function refusalFacts(words: NodeWords, refusal: Refusal, trainedOn: TrainedOn | undefined): readonly Fact[] {
  const { evidence } = refusal;
  const nearest = nearestText(words, refusal, trainedOn);
  const { title, advice } = describeRefusal(words, refusal);
  const measured = evidence && evidenceText(words, evidence);
  return [
    { name: words.say('office.noVerdict'), value: words.say('office.refusal', { title, advice }) },
    ...(measured === undefined ? [] : [{ name: words.say('office.refusalEvidence'), value: measured }]),
    ...(nearest === undefined ? [] : [{ name: words.say('office.nearestGrade'), value: nearest }]),
  ];
}

function nearestText(words: NodeWords, refusal: Refusal, trainedOn: TrainedOn | undefined): string | undefined {
  const likeliest = likeliestText(words, refusal, trainedOn);
  if (likeliest !== undefined || refusal.nearest === undefined) return likeliest;
  const { title, confidence } = refusal.nearest;
  return words.say('office.gradeSure', { title, percent: words.percent(confidence) });
}

function trainingFacts(words: NodeWords, trainedOn: TrainedOn | undefined): readonly Fact[] {
  const value = trainedOnText(words, trainedOn?.anomaly);
  return value === undefined ? [] : [{ name: words.say('office.trainedOn'), value }];
}

function gradeText(
  words: NodeWords,
  grade: NonNullable<InspectionRecord['grade']>,
  trainedOn: TrainedOn | undefined,
): string {
  const { title, confidence } = grade;
  if (statesConfidence(grade, trainedOn))
    return words.say('office.gradeSure', { title, percent: words.percent(confidence) });
  return words.say('office.gradeUnproven', { title, support: gradeSupport(words, grade, trainedOn) });
}
