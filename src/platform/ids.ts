/** A new UUID, version 4. `crypto.randomUUID` is missing on plain http origins; random bytes are not. */
export function newId(): string {
  if ('randomUUID' in crypto) return crypto.randomUUID();
  return uuidFrom(globalThis.crypto.getRandomValues(new Uint8Array(16)));
}

/** UUID version 4 (RFC 9562, section 5.4) of 16 random bytes. */
export function uuidFrom(random: Uint8Array): string {
  const hex = Array.from(random, (byte, place) => versioned(byte, place).toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function versioned(byte: number, place: number): number {
  if (place === 6) return (byte & 0x0f) | 0x40;
  return place === 8 ? (byte & 0x3f) | 0x80 : byte;
}
