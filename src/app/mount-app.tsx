// First, so that the sheets of the features come after those of src/ui and refine them.
import './styles';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createInspectQueue } from '../services/inspect-queue';
import { InspectQueueContext } from '../features/inspect/queue-context';
import { queryKeys } from '../features/local-queries';
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

/** What the app is mounted with. */
export interface AppParts {
  readonly services: Services;
  readonly preferences: PreferenceStore;
  readonly update: AppUpdate;
  readonly words: Words;
}

/** Draws the app into `element`. */
export function mountApp(element: Element, { services, preferences, update, words }: AppParts): void {
  const queryClient = createQueryClient();
  const queue = createInspectQueue({
    inspector: services.inspector,
    inspections: services.inspections,
    onSaved: () => {
      void queryClient.invalidateQueries({ queryKey: queryKeys.inspections });
      void queryClient.invalidateQueries({ queryKey: queryKeys.storage });
    },
  });
  createRoot(element).render(
    <StrictMode>
      <WordsContext value={words}>
        <ErrorBoundary>
          <QueryClientProvider client={queryClient}>
            <PreferencesContext value={preferences}>
              <ServicesContext value={services}>
                <InspectQueueContext value={queue}>
                  <Routes prompt={<UpdatePrompt update={update} />} />
                </InspectQueueContext>
              </ServicesContext>
            </PreferencesContext>
          </QueryClientProvider>
        </ErrorBoundary>
      </WordsContext>
    </StrictMode>,
  );
}

/** Draws only why the app could not start. */
export function mountFailure(element: Element, error: Error, words: Words): void {
  createRoot(element).render(
    <WordsContext value={words}>
      <StartFailure error={error} />
    </WordsContext>,
  );
}

/** All reads are local: they run offline too, and a failed one is told at once. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { networkMode: 'always', retry: false }, mutations: { networkMode: 'always' } },
  });
}
