/** Actions on many inspections at once, and their outcome. */
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

interface BulkTargets {
  /** The ids to act on, when a key or a button asks. */
  readonly targets: () => readonly string[];
  readonly onDone: () => void;
}

type BulkFault = Extract<BulkOutcome, { readonly kind: 'failed' }>['fault'];

export function useBulkActions(props: BulkTargets & { readonly openAssign: () => void }) {
  const { targets, onDone, openAssign } = props;
  const { corrections, inspections, deletions } = useServices();
  const { outcome, isBusy, run, openOn } = useBulkRun(props);
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
    ...{ actions, isBusy, outcome },
    assignTo: (assetId: string | null) => run((ids) => inspections.editAll(ids, { assetId }), 'assigned'),
  };
}

/** Runs one action at a time and reports how it ended. */
function useBulkRun({ targets, onDone }: BulkTargets) {
  const { selections } = useServices();
  const [, navigate] = useLocation();
  const [outcome, setOutcome] = useState<BulkOutcome>();
  const [isBusy, setBusy] = useState(false);
  const failed = (fault: BulkFault): void => setOutcome({ kind: 'failed', fault });

  const whileBusy = async (work: (ids: readonly string[]) => Promise<void>): Promise<void> => {
    const ids = targets();
    if (isBusy || ids.length === 0) return;
    setBusy(true);
    try {
      await work(ids);
    } finally {
      setBusy(false);
    }
  };
  const run = (
    write: (ids: readonly string[]) => Promise<Result<unknown, BulkFault>>,
    kind: 'confirmed' | 'assigned',
  ) =>
    whileBusy(async (ids) => {
      const written = await write(ids);
      if (written.ok) {
        setOutcome({ kind, count: ids.length });
        onDone();
      } else failed(written.fault);
    });
  /** Opens a screen on the targets. The address names a kept selection: it has any number of inspections. */
  const openOn = (path: '/report' | '/export') =>
    whileBusy(async (ids) => {
      const kept = await selections.keep(ids);
      if (kept.ok) navigate(`${path}?selection=${kept.value}`);
      else failed(kept.fault);
    });
  return { outcome, isBusy, run, openOn };
}
