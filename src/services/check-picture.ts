import type { FailedLook } from '../domain/class-teaching';
import type { InspectorClient } from '../inspector/client';
import { isOfPicture } from './look-at-pictures';

/** Why a file cannot be inspected, found by the worker without decoding it. A lost worker says nothing of the file. */
export async function checkPicture(
  bytes: ArrayBuffer,
  { client, newId }: { readonly client: Pick<InspectorClient, 'call'>; readonly newId: () => string },
): Promise<FailedLook['fault'] | undefined> {
  const checked = await client.call(newId(), (remote) => remote.check(bytes));
  return !checked.ok && isOfPicture(checked.fault) ? checked.fault : undefined;
}
