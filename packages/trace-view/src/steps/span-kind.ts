import type { ReadSpan } from "../spans/read-span.js";
import { firstText } from "../shape.js";

/** What a span is, as far as it matters to a reader. */
export type SpanKind = "tool" | "retrieval" | "internal" | "other";

const kinds: Readonly<Record<string, SpanKind>> = {
  tool: "tool",
  execute_tool: "tool",
  retriever: "retrieval",
  reranker: "retrieval",
  retrieval: "retrieval",
  embedding: "internal",
  embeddings: "internal",
  parser: "internal",
};

/** The words in which instrumentations say what a span is. */
const kindNames = [
  "openinference.span.kind",
  "traceloop.span.kind",
  "gen_ai.operation.name",
] as const;

/** The kind of a span, from MLflow's span type or from what its instrumentation recorded. */
export function kindOf({ span }: ReadSpan): SpanKind {
  const words = [span.type, ...kindNames.map((name) => firstText(span.attributes, name))];
  for (const word of words) {
    const kind = word === undefined ? undefined : kinds[word.toLowerCase()];
    if (kind !== undefined) return kind;
  }
  return "other";
}

/** The spans above a span, nearest first. */
export function* ancestorsOf(
  span: ReadSpan,
  byId: ReadonlyMap<string, ReadSpan>,
): Generator<ReadSpan> {
  const visited = new Set([span.span.spanId]);
  let parentId = span.span.parentId;
  while (parentId !== undefined && !visited.has(parentId)) {
    visited.add(parentId);
    const parent = byId.get(parentId);
    if (parent === undefined) return;
    yield parent;
    parentId = parent.span.parentId;
  }
}
