import { parseExactJson } from "@labeldesk/core";
import { z } from "zod";
import { parseBody } from "../../wire/parse.js";
import { rawElements, rawMembers } from "../../wire/raw-json.js";
import { WireSpan } from "../../wire/span.js";
import { JsonValue } from "../../wire/values.js";

/** JSON texts by name, exactly as they are stored. */
export type Texts = ReadonlyMap<string, string>;

/** A span as the server stores it. */
export interface StoredSpan {
  readonly wire: WireSpan;
  readonly attributes: Texts;
  /** Of each event of `wire`, in order. */
  readonly eventAttributes: readonly Texts[];
  readonly links: readonly StoredLink[];
}

/** That a span has to do with a span of another trace. */
export interface StoredLink {
  /** Hexadecimal, with MLflow's `tr-` before it or without. */
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Texts;
}

const WireLink = z.looseObject({ trace_id: z.string(), span_id: z.string() });
const WithLinks = WireSpan.extend({ links: z.array(WireLink).nullish() }).loose();
const StoredSpans = z.looseObject({ spans: z.array(JsonValue).default([]) });

/**
 * Reads the body of `GET /ajax-api/3.0/mlflow/get-trace-artifact`, which serves every kind of trace as it is stored,
 * without losing the text of any value.
 *
 * @throws {LabelingError} BACKEND when it is something else
 */
export function readStoredSpans(text: string, what: string): readonly StoredSpan[] {
  parseBody(text, StoredSpans, what);
  return rawElements(rawMembers(text).get("spans") ?? "[]").map((span) => {
    const wire = parseBody(span, WithLinks, what);
    const members = rawMembers(span);
    const attributesOf = (list: string) =>
      rawElements(members.get(list) ?? "[]").map((element) => textsOf(rawMembers(element)));
    const links = attributesOf("links");
    return {
      wire,
      attributes: new Map(
        [...textsOf(members)].map(([name, raw]) => [name, storedText(raw)] as const),
      ),
      eventAttributes: attributesOf("events"),
      links: (wire.links ?? []).map(({ trace_id, span_id }, index) => ({
        traceId: trace_id,
        spanId: span_id,
        attributes: links[index] ?? new Map<string, string>(),
      })),
    };
  });
}

/** The raw attributes among the members of a span, an event or a link. */
function textsOf(members: Texts): Texts {
  return rawMembers(members.get("attributes") ?? "{}");
}

/** A span's attribute is a text that holds JSON; what is none was stored by another writer and stands for itself. */
function storedText(raw: string): string {
  const value = parseExactJson(raw);
  if (typeof value !== "string") return raw;
  try {
    parseExactJson(value);
    return value.trim();
  } catch {
    return raw;
  }
}
