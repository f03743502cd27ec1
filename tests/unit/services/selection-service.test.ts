import 'fake-indexeddb/auto';
import { expect, onTestFinished, test } from 'vitest';
import { sha256 } from '../../../src/platform/sha256';
import { createSelectionService } from '../../../src/services/selection-service';
import { createSelectionRepository } from '../../../src/storage/selections';
import { openStorage, valueOf } from '../../contract/storage-fixture';

test('REV-9 the same inspections have the same name, in whatever order they were selected', async () => {
  const { connection } = openStorage(`selections-${crypto.randomUUID()}`);
  onTestFinished(() => connection.close());
  const selections = createSelectionService({ selections: createSelectionRepository(connection), sha256 });
  const ids = Array.from({ length: 1_000 }, () => crypto.randomUUID());
  const name = valueOf(await selections.keep(ids));
  expect(name).toMatch(/^[0-9a-f]{16}$/);
  expect(await selections.read(name)).toEqual(ids);
  expect(valueOf(await selections.keep([...ids].reverse()))).toBe(name);
  expect(valueOf(await selections.keep(ids.slice(1)))).not.toBe(name);
  expect(await selections.read('0123456789abcdef')).toBeUndefined();
});
