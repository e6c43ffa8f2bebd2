import { Buffer } from "node:buffer";
import { LabelingError } from "@labeldesk/core";
import {
  bytesField,
  doubleField,
  fixed64Field,
  integerField,
  messageOf,
  textField,
} from "../../wire/protobuf.js";
import { rawElements, rawMembers } from "../../wire/raw-json.js";
import type { StoredLink, StoredSpan, Texts } from "./stored-spans.js";

// Field numbers of `ExportTraceServiceRequest` and what it holds: opentelemetry-proto, trace/v1 and common/v1.
const RESOURCE_SPANS = 1;
const SCOPE_SPANS = 2;
const SPANS = 2;
const SPAN = { traceId: 1, spanId: 2, parentSpanId: 4, name: 5, start: 7, end: 8 } as const;
const SPAN_PARTS = { attributes: 9, events: 11, links: 13, status: 15 } as const;
const EVENT = { time: 1, name: 2, attributes: 3 } as const;
const LINK = { traceId: 1, spanId: 2, attributes: 4 } as const;
const STATUS = { message: 2, code: 3 } as const;
const PAIR = { key: 1, value: 2 } as const;
const VALUE = { text: 1, truth: 2, integer: 3, double: 4, list: 5, pairs: 6 } as const;
const ELEMENT = 1;

const STATUS_CODES: Readonly<Record<string, bigint>> = {
  STATUS_CODE_OK: 1n,
  STATUS_CODE_ERROR: 2n,
};

const MAX_INTEGER = 2n ** 63n;

/**
 * The spans of one trace as OpenTelemetry's protocol sends them.
 *
 * @param traceIdHex the trace's id in 32 hexadecimal digits, whatever trace they were read from
 * @throws {LabelingError} UNSUPPORTED for a whole number beyond 64 bits outside of lists and objects
 */
export function exportMessage(traceIdHex: string, spans: readonly StoredSpan[]): Uint8Array {
  const traceId = Buffer.from(traceIdHex, "hex");
  const scope = messageOf(spans.map((span) => bytesField(SPANS, spanMessage(traceId, span))));
  return bytesField(RESOURCE_SPANS, bytesField(SCOPE_SPANS, scope));
}

function spanMessage(traceId: Uint8Array, { wire, ...span }: StoredSpan): Uint8Array {
  const { parent_span_id, end_time_unix_nano, status } = wire;
  const events = (wire.events ?? []).map((event, index) =>
    messageOf([
      fixed64Field(EVENT.time, event.time_unix_nano),
      textField(EVENT.name, event.name),
      ...pairFields(EVENT.attributes, span.eventAttributes[index] ?? new Map(), valueMessage),
    ]),
  );
  return messageOf([
    bytesField(SPAN.traceId, traceId),
    bytesField(SPAN.spanId, Buffer.from(wire.span_id, "base64")),
    ...(parent_span_id
      ? [bytesField(SPAN.parentSpanId, Buffer.from(parent_span_id, "base64"))]
      : []),
    textField(SPAN.name, wire.name),
    fixed64Field(SPAN.start, wire.start_time_unix_nano),
    ...(end_time_unix_nano ? [fixed64Field(SPAN.end, end_time_unix_nano)] : []),
    ...pairFields(SPAN_PARTS.attributes, span.attributes, attributeMessage),
    ...events.map((event) => bytesField(SPAN_PARTS.events, event)),
    ...span.links.map((link) => bytesField(SPAN_PARTS.links, linkMessage(link))),
    bytesField(
      SPAN_PARTS.status,
      messageOf([
        ...(status?.message ? [textField(STATUS.message, status.message)] : []),
        integerField(STATUS.code, STATUS_CODES[status?.code ?? ""] ?? 0n),
      ]),
    ),
  ]);
}

function linkMessage({ traceId, spanId, attributes }: StoredLink): Uint8Array {
  return messageOf([
    bytesField(LINK.traceId, Buffer.from(traceId.replace(/^tr-/, ""), "hex")),
    bytesField(LINK.spanId, Buffer.from(spanId, "hex")),
    ...pairFields(LINK.attributes, attributes, valueMessage),
  ]);
}

function pairFields(
  field: number,
  texts: Texts,
  valueOf: (text: string, name: string) => Uint8Array,
): readonly Uint8Array[] {
  return [...texts].map(([name, text]) =>
    bytesField(
      field,
      messageOf([textField(PAIR.key, name), bytesField(PAIR.value, valueOf(text, name))]),
    ),
  );
}

/**
 * A span's attribute. The server takes one layer of JSON off a text that holds a text, a list or an object
 * (`sanitize_attributes`): sent as what it is stored as, such a value arrives letter by letter. A plain value has a type.
 */
function attributeMessage(text: string, name: string): Uint8Array {
  return /^["[{]/.test(text) ? textField(VALUE.text, text) : valueMessage(text, name);
}

/** A JSON text as a typed value; `null` is a message without a value. */
function valueMessage(text: string, name: string): Uint8Array {
  const inner = (part: string) => valueMessage(part, name);
  if (text === "null") return messageOf([]);
  if (text === "true" || text === "false") {
    return integerField(VALUE.truth, text === "true" ? 1n : 0n);
  }
  if (text.startsWith(`"`)) return textField(VALUE.text, String(JSON.parse(text)));
  if (text.startsWith("[")) {
    const elements = rawElements(text).map((element) => bytesField(ELEMENT, inner(element)));
    return bytesField(VALUE.list, messageOf(elements));
  }
  if (text.startsWith("{")) {
    const pairs = pairFields(ELEMENT, rawMembers(text), inner);
    return bytesField(VALUE.pairs, messageOf(pairs));
  }
  if (!/^-?\d+$/.test(text)) return doubleField(VALUE.double, Number(text));
  const integer = BigInt(text);
  if (integer >= -MAX_INTEGER && integer < MAX_INTEGER) return integerField(VALUE.integer, integer);
  throw new LabelingError(
    "UNSUPPORTED",
    `The trace cannot be copied: its attribute "${name}" is a whole number beyond 64 bits, which MLflow does not take in.`,
  );
}
