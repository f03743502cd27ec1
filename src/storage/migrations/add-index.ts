/**
 * Creates an index unless an earlier migration of the same upgrade has created it. Migration 0003 creates every index that later
 * ones add while its store is empty: an index over existing rows is built by reading each of them.
 */
export function addIndex(store: IDBObjectStore, name: string, keyPath: readonly string[]): void {
  if (!store.indexNames.contains(name)) store.createIndex(name, [...keyPath]);
}
