/** Titles of facets. The database compares only labels, and the pack that has the titles may have been removed. */
import type { FacetTitles } from '../domain/history';
import type { Database } from './open-database';
import type { SummaryRow } from './schema';
import type { Sealer } from './sealing';

/** The titles of each combination of pack, answer and severity, from its newest inspection. */
export async function readFacetTitles(database: Database, sealer: Sealer): Promise<readonly FacetTitles[]> {
  const rows = await readOneOfEach(database);
  return Promise.all(
    rows.map(async ({ packId, answer, severity, content }) => {
      const { packTitle, grade, anomaly, decided } = await sealer.open(content);
      const severityTitle = anomaly?.levelTitle ?? decided?.levelTitle ?? '';
      return {
        packId,
        packTitle,
        answer,
        answerTitle: decided === undefined ? (grade?.title ?? severityTitle) : severityTitle,
        severity,
        severityTitle,
      };
    }),
  );
}

/** One row of each combination, in one transaction. */
async function readOneOfEach(database: Database): Promise<readonly SummaryRow[]> {
  const transaction = database.transaction(['summaries', 'facetCounts']);
  const groups = await transaction.objectStore('facetCounts').getAll();
  const index = transaction.objectStore('summaries').index('byFacetTime');
  const each = new Map(groups.map((group) => [JSON.stringify([group.packId, group.answer, group.severity]), group]));
  const cursors = [...each.values()].map(({ packId, answer, severity, delivery }) => {
    const key = [packId, answer, severity, delivery];
    return index.openCursor(IDBKeyRange.bound(key, [...key, []]), 'prev');
  });
  return (await Promise.all(cursors)).filter((cursor) => cursor !== null).map(({ value }) => value);
}
