import { useState, type ReactElement } from 'react';
import { textIn } from '../../domain/localised-text';
import { nameLimit } from '../../domain/common-schemas';
import type { AcceptedExamples, AcceptFault } from '../../services/learning-service';
import type { LearningPreview } from '../../services/preview-learning';
import { Button } from '../../ui/button';
import { MoreFacts } from '../../ui/facts';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { TextField } from '../../ui/text-field';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { useFaultMutation } from '../use-fault-mutation';
import { libraryQueries } from '../use-own-packs';
import { useServices } from '../use-services';
import { ChangedCalls } from './changed-calls';
import { FigureTable, ParameterTable } from './figure-tables';
import { describeAcceptFault } from './preview-fault-text';

/** What learning would change, and the buttons that accept or drop it. */
export function PreviewPanel(props: {
  readonly preview: LearningPreview;
  readonly onAccepted: (accepted: AcceptedExamples) => void;
  readonly onDiscard: () => void;
}): ReactElement {
  const words = useWords();
  const { preview } = props;
  const { report, overview } = preview;
  const lostRate = report.before.parameters.isRateGuaranteed && !report.after.parameters.isRateGuaranteed;
  return (
    <div className="columns columns-halves">
      <div className="stack">
        <Panel title={words.say('learn.readyTitle', { count: report.changes.length })}>
          <p className="quiet">{words.say('learn.readyOf', { count: report.compared })}</p>
          <ChangedCalls preview={preview} />
          {report.unused.length === 0 ? null : (
            <MoreFacts title={words.say('learn.unusedTitle', { count: report.unused.length })}>
              <p className="small">{words.list(report.unused.map(({ name }) => name))}</p>
            </MoreFacts>
          )}
        </Panel>
        <AcceptPanel {...props} />
      </div>
      <div className="stack">
        <Panel title={words.say('learn.figuresTitle')}>
          <FigureTable before={report.before.figures} after={report.after.figures} />
        </Panel>
        {lostRate ? <Notice tone="info">{words.say('learn.rateGone')}</Notice> : null}
        <MoreFacts title={words.say('learn.parametersTitle')}>
          <ParameterTable pack={overview.target.pack} {...report} />
        </MoreFacts>
      </div>
    </div>
  );
}

function AcceptPanel(props: {
  readonly preview: LearningPreview;
  readonly onAccepted: (accepted: AcceptedExamples) => void;
  readonly onDiscard: () => void;
}): ReactElement {
  const words = useWords();
  const { learning } = useServices();
  const { choice, identity, overview } = props.preview;
  const [title, setTitle] = useState(choice.title);
  const isNew = overview.target.own === undefined;
  const accepting = useFaultMutation<AcceptedExamples, AcceptFault>({
    run: () => learning.accept(title.trim()),
    refresh: libraryQueries(identity.id),
    onSuccess: props.onAccepted,
  });
  const pack = textIn(overview.target.pack.title, words.locale.tag);
  return (
    <>
      {isNew ? (
        <TextField
          label={words.say('learn.name')}
          hint={words.say('learn.nameHint', { pack })}
          value={title}
          onChange={setTitle}
          maxLength={nameLimit}
        />
      ) : null}
      <div className="action-bar">
        <Button
          look="primary"
          size="large"
          icon="check"
          disabled={accepting.isPending || title.trim() === ''}
          onClick={() => accepting.mutate()}
        >
          {words.say('learn.accept')}
        </Button>
        <p className="small quiet">{words.say('learn.acceptWhy', { version: identity.version })}</p>
        <Button onClick={props.onDiscard}>{words.say('learn.discard')}</Button>
        {accepting.error === null ? null : <FaultNotice fault={describeAcceptFault(words, accepting.error.fault)} />}
      </div>
    </>
  );
}
