import { fieldsOf, textOfBytes } from '../protobuf';

/** Longer entries, in bytes, are not descriptions and are ignored. */
const textLimit = 20_000;

/** `metadata_props` of a model: names and texts. Throws where the bytes are no message. */
export function readMetadata(model: Uint8Array): Readonly<Record<string, string>> {
  const entries = [...fieldsOf(model)].flatMap(({ number, bytes }) => {
    if (number !== 14 || bytes === undefined || bytes.byteLength > textLimit) return [];
    const fields = [...fieldsOf(bytes)];
    const textAt = (wanted: number): string => {
      const found = fields.findLast((field) => field.number === wanted)?.bytes;
      return found === undefined ? '' : textOfBytes(found);
    };
    return [[textAt(1), textAt(2)] as const];
  });
  return Object.fromEntries(entries);
}
