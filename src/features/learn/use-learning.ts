/**
 * The preview of a pack. Its request is part of the address: a page that is loaded again computes it again.
 */
import { useEffect } from 'react';
import { useLocation, useSearch } from 'wouter';
import { textIn } from '../../domain/localised-text';
import type { LearningOverview } from '../../services/learning-overview';
import type { LearningState } from '../../services/learning-service';
import { useWords } from '../../ui/words-context';
import { useLearningState } from '../learning-queries';
import { useServices } from '../use-services';

export interface Learning {
  /** Of this pack; idle where the preview in progress is of another one. */
  readonly state: LearningState;
  /** Ids of examples that the user left out. */
  readonly without: readonly string[];
  readonly start: (without: readonly string[]) => void;
  /** Cancels or drops the preview. */
  readonly discard: () => void;
}

export function useLearning({ target, waiting }: LearningOverview): Learning {
  const words = useWords();
  const { learning } = useServices();
  const [, navigate] = useLocation();
  const { isAsked, leftOut } = readSearch(useSearch());
  const without = idsIn(leftOut);
  const packId = target.pack.id;
  const title = words.say('learn.corrected', { pack: textIn(target.pack.title, words.locale.tag) });
  const state = stateOfPack(useLearningState(), packId);
  const isLost = isAsked && state.phase === 'idle' && waiting.length > 0;
  useEffect(() => {
    if (isLost) void learning.preview({ packId, title, without: idsIn(leftOut) });
  }, [isLost, learning, packId, title, leftOut]);
  const path = `/packs/${packId}/learn`;
  return {
    state: isLost ? { phase: 'running', choice: { packId, title, without } } : state,
    without,
    start: (chosen) => {
      void learning.preview({ packId, title, without: chosen });
      navigate(`${path}?${searchOf(chosen)}`, { replace: true });
    },
    discard: () => {
      // The address changes first: an idle preview that the address requests would start again.
      navigate(learnPath(packId, without), { replace: true });
      learning.discard();
    },
  };
}

/** The corrections of a pack, with those that the user left out. */
export function learnPath(packId: string, without: readonly string[]): string {
  return `/packs/${packId}/learn${without.length === 0 ? '' : `?without=${without.join(',')}`}`;
}

function stateOfPack(state: LearningState, packId: string): LearningState {
  return isOfPack(state, packId) ? state : { phase: 'idle' };
}

function isOfPack(state: LearningState, packId: string): boolean {
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
