/** What is done with many inspections at once, and what came of it. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { StorageFault } from '../../domain/record';
import type { Result } from '../../domain/result';
import { useServices } from '../use-services';
import type { BulkActions } from './selection-bar';

/** How the last action ended. */
export type BulkOutcome =
  | { readonly kind: 'confirmed' | 'assigned'; readonly count: number }
  | { readonly kind: 'failed'; readonly fault: StorageFault | { readonly kind: 'too-many-corrections' } };

export function useBulkActions(props: {
  /** The ids to act on, when a key or a button asks. */
  readonly targets: () => readonly string[];
  readonly onDone: () => void;
  readonly openAssign: () => void;
}) {
  const { targets, onDone, openAssign } = props;
  const { corrections, inspections, deletions, selections } = useServices();
  const [, navigate] = useLocation();
  const [outcome, setOutcome] = useState<BulkOutcome>();
  const [isBusy, setBusy] = useState(false);

  /** Runs one at a time and reports how it ended. */
  async function run(
    work: (
      ids: readonly string[],
    ) => Promise<Result<unknown, Extract<BulkOutcome, { readonly kind: 'failed' }>['fault']>>,
    done: 'confirmed' | 'assigned',
  ): Promise<void> {
    const ids = targets();
    if (isBusy || ids.length === 0) return;
    setBusy(true);
    try {
      const written = await work(ids);
      setOutcome(written.ok ? { kind: done, count: ids.length } : { kind: 'failed', fault: written.fault });
      if (written.ok) onDone();
    } finally {
      setBusy(false);
    }
  }

  /** Opens a screen on the targets. The address names a kept selection: it has any number of inspections. */
  const openOn = async (path: '/report' | '/export'): Promise<void> => {
    const ids = targets();
    if (isBusy || ids.length === 0) return;
    setBusy(true);
    try {
      const kept = await selections.keep(ids);
      if (kept.ok) navigate(`${path}?selection=${kept.value}`);
      else setOutcome({ kind: 'failed', fault: kept.fault });
    } finally {
      setBusy(false);
    }
  };

  const withTargets = (act: (ids: readonly string[]) => void): void => {
    const ids = targets();
    if (ids.length > 0) act(ids);
  };
  const actions: BulkActions = {
    assign: () => withTargets(openAssign),
    confirm: () => void run((ids) => corrections.confirmAll(ids), 'confirmed'),
    report: () => void openOn('/report'),
    export: () => void openOn('/export'),
    delete: () =>
      withTargets((ids) => {
        deletions.request(ids);
        onDone();
      }),
  };
  return {
    actions,
    isBusy,
    outcome,
    assignTo: (assetId: string | null) => run((ids) => inspections.editAll(ids, { assetId }), 'assigned'),
  };
}
