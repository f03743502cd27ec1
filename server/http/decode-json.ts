/** JSON from bytes, in every encoding that clients write it in. */
import { parseJson, type JsonFault } from '../../src/domain/json';
import { fail, type Result } from '../../src/domain/result';

/** The bytes are not text: replacement characters would be stored as if the user had written them. */
export interface UndecodableFault {
  readonly kind: 'undecodable';
}

/** The value of a JSON document in UTF-8 or UTF-16, with or without a byte order mark (RFC 4627, section 3). */
export function decodeJson(bytes: Uint8Array): Result<unknown, JsonFault | UndecodableFault> {
  const text = decodeText(bytes, jsonEncoding(bytes));
  return text === undefined ? fail({ kind: 'undecodable' }) : parseJson(text);
}

/** Text in UTF-8, without its byte order mark; undefined if a byte does not belong to it. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  return decodeText(bytes, 'utf-8');
}

/** Whether the percent codes of an address are UTF-8. A percent sign that begins no code is a percent sign. */
export function isDecodable(text: string): boolean {
  return (text.match(/(?:%[0-9a-f]{2})+/gi) ?? []).every((codes) => decodeUtf8(bytesOf(codes)) !== undefined);
}

function bytesOf(codes: string): Uint8Array {
  return Buffer.from(codes.replaceAll('%', ''), 'hex');
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The first two characters of a JSON document are ASCII, so the place of a zero byte shows the encoding. */
function jsonEncoding([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0) return 'utf-16be';
  return second === 0 ? 'utf-16le' : 'utf-8';
}

function decodeText(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // The decoder throws a TypeError for bytes that are not in this encoding.
    return undefined;
  }
}
