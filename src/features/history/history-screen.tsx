import { useSyncExternalStore, type ReactElement } from 'react';
import { Link } from 'wouter';
import { buttonClass } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { useWords } from '../../ui/words-context';
import './history.css';
import './history-filters.css';
import './history-list.css';
import { HistoryWorkbench } from './history-workbench';
import { useSavedCount } from './use-history-data';

/** The inspections on this device: a workbench on a desktop, a list on a phone. */
export function HistoryScreen(): ReactElement {
  const saved = useSavedCount();
  const isDesktop = useIsDesktop();
  if (saved === 0) return <EmptyHistory />;
  return <HistoryWorkbench key={String(isDesktop)} saved={saved} isDesktop={isDesktop} />;
}

function EmptyHistory(): ReactElement {
  const words = useWords();
  return (
    <Page title={words.say('history.title')}>
      <EmptyState
        icon="history"
        title={words.say('history.emptyTitle')}
        action={
          <Link href="/" className={buttonClass('primary')}>
            {words.say('history.start')}
          </Link>
        }
      >
        {words.say('history.empty')} {words.say('history.emptyTeach')}
      </EmptyState>
    </Page>
  );
}

/** The width from which the style sheets lay out for a desktop. */
const desktop = '(min-width: 60rem)';

function useIsDesktop(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(desktop);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(desktop).matches,
  );
}
