import { assetFacts } from '../../domain/asset';
import { reviewOf } from '../../domain/corrected-verdict';
import type { AnomalyBox } from '../../domain/inspection';
import { likelyKinds } from '../../domain/likely-kinds';
import type { InspectionRecord } from '../../domain/record';
import { decisionOf } from '../../domain/decision';
import { refusalOf } from '../../domain/refusal';
import { correctionText, reviewText } from '../../words/correction-text';
import type { ReportBlock, ReportFact, ReportPage } from '../../words/report-document';
import {
  describeRefusal,
  evidenceText,
  likeliestText,
  summariseVerdict,
  trainedOnText,
} from '../../words/verdict-text';
import type { Words } from '../../words/words';
import type { ReportFinding } from './report-model';
import { temperatureFacts } from './temperature-facts';

/** The page of one finding: its picture, what was found, and what is recommended. */
export function composeFinding(words: Words, finding: ReportFinding): ReportPage {
  const { record, number, asset } = finding;
  const name = asset?.number ?? record.fileName;
  return {
    key: record.id,
    kind: 'finding',
    blocks: [
      { kind: 'heading', text: words.say('report.finding', { number: words.number(number), name }) },
      { kind: 'verdict', ...verdictOf(words, finding) },
      ...(finding.isDeleted ? [{ kind: 'warning' as const, text: words.say('report.deleted') }] : []),
      pictureBlock(words, record),
      entry(words, record, 'finding'),
      entry(words, record, 'recommendation'),
      { kind: 'facts', facts: findingFacts(words, finding) },
      ...regionBlocks(words, record),
      ...correctionBlocks(words, record),
      ...versionBlocks(words, finding),
      ...historyBlocks(words, finding),
    ],
  };
}

function verdictOf(words: Words, { record, state }: ReportFinding) {
  const summary = summariseVerdict(words, { ...record, trainedOn: record.provenance.packTrainedOn });
  return state === 'repaired'
    ? { ...summary, answer: words.say('report.repairedAnswer', { answer: summary.answer }) }
    : summary;
}

function pictureBlock(words: Words, { photo, picture, anomaly, fileName }: InspectionRecord): ReportBlock {
  const boxes = anomaly?.boxes ?? [];
  const description = words.say('report.pictureOf', { file: fileName, count: boxes.length });
  return {
    kind: 'picture',
    photo,
    size: picture,
    boxes: boxes.map(({ x, y, width, height }) => ({ x, y, width, height })),
    description,
  };
}

function entry(words: Words, record: InspectionRecord, field: 'finding' | 'recommendation'): ReportBlock {
  const label = words.say(field === 'finding' ? 'report.findingLabel' : 'report.recommendation');
  const suggestion = field === 'finding' ? suggestedFinding(words, record) : suggestedAction(words, record);
  return { kind: 'entry', recordId: record.id, field, label, value: record[field] ?? '', suggestion };
}

/** What the software found, for a finding that nobody has written. */
function suggestedFinding(words: Words, record: InspectionRecord): string {
  const refusal = refusalOf(record);
  if (refusal !== undefined) {
    const { title } = describeRefusal(words, refusal);
    const likeliest = likeliestText(words, refusal, record.provenance.packTrainedOn);
    return likeliest === undefined ? title : words.say('report.refusedLikeliest', { title, likeliest });
  }
  const { anomaly, grade } = record;
  if (anomaly === undefined) return grade?.title ?? '';
  if (anomaly.boxes.length === 0) return words.say('report.noRegion');
  const finding = words.say('report.suggestedFault', { level: anomaly.levelTitle, count: anomaly.boxes.length });
  const kinds = likelyKinds(anomaly.boxes).map((kind) => kindText(words, kind));
  return kinds.length === 0 ? finding : words.say('report.suggestedKinds', { finding, kinds: words.list(kinds) });
}

function suggestedAction(words: Words, record: InspectionRecord): string {
  const refusal = refusalOf(record);
  if (refusal !== undefined) return describeRefusal(words, refusal).advice;
  return record.anomaly === undefined
    ? ''
    : summariseVerdict(words, { anomaly: record.anomaly }).support.replace(/^[^·]*· /, '');
}

function kindText(
  words: Words,
  { title, confidence }: { readonly title: string; readonly confidence: number },
): string {
  return words.say('report.kindSure', { title, percent: words.percent(confidence) });
}

function findingFacts(words: Words, { record, asset, received }: ReportFinding): readonly ReportFact[] {
  const { say } = words;
  const { captured, provenance, anomaly } = record;
  const training = trainedOnText(words, anomaly === undefined ? undefined : provenance.packTrainedOn?.anomaly);
  const facts: readonly (ReportFact | undefined)[] = [
    asset && { name: say('report.asset'), value: [asset.number, ...assetFacts(asset)].join(', ') },
    captured && { name: say('report.taken'), value: words.localDateTime(captured.local) },
    { name: say('report.inspected'), value: words.dateTime(record.takenAt) },
    received && { name: say('report.device'), value: say('report.deviceAt', received.device) },
    gradeFact(words, record),
    severityFact(words, record),
    reviewFact(words, record),
    whyFact(words, record),
    likeliestFact(words, record),
    anomaly === undefined ? undefined : { name: say('report.reflection'), value: reflectionText(words, record) },
    ...temperatureFacts(words, record),
    training === undefined ? undefined : { name: say('report.training'), value: training },
    { name: say('report.file'), value: record.fileName },
    {
      name: say('report.pack'),
      value: say('report.packVersion', { title: record.packTitle, version: provenance.packVersion }),
    },
    record.note === undefined ? undefined : { name: say('report.note'), value: record.note },
    { name: say('report.record'), value: record.id, isCode: true },
  ];
  return facts.filter((fact) => fact !== undefined);
}

/** What was measured in a picture without a verdict. */
function whyFact(words: Words, record: InspectionRecord): ReportFact | undefined {
  const evidence = refusalOf(record)?.evidence;
  const value = evidence && evidenceText(words, evidence);
  return value === undefined ? undefined : { name: words.say('report.why'), value };
}

/** The classes between which the pack was not certain. */
function likeliestFact(words: Words, record: InspectionRecord): ReportFact | undefined {
  const refusal = refusalOf(record);
  const value = refusal && likeliestText(words, refusal, record.provenance.packTrainedOn);
  return value === undefined ? undefined : { name: words.say('report.likeliest'), value };
}

function gradeFact(words: Words, record: InspectionRecord): ReportFact | undefined {
  const { grade, provenance } = record;
  if (grade === undefined || refusalOf(record) !== undefined) return undefined;
  const { support } = summariseVerdict(words, { grade, trainedOn: provenance.packTrainedOn });
  return { name: words.say('report.grade'), value: words.say('report.gradeSupport', { title: grade.title, support }) };
}

function severityFact(words: Words, record: InspectionRecord): ReportFact | undefined {
  const { anomaly } = record;
  const decided = decisionOf(record);
  if (decided !== undefined) return { name: words.say('report.severity'), value: decided.levelTitle };
  if (anomaly === undefined) return undefined;
  const { levelTitle: title, score } = anomaly;
  return {
    name: words.say('report.severity'),
    value: words.say('report.severityScore', { title, score: words.score(score) }),
  };
}

function reviewFact(words: Words, record: InspectionRecord): ReportFact | undefined {
  const value = reviewText(words, reviewOf(record));
  return value === undefined ? undefined : { name: words.say('report.review'), value };
}

function reflectionText(words: Words, { reflection }: InspectionRecord): string {
  if (reflection === undefined) return words.say('report.reflectionUnknown');
  return words.say(reflection ? 'report.reflectionYes' : 'report.reflectionNo');
}

function regionBlocks(words: Words, { anomaly }: InspectionRecord): readonly ReportBlock[] {
  const boxes = anomaly?.boxes ?? [];
  if (boxes.length === 0) return [];
  const hasKinds = boxes.some(({ category }) => category !== undefined);
  const label = words.say('report.regions');
  return [
    { kind: 'subheading', text: label },
    {
      kind: 'table',
      label,
      columns: [
        { title: words.say('report.region'), share: 0.08 },
        { title: words.say('report.severity'), share: hasKinds ? 0.2 : 0.42 },
        ...(hasKinds ? [{ title: words.say('report.kind'), share: 0.3 }] : []),
        { title: words.say('report.score'), share: 0.1, isNumber: true },
        { title: words.say('report.corner'), share: 0.16, isNumber: true },
        { title: words.say('report.size'), share: hasKinds ? 0.16 : 0.24, isNumber: true },
      ],
      rows: boxes.map((box, index) => regionRow(words, box, index, hasKinds)),
    },
  ];
}

function regionRow(words: Words, box: AnomalyBox, index: number, hasKinds: boolean): readonly string[] {
  const { category, x, y, width, height } = box;
  return [
    words.number(index + 1),
    box.levelTitle,
    ...(hasKinds ? [category === undefined ? '' : kindText(words, category)] : []),
    words.score(box.score),
    words.say('report.xy', { x: String(Math.round(x)), y: String(Math.round(y)) }),
    words.say('report.widthHeight', { width: String(Math.round(width)), height: String(Math.round(height)) }),
  ];
}

/** Every correction, the oldest first. The verdict of the page is the corrected one. */
function correctionBlocks(words: Words, { corrections = [] }: InspectionRecord): readonly ReportBlock[] {
  if (corrections.length === 0) return [];
  const label = words.say('report.corrections');
  return [
    { kind: 'subheading', text: label },
    {
      kind: 'table',
      label,
      columns: [
        { title: words.say('report.date'), share: 0.24 },
        { title: words.say('report.by'), share: 0.2 },
        { title: words.say('report.change'), share: 0.56 },
      ],
      rows: corrections.map((correction) => [
        words.dateTime(correction.at),
        correction.by ?? '',
        correctionText(words, correction),
      ]),
    },
  ];
}

function versionBlocks(words: Words, { versions }: ReportFinding): readonly ReportBlock[] {
  if (versions.length === 0) return [];
  const label = words.say('report.versions');
  return [
    { kind: 'subheading', text: label },
    {
      kind: 'table',
      label,
      columns: [
        { title: words.say('report.change'), share: 0.26 },
        { title: words.say('report.received'), share: 0.3 },
        { title: words.say('report.result'), share: 0.24 },
        { title: words.say('report.note'), share: 0.2 },
      ],
      rows: versions.map(({ what, received, verdict, note }) => [what, received, verdict, note]),
    },
  ];
}

function historyBlocks(words: Words, { asset, history }: ReportFinding): readonly ReportBlock[] {
  if (asset === undefined || history.length === 0) return [];
  const label = words.say('report.history', { asset: asset.number });
  return [
    { kind: 'subheading', text: label },
    {
      kind: 'table',
      label,
      columns: [
        { title: words.say('report.date'), share: 0.3 },
        { title: words.say('report.result'), share: 0.35 },
        { title: words.say('report.file'), share: 0.35 },
      ],
      rows: history.map(({ takenAt, verdict, fileName }) => [
        words.dateTime(takenAt),
        summariseVerdict(words, verdict).answer,
        fileName,
      ]),
    },
  ];
}
