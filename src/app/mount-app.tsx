// The styles are imported first, so that the style sheets of the features follow those of src/ui and override them.
import '../ui/tokens.css';
import '../ui/tokens-dark.css';
import '../ui/tokens-sunlight.css';
import '../ui/components.css';
import './app.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PreferencesContext } from '../features/use-preferences';
import type { PreferenceStore } from '../services/preferences';
import { ServicesContext } from '../features/use-services';
import type { Services } from '../services/services';
import { WordsContext } from '../ui/words-context';
import type { Words } from '../words/words';
import type { AppUpdate } from './app-update';
import { ErrorBoundary, StartFailure } from './error-screen';
import { Routes } from './routes';
import { UpdatePrompt } from './update-prompt';

/** What the app needs to render. */
export interface AppDependencies {
  readonly services: Services;
  readonly preferences: PreferenceStore;
  readonly update: AppUpdate;
  readonly words: Words;
}

/** Renders the app into `element`. */
export function mountApp(element: Element, { services, preferences, update, words }: AppDependencies): void {
  const queryClient = createQueryClient();
  createRoot(element).render(
    <StrictMode>
      <WordsContext value={words}>
        <ErrorBoundary>
          <QueryClientProvider client={queryClient}>
            <PreferencesContext value={preferences}>
              <ServicesContext value={services}>
                <Routes prompt={<UpdatePrompt update={update} />} />
              </ServicesContext>
            </PreferencesContext>
          </QueryClientProvider>
        </ErrorBoundary>
      </WordsContext>
    </StrictMode>,
  );
}

/** Renders only the reason why the app could not start. */
export function mountFailure(element: Element, error: Error, words: Words): void {
  createRoot(element).render(
    <WordsContext value={words}>
      <StartFailure error={error} />
    </WordsContext>,
  );
}

/** All reads and writes are local: they run offline too, and a failure is shown at once. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { networkMode: 'always', retry: false }, mutations: { networkMode: 'always' } },
  });
}
