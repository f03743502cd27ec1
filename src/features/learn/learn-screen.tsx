import { type ReactElement, type ReactNode } from 'react';
import { Link, Redirect, useLocation, useSearch } from 'wouter';
import { textIn } from '../../domain/localised-text';
import type { LearningOverview } from '../../services/learning-overview';
import type { AcceptedExamples } from '../../services/learning-service';
import { buttonClass } from '../../ui/button';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { AbsentPage } from '../absent-page';
import { useLearningOverview } from '../learning-queries';
import { MadeBaselinesNotice } from '../made-baselines-notice';
import { useMakeBaselines, type MakeBaselines } from '../use-make-baselines';
import { usePreferences } from '../use-preferences';
import { AcceptedNotice } from './accepted-notice';
import { CollectExamples, LearnedExamples } from './collect-examples';
import { LabelPanel } from './label-panel';
import { LearnProgress } from './learn-progress';
import '../action-bar.css';
import './learn.css';
import { PreviewPanel } from './preview-panel';
import { RefusedPanel } from './refused-panel';
import { learnPath, useLearning, type Learning } from './use-learning';

/** What a pack can learn from corrections: the list, what would change, and what to check next. */
export function LearnScreen({ id, drift }: { readonly id: string; readonly drift: ReactNode }): ReactElement {
  const words = useWords();
  const search = useSearch();
  const { data: overview } = useLearningOverview(id);
  if (overview === undefined) return <Skeleton />;
  if (overview === null) return <AbsentPack />;
  const { pack } = overview.target;
  // The corrections of a pack of the app go to the pack that was taught from it.
  if (pack.id !== id) return <Redirect to={`/packs/${pack.id}/learn${search === '' ? '' : `?${search}`}`} replace />;
  return (
    <Page
      title={words.say('learn.title')}
      lead={words.say('learn.lead', { pack: textIn(pack.title, words.locale.tag), version: pack.version })}
      aside={overview.target.own === undefined ? null : <ToHistory id={id} />}
    >
      {drift}
      <Stage overview={overview} />
    </Page>
  );
}

function ToHistory({ id }: { readonly id: string }): ReactElement {
  return (
    <Link href={`/packs/${id}/history`} className={buttonClass('plain')}>
      {useWords().say('learn.toHistory')}
    </Link>
  );
}

function Stage({ overview }: { readonly overview: LearningOverview }): ReactElement {
  const learning = useLearning(overview);
  const { without, start, discard } = learning;
  const baselines = useMakeBaselines(undefined, {
    onMade: (records) => {
      const made = new Set(records.map(({ id }) => id));
      const left = overview.waiting.filter(
        ({ example, record }) => !made.has(record.id) && !without.includes(example.id),
      );
      if (left.length > 0) start(without);
      else discard();
    },
    onUndone: discard,
  });
  return (
    <>
      <MadeBaselinesNotice baselines={baselines} />
      <StageOf {...{ overview, learning, baselines }} />
    </>
  );
}

interface StageProps {
  readonly overview: LearningOverview;
  readonly learning: Learning;
  readonly baselines: MakeBaselines;
}

function StageOf({ overview, learning, baselines }: StageProps): ReactElement {
  const [, navigate] = useLocation();
  const onAccepted = useAccepted();
  const { state, without, start, discard } = learning;
  switch (state.phase) {
    case 'running':
      return <LearnProgress progress={state.progress} onCancel={discard} />;
    case 'ready':
      return (
        <PreviewPanel
          preview={state.preview}
          onDiscard={discard}
          onAccepted={(accepted) => {
            onAccepted(accepted);
            navigate(learnPath(accepted.pack.id, without), { replace: true });
          }}
        />
      );
    case 'refused':
      return (
        <RefusedPanel
          {...{ overview, baselines }}
          fault={state.fault}
          onBack={discard}
          onLeaveOut={(exampleIds) => start([...without, ...exampleIds])}
        />
      );
    case 'idle':
    case 'accepted':
      return <Collecting overview={overview} learning={learning} />;
  }
}

function Collecting(props: { readonly overview: LearningOverview; readonly learning: Learning }): ReactElement {
  const { overview, learning } = props;
  const { state, without, start } = learning;
  return (
    <>
      {state.phase === 'accepted' ? <AcceptedNotice accepted={state.accepted} /> : null}
      <div className="columns columns-halves">
        <div className="stack">
          <CollectExamples
            key={overview.waiting.length}
            overview={overview}
            without={without}
            onPreview={(left) => start(left)}
          />
          <LearnedExamples overview={overview} />
        </div>
        <LabelPanel packId={overview.target.pack.id} />
      </div>
    </>
  );
}

/** Pictures that were inspected with the old pack are inspected with the new one from now on. */
function useAccepted(): (accepted: AcceptedExamples) => void {
  const [{ packId }, change] = usePreferences();
  return ({ pack, before }) => {
    if (packId === before.packId) change({ packId: pack.id });
  };
}

function AbsentPack(): ReactElement {
  const words = useWords();
  return (
    <AbsentPage
      absence={words.say('learn.absentTitle')}
      reason={words.say('learn.absent')}
      way={{ href: '/teach', words: words.say('learn.toTeach') }}
    />
  );
}
