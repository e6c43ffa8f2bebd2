import { Buffer } from "node:buffer";

// Protocol Buffers' binary format, as far as trace export needs it: https://protobuf.dev/programming-guides/encoding/
const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;

/** Fields of a message, one after the other; their order does not count. */
export function messageOf(fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields);
}

/** A field that holds bytes, or a message. */
export function bytesField(field: number, content: Uint8Array): Uint8Array {
  return messageOf([tag(field, LENGTH_DELIMITED), varint(BigInt(content.length)), content]);
}

/** A field that holds a text. */
export function textField(field: number, text: string): Uint8Array {
  return bytesField(field, Buffer.from(text, "utf8"));
}

/** A field that holds an integer of 64 bits with a sign, a truth value or an enumeration. */
export function integerField(field: number, value: bigint): Uint8Array {
  return messageOf([tag(field, VARINT), varint(BigInt.asUintN(64, value))]);
}

/** A field that holds eight bytes, such as nanoseconds. */
export function fixed64Field(field: number, value: bigint): Uint8Array {
  const content = Buffer.alloc(8);
  content.writeBigUInt64LE(value);
  return messageOf([tag(field, FIXED64), content]);
}

/** A field that holds a floating-point number, `NaN` and the infinities included. */
export function doubleField(field: number, value: number): Uint8Array {
  const content = Buffer.alloc(8);
  content.writeDoubleLE(value);
  return messageOf([tag(field, FIXED64), content]);
}

function tag(field: number, wireType: number): Uint8Array {
  return varint(BigInt(field * 8 + wireType));
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) + 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
