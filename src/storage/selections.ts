/** Selections of inspections to which addresses refer: they are too long for an address. Ids only, so nothing is sealed. */
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Connection } from './connection';
import type { Database } from './open-database';
import { strictWrite } from './strict-write';

/** Selections in the database. */
export interface SelectionRepository {
  /** Keeps the ids under this name. The selection that was used least recently is dropped for a new one. */
  keep(name: string, ids: readonly string[]): Promise<Result<void, StorageFault>>;
  /** The ids of a selection, in their order; undefined where it was dropped. */
  read(name: string): Promise<Result<readonly string[] | undefined, StorageFault>>;
}

/** A selection of 100,000 inspections has about 4 MB. */
export const mostSelections = 20;

/** The setting with the names of all selections, the least recently used first. */
const namesSetting = 'selections';

/** Selections over `connection`, as settings of the device. */
export function createSelectionRepository(connection: Connection): SelectionRepository {
  return {
    keep: (name, ids) => connection.write((database) => keep(database, name, ids)),
    read: (name) =>
      connection.use(async (database) => textsOf((await database.get('settings', settingOf(name)))?.value)),
  };
}

function keep(database: Database, name: string, ids: readonly string[]): Promise<void> {
  return strictWrite(database, ['settings'], async (transaction) => {
    const settings = transaction.objectStore('settings');
    const known = textsOf((await settings.get(namesSetting))?.value) ?? [];
    const names = [...known.filter((other) => other !== name), name];
    for (const dropped of names.slice(0, -mostSelections)) await settings.delete(settingOf(dropped));
    await settings.put({ name: namesSetting, value: names.slice(-mostSelections) });
    await settings.put({ name: settingOf(name), value: [...ids] });
  });
}

function settingOf(name: string): string {
  return `selection:${name}`;
}

function textsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined;
}
