import type { ReactElement } from 'react';
import { useWords } from './words-context';

/** Grey blocks in the place of what is being loaded, so that the screen does not jump. Screen readers hear "Loading". */
export function Skeleton({ rows = 3 }: { readonly rows?: number }): ReactElement {
  const words = useWords();
  return (
    <div className="skeleton" role="status" aria-label={words.say('app.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton-row" aria-hidden="true" />
      ))}
    </div>
  );
}
