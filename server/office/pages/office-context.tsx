import { createContext, use } from 'react';
import type { NodeWords } from '../../../src/words/words';
import type { OfficeTime } from '../office-time';

/** The context of every component of a page. */
export interface Office {
  readonly words: NodeWords;
  readonly time: OfficeTime;
  readonly assetTag: string;
  /** The label of the signed-in engineer's token; undefined before the sign-in. */
  readonly engineer: string | undefined;
}

export const OfficeContext = createContext<Office | undefined>(undefined);

/** What every page needs to render. */
export function useOffice(): Office {
  const office = use(OfficeContext);
  if (office === undefined) throw new Error('No OfficeContext above this component');
  return office;
}
