import { useRef, type ReactElement } from 'react';
import { Link, Redirect, useLocation } from 'wouter';
import { Button, buttonClass } from '../../ui/button';
import { FileName } from '../../ui/file-name';
import { Icon } from '../../ui/icon';
import { Page } from '../../ui/page';
import { useWords } from '../../ui/words-context';
import { AbsentPage } from '../absent-page';
import type { Words } from '../../words/words';
import { usePreferences } from '../use-preferences';
import { BaselinePanel } from './baseline-panel';
import { ComparePanel } from './compare-baseline-panel';
import { DraftPanel } from './draft-panel';
import { KeysHelp } from './keys-help';
import { MainAnswer } from './main-answer';
import { NextBar } from './next-bar';
import { PictureViews, useViewState } from './picture-views';
import './result.css';
import { ResultSide } from './result-side';
import type { InspectionFacts, ShownInspection } from './shown-inspection';
import { UnsavedNotice } from './unsaved-notice';
import { useCorrectionTools } from './use-correction-tools';
import { useDeleteInspection, useInspection, type Deletion } from './use-inspection';
import { useNeighbours, type Neighbours } from './use-neighbours';
import { useRegionChoice } from './use-region-choice';
import { useReviewKeys } from './use-review-keys';
import { useThresholdPreview } from './use-threshold-preview';

/** One inspection: the answer, its picture and the next step first, then the details. */
export function ResultScreen({ id }: { readonly id: string }): ReactElement {
  const words = useWords();
  const inspection = useInspection(id);
  const deletion = useDeleteInspection();
  if (deletion.isDeleted) return <Redirect to="/history" />;
  if (inspection === undefined) {
    return (
      <Page title={words.say('result.title')}>
        <p className="quiet">{words.say('result.loading')}</p>
      </Page>
    );
  }
  return inspection === null ? <AbsentInspection /> : <Result inspection={inspection} deletion={deletion} />;
}

function Result(props: { readonly inspection: ShownInspection; readonly deletion: Deletion }): ReactElement {
  const { deletion } = props;
  const { record } = props.inspection;
  const preview = useThresholdPreview(props.inspection);
  const inspection = preview?.shown ?? props.inspection;
  const { facts } = inspection;
  const [, navigate] = useLocation();
  const [{ opensNext }] = usePreferences();
  const neighbours = useNeighbours(record);
  const region = useRegionChoice();
  const state = useViewState(facts.anomaly !== undefined);
  const tools = useCorrectionTools(inspection, region, () => {
    if (opensNext === true && neighbours.next !== undefined) navigate(neighbours.next);
  });
  const help = useRef<HTMLDialogElement>(null);
  useReviewKeys({ inspection, tools, region, state, neighbours, help });
  return (
    <Page
      title={facts.packTitle}
      lead={<Lead facts={facts} />}
      aside={<ListButtons neighbours={neighbours} onHelp={() => help.current?.showModal()} />}
    >
      <UnsavedNotice inspection={inspection} />
      <div className="result">
        <MainAnswer inspection={inspection} />
        <div className="result-picture">
          <PictureViews inspection={inspection} region={region} tools={tools} state={state} />
          <ComparePanel inspection={inspection} />
        </div>
        <div className="result-next">
          {record === undefined ? null : <BaselinePanel record={record} />}
          {tools.draft === undefined ? (
            <NextBar inspection={inspection} tools={tools} />
          ) : (
            <DraftPanel draft={tools.draft} tools={tools} />
          )}
        </div>
        <ResultSide
          {...{ inspection, region, tools, state, preview, deletion, hasNext: neighbours.next !== undefined }}
        />
      </div>
      <KeysHelp dialog={help} />
    </Page>
  );
}

/** Which picture it is, and when it was taken if its file says so, otherwise when it was inspected. */
function Lead({ facts }: { readonly facts: InspectionFacts }): ReactElement {
  const time = timeOf(useWords(), facts);
  return (
    <span className="result-lead">
      {time === undefined ? null : <span>{time}</span>}
      <FileName name={facts.fileName} />
    </span>
  );
}

function timeOf(words: Words, { captured, takenAt }: InspectionFacts): string | undefined {
  if (captured !== undefined) return words.say('result.taken', { time: words.localDateTime(captured.local) });
  return takenAt === undefined ? undefined : words.say('result.inspected', { time: words.dateTime(takenAt) });
}

/** The pictures before and after this one, and the keys. */
function ListButtons(props: { readonly neighbours: Neighbours; readonly onHelp: () => void }): ReactElement {
  const words = useWords();
  const { previous, next } = props.neighbours;
  return (
    <div className="list-buttons">
      <nav className="list-buttons" aria-label={words.say('result.list')}>
        {previous === undefined ? null : (
          <Link href={previous} className={buttonClass('quiet')} aria-label={words.say('result.previous')}>
            <Icon name="back" />
          </Link>
        )}
        {next === undefined ? null : (
          <Link href={next} className={buttonClass('quiet')} aria-label={words.say('result.next')}>
            <Icon name="forward" />
          </Link>
        )}
      </nav>
      <span className="keys-button">
        <Button look="quiet" icon="unknown" isIconOnly onClick={props.onHelp}>
          {words.say('correction.help')}
        </Button>
      </span>
    </div>
  );
}

function AbsentInspection(): ReactElement {
  const words = useWords();
  return (
    <AbsentPage
      title={words.say('result.title')}
      icon="history"
      absence={words.say('result.absentTitle')}
      reason={words.say('result.absent')}
      way={{ href: '/history', words: words.say('result.toHistory') }}
    />
  );
}
