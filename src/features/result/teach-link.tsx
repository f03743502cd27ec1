import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { effectiveCorrections } from '../../domain/correction';
import { lessonsOf } from '../../domain/lesson';
import { activeVersion, learnedLessons, packTaughtFrom } from '../../domain/learned-versions';
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
  const lessons = lessonsOf(record);
  if (owned === undefined) return null;
  const own = owned.find(({ id }) => id === packId) ?? packTaughtFrom(packId, owned);
  if (own !== undefined && isGradeOnly(own) && hasGradeCorrected(record)) return <ToTeaching />;
  if (lessons.length === 0) return null;
  const version = own && learnedIn(own, lessons);
  return own === undefined || version === undefined ? (
    <ToLessons packId={own?.id ?? packId} />
  ) : (
    <IsLearned own={own} version={version} />
  );
}

function IsLearned({ own, version }: { readonly own: OwnPack; readonly version: string }): ReactElement {
  const words = useWords();
  const pack = textIn(own.versions[0]?.pack.title ?? own.id, words.locale.tag);
  return (
    <p className="small">
      <Link href={`/packs/${own.id}/history`}>{words.say('lessons.isLearned', { pack, version })}</Link>
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
        {words.say('lessons.teachGrades')}
      </Link>
      <p className="small quiet">
        {words.say('lessons.teachGradesWhy', { fromHistory: words.say('classes.fromHistory') })}
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
function ToLessons({ packId }: { readonly packId: string }): ReactElement | null {
  const words = useWords();
  const pack = useInstalledPack(packId).data;
  if (pack?.anomaly === undefined) return null;
  return (
    <div className="stack-tight">
      <Link href={`/packs/${packId}/lessons`} className={buttonClass('plain')}>
        <Icon name="teach" size={20} />
        {words.say('lessons.teachThis')}
      </Link>
      <p className="small quiet">{words.say('lessons.teachThisWhy')}</p>
    </div>
  );
}

/** The version that has learned all of them. */
function learnedIn(own: OwnPack, lessons: readonly { readonly id: string }[]): string | undefined {
  const learned = learnedLessons(own);
  const versions = lessons.map(({ id }) => learned.get(id));
  return versions.includes(undefined) ? undefined : versions[0];
}
