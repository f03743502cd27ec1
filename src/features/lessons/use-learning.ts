/**
 * The preview of a pack. Its request is part of the address: a page that is loaded again computes it again.
 */
import { useEffect } from 'react';
import { useLocation, useSearch } from 'wouter';
import { textIn } from '../../domain/localised-text';
import type { LessonOverview } from '../../services/lesson-overview';
import type { LessonState } from '../../services/lesson-service';
import { useWords } from '../../ui/words-context';
import { useLessonState } from '../lesson-queries';
import { useServices } from '../use-services';

export interface Learning {
  /** Of this pack; idle where the preview in progress is of another one. */
  readonly state: LessonState;
  /** Ids of lessons that the user left out. */
  readonly without: readonly string[];
  readonly start: (without: readonly string[]) => void;
  /** Cancels or drops the preview. */
  readonly discard: () => void;
}

export function useLearning({ target, waiting }: LessonOverview): Learning {
  const words = useWords();
  const { lessons } = useServices();
  const [, navigate] = useLocation();
  const { isAsked, leftOut } = readSearch(useSearch());
  const without = idsIn(leftOut);
  const packId = target.pack.id;
  const title = words.say('lessons.corrected', { pack: textIn(target.pack.title, words.locale.tag) });
  const state = stateOfPack(useLessonState(), packId);
  const isLost = isAsked && state.phase === 'idle' && waiting.length > 0;
  useEffect(() => {
    if (isLost) void lessons.preview({ packId, title, without: idsIn(leftOut) });
  }, [isLost, lessons, packId, title, leftOut]);
  const path = `/packs/${packId}/lessons`;
  return {
    state: isLost ? { phase: 'running', choice: { packId, title, without } } : state,
    without,
    start: (chosen) => {
      void lessons.preview({ packId, title, without: chosen });
      navigate(`${path}?${searchOf(chosen)}`, { replace: true });
    },
    discard: () => {
      // The address changes first: an idle preview that the address requests would start again.
      navigate(`${path}${without.length === 0 ? '' : `?without=${without.join(',')}`}`, { replace: true });
      lessons.discard();
    },
  };
}

function stateOfPack(state: LessonState, packId: string): LessonState {
  return isOfPack(state, packId) ? state : { phase: 'idle' };
}

function isOfPack(state: LessonState, packId: string): boolean {
  switch (state.phase) {
    case 'idle':
      return true;
    case 'running':
    case 'refused':
      return state.choice.packId === packId;
    case 'ready':
      return state.preview.choice.packId === packId;
    case 'accepted':
      return [state.accepted.pack.id, state.accepted.before.packId].includes(packId);
  }
}

function searchOf(without: readonly string[]): string {
  return new URLSearchParams({ preview: '1', ...(without.length > 0 && { without: without.join(',') }) }).toString();
}

/** `leftOut`: ids with commas between them. */
function readSearch(search: string): { readonly isAsked: boolean; readonly leftOut: string } {
  const parameters = new URLSearchParams(search);
  return { isAsked: parameters.has('preview'), leftOut: parameters.get('without') ?? '' };
}

function idsIn(leftOut: string): readonly string[] {
  return leftOut === '' ? [] : leftOut.split(',');
}
