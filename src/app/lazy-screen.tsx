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

/** A part of a screen that is loaded like one. Until then, and where it cannot be loaded, nothing is shown in its place. */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => ReactElement {
  const Part = lazy(async () => {
    const [part] = await Promise.all([load(), loadLaterWords()]).catch(() => [Nothing]);
    return { default: part };
  });
  return function LazyPart(props: Props): ReactElement {
    return (
      <Suspense fallback={null}>
        <Part {...props} />
      </Suspense>
    );
  };
}

function Nothing(): null {
  return null;
}
