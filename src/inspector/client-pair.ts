/** Two clients as one: the second inspects pictures of a batch while the first is busy. See `docs/adr/0018-batches.md`. */
import type { CallOptions, InspectorClient } from './client';
import type { InspectJob } from './contract';

/**
 * `second` is given pictures of a batch only (`isOneOfMany`), only while `first` has more of them, and only where `first` computes on
 * WASM: two workers do not share a GPU. It computes on WASM. After its worker was lost, which may have been for lack of memory, it is not
 * used again.
 */
export function createClientPair(first: InspectorClient, second: InspectorClient): InspectorClient {
  let [ofFirst, ofSecond, isSecondUsable] = [0, 0, true];
  second.setBackendPreference('wasm');

  async function inspectInFirst(job: InspectJob, options: CallOptions) {
    ofFirst += 1;
    try {
      return await first.inspect(job, options);
    } finally {
      ofFirst -= 1;
    }
  }

  async function inspectInSecond(job: InspectJob, options: CallOptions) {
    ofSecond += 1;
    try {
      const inspected = await second.inspect(job, options);
      if (!inspected.ok && inspected.fault.kind === 'worker-lost') giveUpSecond();
      return inspected;
    } finally {
      ofSecond -= 1;
    }
  }

  /** The client has started a new worker after the loss, which would only take memory. */
  function giveUpSecond(): void {
    isSecondUsable = false;
    second.close();
  }

  async function isOnWasm(packId: string): Promise<boolean> {
    const loaded = await first.prepare(packId);
    return loaded.ok && loaded.value.backend.backend === 'wasm';
  }

  return {
    ...first,
    async inspect(job, options = {}) {
      const mayShare = options.isOneOfMany === true && isSecondUsable && ofFirst > ofSecond;
      if (!mayShare || !(await isOnWasm(job.packId))) return inspectInFirst(job, options);
      return inspectInSecond(job, options);
    },
    renew: () => {
      first.renew();
      second.renew();
    },
    close: () => {
      first.close();
      second.close();
    },
  };
}
