import { useMemo, useState, type ReactElement } from 'react';
import { comparableNumber } from '../../domain/asset';
import { defaultPattern, isPattern, matchFileName, numberMark, type NameMatch } from '../../domain/file-name-pattern';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { FileName } from '../../ui/file-name';
import { CheckField } from '../../ui/form-field';
import { Page } from '../../ui/page';
import { PictureRow } from '../../ui/picture-row';
import { Skeleton } from '../../ui/skeleton';
import { TextField } from '../../ui/text-field';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import type { Tone } from '../../words/verdict-text';
import type { Words } from '../../words/words';
import { useAssets } from '../asset-queries';
import { FaultNotice } from '../fault-notice';
import { StoredThumbnail } from '../stored-thumbnail';
import './assets.css';
import { useAssignment } from './use-assignment';
import { unassignedLimit, useUnassigned } from './use-unassigned';

/** Assigns pictures to assets by the numbers in their file names. What would happen is shown before it is done. */
export function AssignScreen(): ReactElement {
  const words = useWords();
  const pictures = useUnassigned().data;
  const assets = useAssets().data;
  const [pattern, setPattern] = useState(defaultPattern);
  const assignment = useAssignment();
  const matches = useMemo(
    () =>
      (pictures ?? []).map((picture) => ({ picture, match: matchFileName(pattern, picture.fileName, assets ?? []) })),
    [pictures, assets, pattern],
  );
  return (
    <Page title={words.say('assets.assignTitle')} lead={words.say('assets.assignWhy')}>
      <TextField
        label={words.say('assets.assignPattern')}
        hint={words.say(isPattern(pattern) ? 'assets.assignPatternHint' : 'assets.assignNoPattern', {
          mark: numberMark,
        })}
        value={pattern}
        onChange={setPattern}
        maxLength={200}
      />
      {pictures === undefined || assets === undefined ? <Skeleton /> : null}
      {pictures?.length === 0 ? (
        <EmptyState icon="pictures" title={words.say('assets.assignNone')}>
          {words.say('assets.assignWhy')}
        </EmptyState>
      ) : null}
      {assignment.isSuccess ? <p role="status">{words.say('assets.assignDone', { count: assignment.data })}</p> : null}
      {matches.length === 0 ? null : <Assignment matches={matches} assignment={assignment} />}
    </Page>
  );
}

interface Matched {
  readonly picture: InspectionSummary;
  readonly match: NameMatch;
}

const pageSize = 50;

function Assignment(props: {
  readonly matches: readonly Matched[];
  readonly assignment: ReturnType<typeof useAssignment>;
}): ReactElement {
  const words = useWords();
  const [creates, setCreates] = useState(true);
  const [shown, setShown] = useState(pageSize);
  const { matches, assignment } = props;
  const assigned = matches.filter(({ match }) => match.kind === 'asset' || (creates && match.kind === 'unknown'));
  const unknown = new Set(
    matches.flatMap(({ match }) => (match.kind === 'unknown' ? [comparableNumber(match.number)] : [])),
  );
  return (
    <>
      <p role="status">{words.say('assets.assignCount', { found: assigned.length, all: matches.length })}</p>
      {matches.length >= unassignedLimit ? (
        <p className="quiet">{words.say('assets.assignMany', { count: unassignedLimit })}</p>
      ) : null}
      {unknown.size === 0 ? null : (
        <CheckField
          label={words.say('assets.assignCreate')}
          checked={creates}
          onChange={(event) => setCreates(event.currentTarget.checked)}
        />
      )}
      <div>
        <Button
          look="primary"
          disabled={assigned.length === 0 || assignment.isPending}
          onClick={() => assignment.mutate(assigned)}
        >
          {words.say('assets.assignApply', { count: assigned.length })}
        </Button>
      </div>
      {assignment.isError ? <FaultNotice fault={describeStorageFault(words, assignment.error.fault)} /> : null}
      <ul className="asset-pictures">
        {matches.slice(0, shown).map(({ picture, match }) => (
          <PictureRow
            key={picture.id}
            picture={<StoredThumbnail thumbnail={picture.thumbnail} />}
            title={<FileName name={picture.fileName} />}
            tone={matchTones[match.kind]}
            support={matchText(words, match)}
          />
        ))}
      </ul>
      {matches.length > shown ? (
        <Button onClick={() => setShown(shown + pageSize)}>{words.say('assets.more')}</Button>
      ) : null}
    </>
  );
}

const matchTones: Readonly<Record<NameMatch['kind'], Tone>> = {
  asset: 'ok',
  unknown: 'watch',
  ambiguous: 'warn',
  'no-number': 'unknown',
};

function matchText(words: Words, match: NameMatch): string {
  switch (match.kind) {
    case 'asset':
      return words.say('assets.assignTo', { number: match.asset.number });
    case 'unknown':
      return words.say('assets.assignUnknown', { number: match.number });
    case 'ambiguous':
      return words.say('assets.assignAmbiguous', { number: match.number });
    case 'no-number':
      return words.say('assets.assignNoNumber');
  }
}
