import type { Migration } from './migration';

/** Versions of the packs that a user owns. */
export const packVersions: Migration = {
  name: '0010-pack-versions',
  up(database) {
    const versions = database.createObjectStore('packVersions', { keyPath: ['id', 'version'] });
    versions.createIndex('byPack', 'id');
    versions.createIndex('byFileHash', 'fileHashes', { multiEntry: true });
  },
};
