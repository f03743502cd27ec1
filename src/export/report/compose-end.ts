import type { ReportBlock, ReportPage } from '../../words/report-document';
import type { Words } from '../../words/words';
import type { ReportModel, ReportPack } from './report-model';

/** The limits of the packs, the hashes of packs and pictures, and the lines to sign. */
export function composeEnd(words: Words, model: ReportModel): ReportPage {
  const { say } = words;
  const pictures = model.rows.flatMap(({ record }) => (record === undefined ? [] : [record]));
  return {
    key: 'end',
    kind: 'end',
    blocks: [
      { kind: 'heading', text: say('report.limits') },
      { kind: 'warning', text: say('report.indicativeLong') },
      ...model.packs.flatMap((pack) => limitBlocks(words, pack)),
      {
        kind: 'signature',
        title: say('report.approved'),
        lines: [say('report.signName'), say('report.signDate'), say('report.sign')],
      },
      { kind: 'heading', text: say('report.proof') },
      { kind: 'text', text: say('report.proofWhy') },
      { kind: 'facts', facts: [...model.packs.flatMap((pack) => hashFacts(words, pack)), appFact(words, model)] },
      ...(pictures.length === 0 ? [] : [hashTable(words, model)]),
    ],
  };
}

function limitBlocks(
  words: Words,
  { title, version, pictures, notice, isIndicative }: ReportPack,
): readonly ReportBlock[] {
  const texts = [
    ...(isIndicative ? [words.say('report.gradesIndicative')] : []),
    ...(notice === undefined ? [] : [notice]),
  ];
  return [
    { kind: 'subheading', text: words.say('report.packLine', { title, version, pictures }) },
    ...texts.map((text): ReportBlock => ({ kind: 'text', text })),
  ];
}

function hashFacts(words: Words, { title, version, packSha256, networkSha256 }: ReportPack) {
  return [
    { name: words.say('report.packHash', { title, version }), value: packSha256, isCode: true },
    { name: words.say('report.networkHash', { title, version }), value: networkSha256, isCode: true },
  ];
}

function appFact(words: Words, { about }: ReportModel) {
  return { name: words.say('report.app'), value: words.say('report.appBuild', { build: about.appBuild }) };
}

function hashTable(words: Words, { hashes }: ReportModel): ReportBlock {
  return {
    kind: 'table',
    label: words.say('report.pictureHash'),
    columns: [
      { title: words.say('report.picture'), share: 0.36 },
      { title: words.say('report.pictureHash'), share: 0.64, isCode: true },
    ],
    rows: hashes.map(({ fileName, sha256 }) => [fileName, sha256]),
  };
}
