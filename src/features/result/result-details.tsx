import type { ReactElement } from 'react';
import { FileName } from '../../ui/file-name';
import { Facts, MoreFacts, type Fact } from '../../ui/facts';
import type { InspectionFacts } from './shown-inspection';
import { useWords } from '../../ui/words-context';
import { captureText } from '../../words/capture-text';
import { fallbackText } from '../../words/verdict-text';
import type { Words } from '../../words/words';

/** File, model, backend, timings and hashes of an inspection. Closed at first. */
export function ResultDetails({ facts }: { readonly facts: InspectionFacts }): ReactElement {
  const words = useWords();
  return (
    <MoreFacts title={words.say('result.details')}>
      <div className="detail-groups">
        <DetailGroup title={words.say('result.group.picture')} facts={pictureFacts(words, facts)} />
        <DetailGroup title={words.say('result.group.model')} facts={modelFacts(words, facts)} />
        <DetailGroup title={words.say('result.group.time')} facts={timingFacts(words, facts)} />
        <DetailGroup title={words.say('result.group.proof')} facts={hashFacts(words, facts)} />
      </div>
    </MoreFacts>
  );
}

function DetailGroup({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }): ReactElement {
  return (
    <section>
      <h3>{title}</h3>
      <Facts facts={facts} />
    </section>
  );
}

function pictureFacts(words: Words, facts: InspectionFacts): readonly Fact[] {
  const { width, height } = facts.picture;
  return [
    { name: words.say('result.fact.file'), value: <FileName name={facts.fileName} /> },
    ...(facts.captured === undefined
      ? []
      : [{ name: words.say('result.fact.taken'), value: words.localDateTime(facts.captured.local) }]),
    ...(facts.takenAt === undefined
      ? []
      : [{ name: words.say('result.fact.inspected'), value: words.dateTime(facts.takenAt) }]),
    { name: words.say('result.fact.source'), value: words.say(`result.source.${facts.source}`) },
    { name: words.say('result.fact.size'), value: words.say('result.sizePx', { width, height }) },
    ...optionalFact(words.say('capture.check'), facts.capture && captureText(words, facts.capture)),
  ];
}

function modelFacts(words: Words, facts: InspectionFacts): readonly Fact[] {
  const { provenance, anomaly } = facts;
  return [
    { name: words.say('result.fact.model'), value: facts.packTitle },
    { name: words.say('result.fact.version'), value: `${provenance.packId} ${provenance.packVersion}` },
    { name: words.say('result.fact.backend'), value: words.say(`result.backend.${provenance.backend}`) },
    ...optionalFact(words.say('result.fact.fallback'), fallbackText(words, provenance)),
    ...optionalFact(words.say('result.fact.rawScore'), rawNumber(words, anomaly?.rawScore)),
    ...optionalFact(words.say('result.fact.threshold'), rawNumber(words, provenance.threshold)),
  ];
}

function rawNumber(words: Words, value: number | undefined): string | undefined {
  return value === undefined ? undefined : words.number(value, 4);
}

function optionalFact(name: string, value: string | undefined): readonly Fact[] {
  return value === undefined ? [] : [{ name, value }];
}

function timingFacts(words: Words, { timings }: InspectionFacts): readonly Fact[] {
  return [
    { name: words.say('result.fact.decode'), value: words.duration(timings.decodeMs) },
    { name: words.say('result.fact.resize'), value: words.duration(timings.resizeMs) },
    { name: words.say('result.fact.network'), value: words.duration(timings.networkMs) },
    { name: words.say('result.fact.judge'), value: words.duration(timings.judgeMs) },
    { name: words.say('result.fact.total'), value: words.duration(timings.totalMs) },
  ];
}

function hashFacts(words: Words, { provenance, photoSha256 }: InspectionFacts): readonly Fact[] {
  return [
    { name: words.say('result.fact.engine'), value: provenance.engineVersion },
    ...optionalFact(words.say('result.fact.app'), provenance.appBuild),
    { name: words.say('result.fact.packHash'), value: provenance.packSha256, isCode: true },
    { name: words.say('result.fact.networkHash'), value: provenance.networkSha256, isCode: true },
    ...(photoSha256 === undefined
      ? []
      : [{ name: words.say('result.fact.photoHash'), value: photoSha256, isCode: true }]),
  ];
}
