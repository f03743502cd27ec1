/** The key pair with which this device signs packs. Browsers store WebCrypto keys without showing them to the page. */
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Connection } from './connection';

const settingName = 'signing-key';

/** The stored key; where there is none, the one that `create` makes is stored. Two tabs get the same key. */
export async function openSigningKey<Key>(
  connection: Connection,
  create: () => Promise<Key>,
): Promise<Result<Key, StorageFault>> {
  const stored = await connection.use((database) => database.get('settings', settingName));
  if (!stored.ok) return stored;
  if (stored.value !== undefined) return { ok: true, value: stored.value.value as Key };
  const created = await create();
  return connection.write(async (database) => {
    const transaction = database.transaction('settings', 'readwrite');
    const known = await transaction.store.get(settingName);
    if (known === undefined) await transaction.store.put({ name: settingName, value: created });
    await transaction.done;
    return known === undefined ? created : (known.value as Key);
  });
}
