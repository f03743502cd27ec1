/** Assets and jobs, with notice of every change by this tab. */
import { createObservable } from '../domain/observable';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { SharedItemRepository } from '../storage/shared-items';

/** The repository, whose writes notify the listeners. */
export interface SharedItems extends Pick<SharedItemRepository, 'list' | 'byId' | 'save' | 'edit' | 'remove'> {
  /** Calls back after each change; returns the function that ends this. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Reports that other code has written an item: a pack, with its file. */
  readonly notify: () => void;
}

/** Shared items over `repository`. */
export function createSharedItems(repository: SharedItemRepository): SharedItems {
  const revision = createObservable(0);

  function notify(): void {
    revision.write(revision.read() + 1);
  }

  async function notifying<Value>(write: Promise<Result<Value, StorageFault>>): Promise<Result<Value, StorageFault>> {
    const written = await write;
    if (written.ok) notify();
    return written;
  }

  return {
    list: (type) => repository.list(type),
    byId: (id) => repository.byId(id),
    save: (items) => notifying(repository.save(items)),
    edit: (id, to) => notifying(repository.edit(id, to)),
    remove: (id) => notifying(repository.remove(id)),
    subscribe: revision.subscribe,
    notify,
  };
}
