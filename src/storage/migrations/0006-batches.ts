import type { Migration } from './migration';

/** Batches, the pictures of each that have no saved result, and the bytes of these pictures. All three begin empty. */
export const batches: Migration = {
  name: '0006-batches',
  up(database) {
    const batchStore = database.createObjectStore('batches', { keyPath: 'id' });
    batchStore.createIndex('byStart', ['startedAt', 'id']);
    batchStore.createIndex('byPhase', ['phase', 'startedAt', 'id']);
    const pictures = database.createObjectStore('batchPictures', { keyPath: ['batchId', 'order'] });
    pictures.createIndex('byPhase', ['batchId', 'phase', 'order']);
    database.createObjectStore('pictureFiles', { keyPath: ['batchId', 'order'] });
  },
};
