import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { effectiveCorrections } from '../../domain/correction';
import { examplesOf, isToLearn } from '../../domain/example';
import { activeVersion, learnedExamples, packTaughtFrom } from '../../domain/learned-versions';
import { textIn } from '../../domain/localised-text';
import type { OwnPack } from '../../domain/pack-version';
import type { InspectionRecord } from '../../domain/record';
import { buttonClass } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { useWords } from '../../ui/words-context';
import { useInstalledPack } from '../local-queries';
import { useOwnPacks } from '../use-own-packs';

/** After a correction: a link to learn from it, or the version that has learned it. */
export function TeachLink({ record }: { readonly record: InspectionRecord }): ReactElement | null {
  const { packId } = record.provenance;
  const { data: owned } = useOwnPacks();
  const examples = examplesOf(record);
  if (owned === undefined) return null;
  const own = owned.find(({ id }) => id === packId) ?? packTaughtFrom(packId, owned);
  if (own !== undefined && isGradeOnly(own) && hasGradeCorrected(record)) return <ToTeaching />;
  const version = own && learnedIn(own, examples);
  if (own !== undefined && version !== undefined) return <IsLearned own={own} version={version} />;
  const isWaiting = examples.some((example) => isToLearn(example, record));
  return isWaiting ? <ToExamples packId={own?.id ?? packId} /> : null;
}

function IsLearned({ own, version }: { readonly own: OwnPack; readonly version: string }): ReactElement {
  const words = useWords();
  const pack = textIn(own.versions[0]?.pack.title ?? own.id, words.locale.tag);
  return (
    <p className="small">
      <Link href={`/packs/${own.id}/history`}>{words.say('learn.isLearned', { pack, version })}</Link>
    </p>
  );
}

/** A pack of classes learns a corrected grade by being taught again with the graded pictures of the history. */
function ToTeaching(): ReactElement {
  const words = useWords();
  return (
    <div className="stack-tight">
      <Link href="/teach" className={buttonClass('plain')}>
        <Icon name="teach" size={20} />
        {words.say('learn.teachGrades')}
      </Link>
      <p className="small quiet">
        {words.say('learn.teachGradesWhy', { fromHistory: words.say('classes.fromHistory') })}
      </p>
    </div>
  );
}

function isGradeOnly(own: OwnPack): boolean {
  return activeVersion(own)?.pack.anomaly === undefined;
}

function hasGradeCorrected({ corrections = [] }: InspectionRecord): boolean {
  return effectiveCorrections(corrections).some(({ kind }) => kind === 'grade-changed');
}

/** Nothing where the pack is not on this device: it cannot learn. */
function ToExamples({ packId }: { readonly packId: string }): ReactElement | null {
  const words = useWords();
  const pack = useInstalledPack(packId).data;
  if (pack?.anomaly === undefined) return null;
  return (
    <div className="stack-tight">
      <Link href={`/packs/${packId}/learn`} className={buttonClass('plain')}>
        <Icon name="teach" size={20} />
        {words.say('learn.teachThis')}
      </Link>
      <p className="small quiet">{words.say('learn.teachThisWhy')}</p>
    </div>
  );
}

/** The version that has learned all of them. */
function learnedIn(own: OwnPack, examples: readonly { readonly id: string }[]): string | undefined {
  const learned = learnedExamples(own);
  const versions = examples.map(({ id }) => learned.get(id));
  return versions.includes(undefined) ? undefined : versions[0];
}
