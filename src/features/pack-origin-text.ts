import type { PackVersion } from '../domain/pack-version';
import type { Words } from '../words/words';

/** How a version came to this device, and when. */
export function originText(words: Words, { origin, addedAt }: PackVersion): string {
  const time = words.dateTime(addedAt);
  if (origin.kind !== 'imported') return words.say(`library.origin.${origin.kind}`, { time });
  const signer = origin.signer.name === '' ? origin.signer.fingerprint : origin.signer.name;
  return words.say('library.origin.imported', { signer, time });
}
