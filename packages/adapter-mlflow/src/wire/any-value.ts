import type { Json } from "@labeldesk/core";

/**
 * A typed value of OpenTelemetry's protocol as MLflow's JSON writes it: an object with one of `string_value`,
 * `int_value`, `double_value`, `bool_value`, `array_value`, `kvlist_value` or `bytes_value`; null is `{}` or absent.
 */
type AnyValue = Json | undefined;

type Fields = { readonly [name: string]: Json };

function isFields(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: Json | undefined): readonly Json[] {
  const values = isFields(value) ? value["values"] : undefined;
  return Array.isArray(values) ? values : [];
}

/** Protobuf's JSON leaves empty texts out: a pair without a key has the empty one. */
function keyOf(pair: Fields): string {
  const key = pair["key"];
  return typeof key === "string" ? key : "";
}

/** The names and values of a `kvlist_value`, or of a list of attributes. */
export function readKeyValues(pairs: readonly Json[]): readonly (readonly [string, AnyValue])[] {
  return pairs.flatMap((pair) => (isFields(pair) ? [[keyOf(pair), pair["value"]]] : []));
}

/** What a value's type word and content are; `undefined` for null. */
function typed(value: AnyValue): readonly [string, Json] | undefined {
  return isFields(value) ? Object.entries(value)[0] : undefined;
}

/** An integer may come as number, `bigint` or, from other writers of the protocol, as text. */
function toInteger(content: Json): number | bigint | undefined {
  const integer =
    typeof content === "string" && /^-?\d+$/.test(content) ? BigInt(content) : content;
  if (typeof integer === "number") return integer;
  if (typeof integer !== "bigint") return undefined;
  const small = Number(integer);
  return Number.isSafeInteger(small) ? small : integer;
}

/** `NaN` and the infinities come as text. */
function toDouble(content: Json): number {
  return Number(content);
}

/** The plain value: `int_value` as number (or `bigint` beyond 2^53), `double_value` as number, no value as `null`. */
export function decodeAnyValue(value: AnyValue): Json {
  const pair = typed(value);
  if (pair === undefined) return null;
  const [type, content] = pair;
  if (type === "int_value") return toInteger(content) ?? null;
  if (type === "double_value") return toDouble(content);
  if (type === "array_value") return listOf(content).map(decodeAnyValue);
  if (type === "kvlist_value") return decodePairs(listOf(content));
  return content;
}

function decodePairs(pairs: readonly Json[]): Json {
  return Object.fromEntries(
    readKeyValues(pairs).map(([key, value]) => [key, decodeAnyValue(value)]),
  );
}

/**
 * The value as JSON text in Python's dialect, losing nothing: an integer stays one, a float keeps its point
 * (`3.0`, not `3`), because MLflow's dataset keys tell them apart.
 */
export function anyValueText(value: AnyValue): string {
  const pair = typed(value);
  if (pair === undefined) return "null";
  const [type, content] = pair;
  if (type === "int_value") return String(toInteger(content) ?? null);
  if (type === "double_value") return floatText(toDouble(content));
  if (type === "array_value") return `[${listOf(content).map(anyValueText).join(", ")}]`;
  if (type === "kvlist_value") {
    const members = readKeyValues(listOf(content)).map(
      ([key, member]) => `${JSON.stringify(key)}: ${anyValueText(member)}`,
    );
    return `{${members.join(", ")}}`;
  }
  return JSON.stringify(content);
}

function floatText(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
