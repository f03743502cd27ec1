import type { ReactElement } from 'react';
import { formatDuration, formatMoment, formatNumber } from '../../ui/format';
import { Facts, MoreFacts, type Fact } from '../../ui/facts';
import { resultWords as words } from './result-words';
import type { InspectionFacts } from './shown-inspection';

/** Where the answer came from: file, model, backend, timings, hashes. Closed at first. */
export function ResultDetails({ facts }: { readonly facts: InspectionFacts }): ReactElement {
  return (
    <MoreFacts title={words.details}>
      <div className="detail-groups">
        <DetailGroup title={words.group.picture} facts={pictureFacts(facts)} />
        <DetailGroup title={words.group.model} facts={modelFacts(facts)} />
        <DetailGroup title={words.group.time} facts={timingFacts(facts)} />
        <DetailGroup title={words.group.proof} facts={hashFacts(facts)} />
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

function pictureFacts(facts: InspectionFacts): readonly Fact[] {
  const { width, height } = facts.picture;
  return [
    { name: words.fact.file, value: facts.fileName },
    ...(facts.takenAt === undefined ? [] : [{ name: words.fact.taken, value: formatMoment(facts.takenAt) }]),
    { name: words.fact.source, value: words.source[facts.source] },
    { name: words.fact.size, value: `${width} × ${height} px` },
  ];
}

function modelFacts(facts: InspectionFacts): readonly Fact[] {
  const { provenance, anomaly } = facts;
  return [
    { name: words.fact.model, value: facts.packTitle },
    { name: words.fact.version, value: `${provenance.packId} ${provenance.packVersion}` },
    { name: words.fact.backend, value: words.backend[provenance.backend] },
    ...optionalFact(words.fact.fallback, provenance.fallbackReason),
    ...optionalFact(words.fact.rawScore, rawNumber(anomaly?.rawScore)),
    ...optionalFact(words.fact.threshold, rawNumber(provenance.threshold)),
  ];
}

function rawNumber(value: number | undefined): string | undefined {
  return value === undefined ? undefined : formatNumber(value, 4);
}

function optionalFact(name: string, value: string | undefined): readonly Fact[] {
  return value === undefined ? [] : [{ name, value }];
}

function timingFacts({ timings }: InspectionFacts): readonly Fact[] {
  return [
    { name: words.fact.decode, value: formatDuration(timings.decodeMs) },
    { name: words.fact.resize, value: formatDuration(timings.resizeMs) },
    { name: words.fact.network, value: formatDuration(timings.networkMs) },
    { name: words.fact.judge, value: formatDuration(timings.judgeMs) },
    { name: words.fact.total, value: formatDuration(timings.totalMs) },
  ];
}

function hashFacts({ provenance, photoSha256 }: InspectionFacts): readonly Fact[] {
  return [
    { name: words.fact.engine, value: provenance.engineVersion },
    ...optionalFact(words.fact.app, provenance.appBuild),
    { name: words.fact.packHash, value: provenance.packSha256, isCode: true },
    { name: words.fact.networkHash, value: provenance.networkSha256, isCode: true },
    ...(photoSha256 === undefined ? [] : [{ name: words.fact.photoHash, value: photoSha256, isCode: true }]),
  ];
}
