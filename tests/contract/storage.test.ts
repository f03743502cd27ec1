import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { allMigrations } from '../../src/storage/migrations/all-migrations';
import { oldDatabaseContract } from './old-database.contract';
import { outboxContract } from './outbox.contract';
import { storageContract } from './storage.contract';

for (const { title, run } of [...storageContract, ...outboxContract, ...oldDatabaseContract]) test(title, run);

test('STO-12 every migration carries its number, in order', () => {
  const numbers = allMigrations.map(({ name }) => Number(/^(\d{4})-[a-z-]+$/.exec(name)?.[1]));
  expect(numbers).toEqual(allMigrations.map((_, place) => place + 1));
});
