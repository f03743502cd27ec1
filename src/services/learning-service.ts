/**
 * Learning from corrections. A preview belongs to the app, not to a screen: it continues while the user inspects. A preview is lost with its page and
 * computed again, which takes seconds; what was accepted is stored with its version. The code that reads and computes is loaded with its
 * first use.
 */
import { parseJson } from '../domain/json';
import type { PackBytes } from '../domain/loaded-pack';
import { createObservable } from '../domain/observable';
import type { Progress } from '../domain/operation';
import type { Pack } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import { FaultError } from './fault-error';
import type { PackFetchFault } from './fetch-pack-file';
import type { DriftDependencies } from './drift-evidence';
import type { PackService } from './pack-service';
import type { ExampleChoice, LearningPreview, PreviewDependencies, PreviewFault } from './preview-learning';

/** The state of a preview. */
export type LearningState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly choice: ExampleChoice; readonly progress?: Progress }
  | { readonly phase: 'refused'; readonly choice: ExampleChoice; readonly fault: PreviewFault }
  | { readonly phase: 'ready'; readonly preview: LearningPreview }
  | { readonly phase: 'accepted'; readonly accepted: AcceptedExamples };

/** A version that was accepted, and what was used before it. */
export interface AcceptedExamples {
  readonly pack: Pack;
  readonly examples: number;
  readonly before: { readonly packId: string; readonly version: string };
}

export type LearningServiceDependencies = PreviewDependencies &
  DriftDependencies & { readonly packs: Pick<PackService, 'installed' | 'add'> };

/** Why a preview was not accepted. */
export type AcceptFault = PackFetchFault | { readonly kind: 'no-preview' };

export type LearningService = ReturnType<typeof createLearningService>;

/** Reads reject with a `FaultError`. */
export function createLearningService(dependencies: LearningServiceDependencies) {
  const state = createObservable<LearningState>({ phase: 'idle' });
  let running: AbortController | undefined;

  function discard(): void {
    running?.abort();
    running = undefined;
    state.write({ phase: 'idle' });
  }

  return {
    read: state.read,
    subscribe: state.subscribe,
    overview: async (packId: string) => (await import('./learning-overview')).learningOverview(packId, dependencies),
    waiting: async (packIds: readonly string[]) =>
      (await import('./learning-overview')).waitingExamples(packIds, dependencies),
    labelNext: async (packId: string) => (await import('./learning-overview')).labelNextOf(packId, dependencies),
    drift: async (packId: string) => (await import('./drift-evidence')).driftEvidence(packId, dependencies),
    /** Computes what would change. An earlier preview is dropped. */
    async preview(choice: ExampleChoice): Promise<void> {
      discard();
      const stop = new AbortController();
      running = stop;
      state.write({ phase: 'running', choice });
      const onProgress = (progress: Progress): void => {
        if (!stop.signal.aborted) state.write({ phase: 'running', choice, progress });
      };
      const { previewLearning } = await import('./preview-learning');
      const made = await untilFault(previewLearning(choice, dependencies, { signal: stop.signal, onProgress }));
      if (stop.signal.aborted) return;
      state.write(made.ok ? { phase: 'ready', preview: made.value } : { phase: 'refused', choice, fault: made.fault });
    },
    /** Cancels a preview in progress, or drops a finished one. Nothing is stored. */
    discard,
    /** Stores the version of the preview, a new pack under this title, and inspects with it. */
    async accept(title: string): Promise<Result<AcceptedExamples, AcceptFault>> {
      const shown = state.read();
      if (shown.phase !== 'ready') return fail({ kind: 'no-preview' });
      const { isCurrent } = await import('./preview-learning');
      if (!(await isCurrent(shown.preview, dependencies))) return fail({ kind: 'no-preview' });
      const { bytes, report, basePackId, overview } = shown.preview;
      const { own, pack } = overview.target;
      const named = own === undefined ? withTitle(bytes, title) : bytes;
      const added = await dependencies.packs.add(named, { kind: 'learned', basePackId, report });
      if (!added.ok) return added;
      const before = { packId: pack.id, version: pack.version };
      const accepted = { pack: added.value, examples: report.examples.length, before };
      state.write({ phase: 'accepted', accepted });
      return succeed(accepted);
    },
  };
}

/** Storage that cannot be read is a fault of the preview, like any other. */
async function untilFault(
  preview: Promise<Result<LearningPreview, PreviewFault>>,
): Promise<Result<LearningPreview, PreviewFault>> {
  try {
    return await preview;
  } catch (error) {
    if (error instanceof FaultError) return fail({ kind: 'not-readable', detail: error.message });
    throw error;
  }
}

/** The manifest with another title; its other fields stay as they are. */
function withTitle({ manifest, files }: PackBytes, title: string): PackBytes {
  const json = parseJson(new TextDecoder().decode(manifest));
  if (!json.ok || typeof json.value !== 'object') return { manifest, files };
  return { manifest: new TextEncoder().encode(JSON.stringify({ ...json.value, title })).buffer, files };
}
