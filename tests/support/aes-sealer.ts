/** A sealer that encrypts with WebCrypto: storage must work with it without a change of any write. */
import { isCiphertext, type Sealed, type Sealer } from '../../src/storage/sealing';

/** AES-GCM with a new key. Rows that were stored before encryption are read as they are. */
export async function createAesSealer(): Promise<Sealer> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  return {
    async seal(value) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const isBytes = value instanceof ArrayBuffer;
      const plain = isBytes ? value : new TextEncoder().encode(JSON.stringify(value));
      const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
      return { algorithm: isBytes ? 'aes-gcm/bytes' : 'aes-gcm/json', iv: iv.buffer, bytes };
    },
    async open<Value>(stored: Sealed<Value>): Promise<Value> {
      if (!isCiphertext(stored)) return stored;
      const { algorithm, iv, bytes } = stored;
      const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes);
      return (algorithm === 'aes-gcm/bytes' ? plain : JSON.parse(new TextDecoder().decode(plain))) as Value;
    },
  };
}
