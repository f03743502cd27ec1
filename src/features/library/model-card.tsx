import type { ReactElement } from 'react';
import { textIn } from '../../domain/localised-text';
import type { PackVersion } from '../../domain/pack-version';
import { Facts, type Fact } from '../../ui/facts';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import type { Words } from '../../words/words';

/** What was measured when the version was taught. */
export function ModelCard({ version }: { readonly version: PackVersion }): ReactElement {
  const words = useWords();
  return (
    <Panel title={words.say('library.card')}>
      <p className="small quiet">
        {words.say(version.origin.kind === 'model' ? 'onnx.notMeasured' : 'library.cardWhy')}
      </p>
      <Facts
        facts={[...taughtFacts(words, version), ...knowledgeFacts(words, version), ...originFacts(words, version)]}
      />
    </Panel>
  );
}

function taughtFacts(words: Words, { pack: { taught } }: PackVersion): readonly Fact[] {
  if (taught === undefined) return [];
  const { basePackId, baseVersion, taughtAt, pictures, seed } = taught;
  const counts = Object.entries(pictures)
    .filter(([, count]) => count > 0)
    .map(([label, count]) => words.say('library.card.picturesOf', { label, count }));
  return [
    {
      name: words.say('library.card.base'),
      value: words.say('library.card.baseVersion', { pack: basePackId, version: baseVersion }),
    },
    { name: words.say('library.card.taughtAt'), value: words.dateTime(taughtAt) },
    { name: words.say('library.card.pictures'), value: words.list(counts) },
    { name: words.say('library.card.seed'), value: String(seed) },
  ];
}

function knowledgeFacts(words: Words, { pack: { anomaly, grade } }: PackVersion): readonly Fact[] {
  const labels = grade?.labels.map(({ title }) => textIn(title, words.locale.tag));
  const facts: Fact[] =
    labels === undefined ? [] : [{ name: words.say('library.card.labels'), value: words.list(labels) }];
  if (anomaly === undefined) return facts;
  const { falseAlarmRate, normals } = anomaly.calibration;
  const { rows, columns } = anomaly.bank;
  const rate = words.percent(falseAlarmRate);
  const alarms =
    normals === 0 ? words.say('library.card.notMeasured') : words.say('library.card.falseAlarmsOf', { rate, normals });
  facts.push(
    { name: words.say('library.card.falseAlarms'), value: alarms },
    { name: words.say('library.card.bank'), value: words.say('library.card.bankOf', { rows, columns }) },
  );
  return facts;
}

function originFacts(words: Words, { pack, sha256 }: PackVersion): readonly Fact[] {
  const previous = pack.taught?.previousSha256;
  return [
    { name: words.say('library.card.licence'), value: pack.licence },
    { name: words.say('library.card.sha256'), value: sha256, isCode: true },
    ...(previous === undefined ? [] : [{ name: words.say('library.card.previous'), value: previous, isCode: true }]),
  ];
}
