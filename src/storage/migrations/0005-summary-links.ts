import { addIndex } from './add-index';
import type { Migration } from './migration';

/** Indexes over the ids that link inspections. Earlier records have none of these ids: no row changes. */
export const summaryLinks: Migration = {
  name: '0005-summary-links',
  up(_database, transaction) {
    const summaries = transaction.objectStore('summaries');
    addIndex(summaries, 'byAsset', ['assetId', 'takenAt', 'id']);
    addIndex(summaries, 'byJob', ['jobId', 'takenAt', 'id']);
    addIndex(summaries, 'byBatch', ['batchId', 'takenAt', 'id']);
    addIndex(summaries, 'byPicture', ['pictureSha256', 'takenAt', 'id']);
  },
};
