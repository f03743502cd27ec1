import type { Migration } from './migration';

/** Indexes over the ids that link inspections. Earlier records have none of these ids: no row changes. */
export const summaryLinks: Migration = {
  name: '0005-summary-links',
  up(_database, transaction) {
    const summaries = transaction.objectStore('summaries');
    summaries.createIndex('byAsset', ['assetId', 'takenAt', 'id']);
    summaries.createIndex('byJob', ['jobId', 'takenAt', 'id']);
    summaries.createIndex('byBatch', ['batchId', 'takenAt', 'id']);
    summaries.createIndex('byPicture', ['pictureSha256', 'takenAt', 'id']);
  },
};
