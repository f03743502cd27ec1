/** The ZIP of an exported queue: what may be in it, and how large each may be. */
import { blobLimitBytes, changeLimitBytes, type IntakeFault } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';
import { openZip, type OpenZip } from './zip-file';

/** `queue.json` of the most changes that a listing may name. */
const listingLimitBytes = 128 * 1024 * 1024;

/** Other entries are passed over. */
const expected: readonly { readonly form: RegExp; readonly limitBytes: number }[] = [
  { form: /^queue\.json$/, limitBytes: listingLimitBytes },
  { form: /^changes\/[0-9a-f-]{36}\.json$/i, limitBytes: changeLimitBytes },
  { form: /^blobs\/[0-9a-f]{64}$/, limitBytes: blobLimitBytes },
];

/** Opens the queue ZIP in the file `path`. */
export async function openQueueZip(path: string): Promise<Result<OpenZip, IntakeFault>> {
  const zip = await openZip(path, (name) => expected.find(({ form }) => form.test(name))?.limitBytes);
  if (zip.ok) return succeed(zip.value);
  const wanted = zip.fault.kind === 'not-a-zip' ? 'a ZIP file' : 'a ZIP with fewer entries';
  return fail({ kind: 'not-valid', at: 'body', wanted });
}
