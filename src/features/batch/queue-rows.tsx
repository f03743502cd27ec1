import type { ReactElement } from 'react';
import type { QueueBatch, QueueItem } from '../../services/inspect-queue-state';
import { VirtualRows } from '../virtual-rows';
import { QueueRow } from './queue-row';

const rowHeightPx = 96;

/** The pictures of one or more batches: only those near the screen are in the document. */
export function QueueRows(props: {
  readonly items: readonly QueueItem[];
  readonly batches: readonly QueueBatch[];
  readonly label: string;
}): ReactElement {
  const stopped = new Set(props.batches.filter(({ phase }) => phase === 'stopped').map(({ id }) => id));
  return (
    <VirtualRows
      rows={orderForReading(props.items)}
      keyOf={({ id }) => id}
      rowHeightPx={rowHeightPx}
      label={props.label}
      renderRow={(item) => <QueueRow item={item} isStopped={stopped.has(item.batchId)} />}
    />
  );
}

/** What needs attention first, then the running pictures, the results (newest first), and what waits. */
function orderForReading(items: readonly QueueItem[]): readonly QueueItem[] {
  const inPhase = (...phases: readonly QueueItem['state']['phase'][]) =>
    items.filter(({ state }) => phases.includes(state.phase));
  return [
    ...inPhase('unsaved', 'failed'),
    ...inPhase('running'),
    ...inPhase('saved', 'known').reverse(),
    ...inPhase('waiting'),
  ];
}
