/**
 * Messages of the protocol buffers encoding, field by field. The field numbers of ONNX are those of `onnx.proto`
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
import { BinaryReader, getTextEncoding, WireType } from '@bufbuild/protobuf/wire';

/** One field: bytes for strings, bytes and messages; a bigint for varints; undefined for fixed-width numbers. */
export interface ProtobufField {
  readonly number: number;
  readonly bytes?: Uint8Array;
  readonly integer?: bigint;
}

/** The fields of a message in their order. Throws a RangeError where the bytes are no message. */
export function* fieldsOf(message: Uint8Array): Generator<ProtobufField> {
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (wireType === WireType.LengthDelimited) yield { number, bytes: reader.bytes() };
    else if (wireType === WireType.Varint) yield { number, integer: BigInt(reader.int64()) };
    else {
      reader.skip(wireType, number);
      yield { number };
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

/** The text of a string field. */
export function textOfBytes(bytes: Uint8Array): string {
  return getTextEncoding().decodeUtf8(bytes);
}
