import { lazy, Suspense, type ComponentType, type ReactElement } from 'react';
import { loadLaterWords } from './app-words';
import { Skeleton } from '../ui/skeleton';

/**
 * A screen whose code and texts are loaded with its first use. The service worker stores the chunk, so that it opens offline.
 * A chunk that cannot be loaded is an error of the screen, which the error boundary shows.
 */
export function lazyScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => ReactElement {
  const Screen = lazy(async () => {
    const [screen] = await Promise.all([load(), loadLaterWords()]);
    return { default: screen };
  });
  return function LazyScreen(props: Props): ReactElement {
    return (
      <Suspense fallback={<Skeleton />}>
        <Screen {...props} />
      </Suspense>
    );
  };
}
