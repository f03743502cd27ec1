import type { Migration } from './migration';

/** Inspections and their blobs, packs and their files, settings. */
export const firstStores: Migration = {
  name: '0001-first-stores',
  up(database) {
    const inspections = database.createObjectStore('inspections', { keyPath: 'record.id' });
    inspections.createIndex('byTakenAt', ['record.takenAt', 'record.id']);
    inspections.createIndex('byPackTakenAt', ['record.provenance.packId', 'record.takenAt', 'record.id']);
    inspections.createIndex('byBlobHash', 'blobHashes', { multiEntry: true });
    database.createObjectStore('blobs', { keyPath: 'sha256' });
    const packs = database.createObjectStore('packs', { keyPath: 'id' });
    packs.createIndex('byFileHash', 'fileHashes', { multiEntry: true });
    database.createObjectStore('packFiles', { keyPath: 'sha256' });
    database.createObjectStore('settings', { keyPath: 'name' });
  },
};
