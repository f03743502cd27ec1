import type { Migration } from './migration';

/** Assets and jobs. */
export const sharedItems: Migration = {
  name: '0007-shared-items',
  up(database) {
    const shared = database.createObjectStore('shared', { keyPath: 'id' });
    shared.createIndex('byType', 'type');
  },
};
