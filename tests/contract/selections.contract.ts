/** Selections of inspections that addresses refer to. */
import { createSelectionRepository, mostSelections } from '../../src/storage/selections';
import { expectEqual, scenario, type ContractCase } from './contract-case';
import { valueOf, type StorageHost } from './storage-fixture';

export function selectionsContract({ withStorage, openStorage }: StorageHost): readonly ContractCase[] {
  return [
    scenario('STO-49 a selection of 100,000 inspections is read back by another tab, in its order', () =>
      withStorage(async ({ name, connection }) => {
        const ids = Array.from({ length: 100_000 }, (_, place) => `record-${place}`);
        valueOf(await createSelectionRepository(connection).keep('all', ids));
        const other = openStorage(name);
        const found = valueOf(await createSelectionRepository(other.connection).read('all'));
        await other.connection.close();
        expectEqual(found?.length, ids.length);
        expectEqual(found?.at(-1), 'record-99999');
      }),
    ),
    scenario('STO-49 the selection that was kept least recently is dropped for a new one', () =>
      withStorage(async ({ connection }) => {
        const selections = createSelectionRepository(connection);
        for (let place = 0; place < mostSelections; place += 1) valueOf(await selections.keep(`${place}`, ['record']));
        valueOf(await selections.keep('0', ['record', 'again']));
        valueOf(await selections.keep('new', []));
        expectEqual(valueOf(await selections.read('0')), ['record', 'again']);
        expectEqual(valueOf(await selections.read('1')), undefined);
        expectEqual(valueOf(await selections.read('2')), ['record']);
        expectEqual(valueOf(await selections.read('new')), []);
      }),
    ),
  ];
}
