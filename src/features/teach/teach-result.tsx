import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { AnomalyTeachReport } from '../../domain/anomaly-teaching';
import type { TeachPicture, Teaching } from '../../domain/teaching';
import type { AnomalyReport, UnusedPicture } from '../../domain/teach-report';
import { Button } from '../../ui/button';
import { MoreFacts } from '../../ui/facts';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { isFileFault } from '../../domain/file-fault';
import { describeFileFault, describePictureFault } from '../../words/fault-text';
import { queryKeys } from '../local-queries';
import { usePreferences } from '../use-preferences';
import { useServices } from '../use-services';
import { DeleteButton } from './collect-page';
import { LearnAgainNotice } from './learn-again';
import { LookPanel } from './look-panel';
import { alarmsOf100 } from './promise-text';
import { QualityPanel } from './quality-panel';
import { ScoreTable } from './score-table';
import { useIsPackDeleted } from './use-teaching';

/** The result of a teaching: the expected false alarms, the results on faulty pieces, and the button that uses the pack. */
export function TeachResult(props: {
  readonly teaching: Teaching;
  readonly pictures: readonly TeachPicture[];
  readonly packId: string;
  readonly report: AnomalyReport;
}): ReactElement {
  const words = useWords();
  const { teaching, pictures, packId, report } = props;
  const { anomaly, unused } = report;
  const isDeleted = useIsPackDeleted(teaching);
  return (
    <Page
      title={isDeleted ? teaching.title : words.say('teach.readyTitle', { pack: teaching.title })}
      lead={words.say('teach.learned', { count: anomaly.normals })}
      aside={<DeleteButton stored={{ teaching, pictures }} />}
    >
      <div className="columns columns-halves">
        <div className="stack">
          <LearnAgainNotice packId={packId} />
          <PromisePanel report={anomaly} />
          <UsePanel teaching={teaching} packId={packId} />
        </div>
        <div className="stack">
          <UnusedNotice unused={unused} />
          <QualityPanel report={anomaly} pictures={pictures} />
          <LookPanel teaching={teaching} report={anomaly} />
          <MoreFacts title={words.say('teach.scoresTitle')}>
            <ScoreTable report={anomaly} pictures={pictures} />
          </MoreFacts>
        </div>
      </div>
    </Page>
  );
}

function PromisePanel({ report }: { readonly report: AnomalyTeachReport }): ReactElement {
  const words = useWords();
  const { falseAlarmRate, more, placedBy } = report;
  const hasPromise = falseAlarmRate < 1;
  const steps = more.map((step) =>
    words.say('teach.more', { count: step.normals, alarms: alarmsOf100(step.falseAlarmRate) }),
  );
  return (
    <Panel title={words.say('teach.promiseTitle')}>
      <p className="teach-promise">
        {hasPromise
          ? words.say('teach.promiseText', { alarms: alarmsOf100(falseAlarmRate) })
          : words.say('teach.promiseOne')}
      </p>
      {steps.length === 0 ? null : <p>{steps.join(' ')}</p>}
      {hasPromise ? <p className="small quiet">{words.say('teach.promiseLimit')}</p> : null}
      {placedBy === 'prior' ? <p className="small quiet">{words.say('teach.promisePrior')}</p> : null}
    </Panel>
  );
}

export function UsePanel({ teaching, packId }: { readonly teaching: Teaching; readonly packId: string }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const [, change] = usePreferences();
  const [, navigate] = useLocation();
  const queryClient = useQueryClient();
  const isDeleted = useIsPackDeleted(teaching);
  const use = async (): Promise<void> => {
    change({ packId });
    await queryClient.invalidateQueries({ queryKey: queryKeys.offers });
    navigate('/');
  };
  if (isDeleted) return <DeletedPack teaching={teaching} />;
  return (
    <div className="action-bar">
      <Button look="primary" size="large" icon="inspect" onClick={() => void use()}>
        {words.say('teach.use')}
      </Button>
      <Button icon="plus" onClick={() => void teachings.collectMore(teaching.id)}>
        {words.say('teach.addMore')}
      </Button>
    </div>
  );
}

/** The pack was deleted, and its pictures are there: it can be taught again. */
function DeletedPack({ teaching }: { readonly teaching: Teaching }): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const actions = (
    <>
      <Button look="primary" icon="teach" onClick={() => void teachings.teach(teaching.id)}>
        {words.say('teach.startAgain')}
      </Button>
      <Button icon="plus" onClick={() => void teachings.collectMore(teaching.id)}>
        {words.say('teach.addMore')}
      </Button>
    </>
  );
  return (
    <Notice tone="warn" role="status" title={words.say('teach.packDeleted')} actions={actions}>
      {words.say('teach.packDeletedWhy')}
    </Notice>
  );
}

export function UnusedNotice({ unused }: { readonly unused: readonly UnusedPicture[] }): ReactElement | null {
  const words = useWords();
  if (unused.length === 0) return null;
  return (
    <Notice tone="warn" title={words.say('teach.unusedTitle', { count: unused.length })}>
      <ul className="stack-tight">
        {unused.map(({ name, fault }) => (
          <li key={name}>
            <strong>{name}</strong>{' '}
            {(isFileFault(fault) ? describeFileFault(words, fault) : describePictureFault(words, fault)).title}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
