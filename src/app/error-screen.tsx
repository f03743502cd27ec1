import { Component, type ReactElement, type ReactNode } from 'react';
import { Button } from '../ui/button';
import { MoreFacts } from '../ui/facts';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { useWords } from '../ui/words-context';

interface CrashState {
  readonly error?: Error;
}

/** Catches errors thrown by a screen and shows the error screen. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, CrashState> {
  override state: CrashState = {};

  static getDerivedStateFromError(thrown: unknown): CrashState {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <ErrorScreen error={this.state.error} />;
  }
}

/** Replaces a screen that has thrown an error. */
function ErrorScreen({ error }: { readonly error: Error }): ReactElement {
  const words = useWords();
  return (
    <Page title={words.say('app.crashTitle')}>
      <Notice tone="bad" role="alert" actions={<ReloadButton />}>
        {words.say('app.crash')}
      </Notice>
      <MoreFacts title={words.say('app.crashDetail')}>
        <p className="small">{words.say('app.error', { name: error.name, message: error.message })}</p>
      </MoreFacts>
    </Page>
  );
}

/** Replaces an app that could not start, with the reason. */
export function StartFailure({ error }: { readonly error: Error }): ReactElement {
  const words = useWords();
  return (
    <main className="start-failure">
      <Page title={words.say('app.startTitle')}>
        <Notice tone="bad" role="alert" actions={<ReloadButton />}>
          {error.message}
        </Notice>
      </Page>
    </main>
  );
}

function ReloadButton(): ReactElement {
  const words = useWords();
  return <Button onClick={() => window.location.reload()}>{words.say('app.reload')}</Button>;
}
