import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { allMigrations } from '../../src/storage/migrations/all-migrations';
import { databaseVersion } from '../../src/storage/schema';
import { createAesSealer } from '../support/aes-sealer';
import { allContracts } from './all-contracts';

for (const { title, run } of allContracts()) test(title, run);
for (const { title, run } of allContracts({ sealer: await createAesSealer() })) test(`STO-25 encrypted: ${title}`, run);

test('STO-12 every migration carries its number, in order', () => {
  const numbers = allMigrations.map(({ name }) => Number(/^(\d{4})-[a-z-]+$/.exec(name)?.[1]));
  expect(numbers).toEqual(allMigrations.map((_, place) => place + 1));
  expect(databaseVersion).toBe(allMigrations.length);
});
