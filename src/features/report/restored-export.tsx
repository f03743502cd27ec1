import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import type { RecordRestore, RestoreProgress } from '../../services/record-restore';
import { buttonClass } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import { FaultNotice } from '../fault-notice';

type RestoreState =
  | { readonly phase: 'running' | 'done'; readonly progress: RestoreProgress | undefined }
  | { readonly phase: 'fault'; readonly fault: Exclude<Awaited<ReturnType<RecordRestore>>, { ok: true }>['fault'] };

/** Restores the inspections of an export, and shows the result. */
export function RestoredExport({
  restore,
  file,
}: {
  readonly restore: RecordRestore;
  readonly file: File;
}): ReactElement {
  const words = useWords();
  const [state, setState] = useState<RestoreState>({ phase: 'running', progress: undefined });
  useEffect(() => {
    void restore(file, (progress) => setState({ phase: 'running', progress })).then((result) => {
      setState(result.ok ? { phase: 'done', progress: result.value } : { phase: 'fault', fault: result.fault });
    });
  }, [restore, file]);
  if (state.phase === 'fault') {
    const { fault } = state;
    if (fault.kind !== 'not-an-export') return <FaultNotice fault={describeStorageFault(words, fault)} />;
    const title = words.say('check.restoreFault.not-an-export.title', { file: file.name });
    return <FaultNotice fault={{ title, advice: words.say('check.restoreFault.not-an-export.advice') }} />;
  }
  return (
    <Panel title={words.say('check.restore', { file: file.name })}>
      <Progress phase={state.phase} progress={state.progress} />
    </Panel>
  );
}

function Progress(props: {
  readonly phase: 'running' | 'done';
  readonly progress: RestoreProgress | undefined;
}): ReactElement {
  const words = useWords();
  const { restored, known, lost, all } = props.progress ?? { restored: 0, known: 0, lost: 0, all: 0 };
  if (props.phase === 'running')
    return <p role="status">{words.say('check.restoring', { done: restored + known + lost, all })}</p>;
  return (
    <Notice
      tone={lost === 0 ? 'ok' : 'warn'}
      role="status"
      title={words.say('check.restored', { restored, known })}
      actions={
        <Link href="/history" className={buttonClass('plain')}>
          {words.say('check.toHistory')}
        </Link>
      }
    >
      {lost === 0 ? null : words.say('check.restoredLost', { count: lost })}
    </Notice>
  );
}
