/** Many records of few, for tests and benches of lists and reports. */

/**
 * Runs in the page of the app: adds `count` copies of a record with a fault, each with another photo. It has no named functions:
 * `tsx` wraps them in calls that a page does not have.
 */
export async function copyRecord(count: number): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('fieldgrade');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('no database'));
  });
  const stores = ['records', 'summaries', 'blobs'];
  const [rows, summaries, blobs] = await Promise.all(
    stores.map(
      (store) =>
        new Promise<Record<string, unknown>[]>((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result as Record<string, unknown>[]);
          request.onerror = () => reject(request.error ?? new Error('read failed'));
        }),
    ),
  );
  const row = rows?.find(
    ({ content }) => (content as { anomaly?: { readonly isAnomalous: boolean } }).anomaly?.isAnomalous === true,
  );
  const summary = summaries?.find(({ id }) => id === row?.['id']);
  const content = row?.['content'] as { readonly photo: { readonly sha256: string } };
  const blob = blobs?.find(({ sha256 }) => sha256 === content.photo.sha256);
  const photo = new Uint8Array(blob?.['bytes'] as ArrayBuffer);
  for (let copy = 0; copy < count; copy += 1) {
    // A JPEG may have bytes after its end.
    const bytes = Uint8Array.from([...photo, copy >> 8, copy & 255]).buffer;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const id = crypto.randomUUID();
    const record = { ...content, id, photo: { ...content.photo, sha256, bytes: bytes.byteLength } };
    const transaction = database.transaction(stores, 'readwrite');
    transaction.objectStore('records').put({ ...row, id, content: record });
    transaction.objectStore('summaries').put({ ...summary, id });
    transaction.objectStore('blobs').put({ ...blob, sha256, bytes });
    await new Promise((resolve) => (transaction.oncomplete = resolve));
  }
  database.close();
}
