import { useState, type ReactElement } from 'react';
import type { ReportForm, ReportService, ReportSubject } from '../../services/report-service';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { useServices } from '../use-services';

interface ActionsProps {
  readonly reports: ReportService;
  readonly subject: ReportSubject;
  readonly form: ReportForm;
  /** True when the preview is complete: only then it can be printed. */
  readonly isReady: boolean;
}

type ActionState =
  | { readonly phase: 'idle' | 'working' | 'failed' }
  | { readonly phase: 'done'; readonly file: string }
  | { readonly phase: 'other-script'; readonly letters: readonly string[] };

/** Download, print and share. */
export function ReportActions({ reports, subject, form, isReady }: ActionsProps): ReactElement {
  const words = useWords();
  const { device } = useServices();
  const [state, setState] = useState<ActionState>({ phase: 'idle' });
  const make = (run: () => Promise<ActionState>): void => {
    setState({ phase: 'working' });
    run().then(setState, () => setState({ phase: 'failed' }));
  };
  const withPdf = async (take: (file: File) => Promise<void> | void): Promise<ActionState> => {
    const made = await reports.pdf(subject, form);
    if (!made.ok) return { phase: 'other-script', letters: made.fault.letters };
    const file = new File([made.value], fileName('pdf'), { type: made.value.type });
    await take(file);
    return { phase: 'done', file: file.name };
  };
  const withHtml = async (): Promise<ActionState> => {
    device.saveFile(await reports.html(subject, form), fileName('html'));
    return { phase: 'done', file: fileName('html') };
  };
  const isBusy = state.phase === 'working';
  return (
    <Panel>
      <div className="stack-tight report-actions">
        <Button
          look="primary"
          icon="download"
          disabled={isBusy}
          onClick={() => make(() => withPdf((file) => device.saveFile(file, file.name)))}
        >
          {words.say('report.download')}
        </Button>
        <Button disabled={!isReady} onClick={() => device.print(reports.printRules())}>
          {words.say('report.print')}
        </Button>
        {device.canShareFiles() ? (
          <Button icon="send" disabled={isBusy} onClick={() => make(() => withPdf((file) => device.shareFile(file)))}>
            {words.say('report.share')}
          </Button>
        ) : null}
        <Button look="quiet" icon="download" disabled={isBusy} onClick={() => make(withHtml)}>
          {words.say('report.downloadHtml')}
        </Button>
      </div>
      <ActionMessage state={state} />
    </Panel>
  );
}

function ActionMessage({ state }: { readonly state: ActionState }): ReactElement {
  const words = useWords();
  return (
    <div role="status">
      {state.phase === 'working' ? <p>{words.say('report.working')}</p> : null}
      {state.phase === 'done' ? <p>{words.say('report.done', { file: state.file })}</p> : null}
      {state.phase === 'failed' ? (
        <Notice tone="bad" title={words.say('report.failed')}>
          {words.say('report.failedAdvice')}
        </Notice>
      ) : null}
      {state.phase === 'other-script' ? (
        <Notice tone="warn" title={words.say('report.otherScript', { letters: state.letters.slice(0, 12).join(' ') })}>
          {words.say('report.otherScriptAdvice')}
        </Notice>
      ) : null}
    </div>
  );
}

function fileName(extension: string): string {
  return `report-${new Date().toISOString().slice(0, 10)}.${extension}`;
}
