import { firstStores } from './0001-first-stores';
import { outboxStores } from './0002-outbox-stores';
import { summaries } from './0003-summaries';
import { countsWithDelivery } from './0004-counts-with-delivery';
import { summaryLinks } from './0005-summary-links';
import { batches } from './0006-batches';
import { sharedItems } from './0007-shared-items';
import { reviewCounts } from './0008-review-counts';
import { teachings } from './0009-teachings';
import { packVersions } from './0010-pack-versions';
import { countsByDay } from './0011-counts-by-day';
import { learnedExamples } from './0012-learned-examples';
import type { Migration } from './migration';

/** All migrations, oldest first. The version of the database is their number. */
export const allMigrations: readonly Migration[] = [
  firstStores,
  outboxStores,
  summaries,
  countsWithDelivery,
  summaryLinks,
  batches,
  sharedItems,
  reviewCounts,
  teachings,
  packVersions,
  countsByDay,
  learnedExamples,
];
