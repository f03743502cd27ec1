/**
 * Messages of the protocol buffers encoding, field by field. The field numbers of ONNX are those of `onnx.proto`
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
import { BinaryReader, BinaryWriter, getTextEncoding, WireType } from '@bufbuild/protobuf/wire';

/** One field: bytes for strings, bytes and messages; a bigint for varints; the 4 or 8 bytes of a fixed-width number. */
export interface ProtobufField {
  readonly number: number;
  readonly bytes?: Uint8Array;
  readonly integer?: bigint;
  readonly fixed?: Uint8Array;
}

/** The fields of a message in their order. Throws a RangeError where the bytes are no message. */
export function* fieldsOf(message: Uint8Array): Generator<ProtobufField> {
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (wireType === WireType.LengthDelimited) yield { number, bytes: reader.bytes() };
    else if (wireType === WireType.Varint) yield { number, integer: BigInt(reader.int64()) };
    else {
      const from = reader.pos;
      reader.skip(wireType, number);
      yield { number, fixed: message.subarray(from, reader.pos) };
    }
  }
  if (reader.pos > reader.len) throw new RangeError('the last field of the message is cut off');
}

/** The numbers of a repeated integer field: one varint in each field, or packed into one. */
export function integersOf({ bytes, integer }: ProtobufField): readonly number[] {
  if (integer !== undefined) return [Number(integer)];
  if (bytes === undefined) return [];
  const reader = new BinaryReader(bytes);
  const numbers: number[] = [];
  while (reader.pos < reader.len) numbers.push(Number(reader.int64()));
  return numbers;
}

/** The bytes of a repeated fixed-width field, of which a writer may make one field, several, or one for each number. */
export function fixedBytesOf(fields: readonly ProtobufField[], wanted: number): Uint8Array | undefined {
  const parts = fields.flatMap(({ number, bytes, fixed }) => (number === wanted ? [bytes ?? fixed ?? none] : []));
  if (parts.length < 2) return parts[0];
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}

const none = new Uint8Array();

/** The text of a string field. */
export function textOfBytes(bytes: Uint8Array): string {
  return getTextEncoding().decodeUtf8(bytes);
}

/** A field to write: a text, bytes (a message is bytes), a whole number, or a float of 32 bits. */
export type WrittenField = readonly [number: number, value: string | number | Uint8Array | { readonly float: number }];

/** A message with these fields in this order. */
export function message(...fields: readonly WrittenField[]): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  for (const [number, value] of fields) {
    if (typeof value === 'number') writer.tag(number, WireType.Varint).int64(value);
    else if (typeof value === 'string') writer.tag(number, WireType.LengthDelimited).string(value);
    else if (value instanceof Uint8Array) writer.tag(number, WireType.LengthDelimited).bytes(value);
    else writer.tag(number, WireType.Bit32).float(value.float);
  }
  return writer.finish();
}
