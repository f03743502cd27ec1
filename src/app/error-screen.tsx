import { Component, type ReactElement, type ReactNode } from 'react';
import { Button } from '../ui/button';
import { MoreFacts } from '../ui/facts';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { appWords as words } from './words';

interface CrashState {
  readonly error?: Error;
}

/** Catches a bug in a screen below it and says what happened, that results are safe, and how to go on. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, CrashState> {
  override state: CrashState = {};

  static getDerivedStateFromError(thrown: unknown): CrashState {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <ErrorScreen error={this.state.error} />;
  }
}

/** What is shown instead of a screen that stopped. */
function ErrorScreen({ error }: { readonly error: Error }): ReactElement {
  return (
    <Page title={words.crashTitle}>
      <Notice tone="bad" role="alert" actions={<ReloadButton />}>
        {words.crash}
      </Notice>
      <MoreFacts title={words.crashDetail}>
        <p className="small">
          {error.name}: {error.message}
        </p>
      </MoreFacts>
    </Page>
  );
}

/** What is shown instead of an app that could not start: the reason first, it is what the user can act on. */
export function StartFailure({ error }: { readonly error: Error }): ReactElement {
  return (
    <main className="start-failure">
      <Page title={words.startTitle}>
        <Notice tone="bad" role="alert" actions={<ReloadButton />}>
          {error.message}
        </Notice>
      </Page>
    </main>
  );
}

function ReloadButton(): ReactElement {
  return <Button onClick={() => window.location.reload()}>{words.crashReload}</Button>;
}
