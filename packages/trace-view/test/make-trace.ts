import { ExperimentId, type Json, type Span, type Trace, TraceId } from "@labeldesk/core";
import { type Part, type Turn, type TraceView, viewTrace } from "../src/index.js";

/** A span as a test writes it. */
export type SpanSketch = Partial<Span> & { readonly inputs?: Json; readonly outputs?: Json };

let next = 0;

/** A span with what a test does not care about filled in; one after the other in time. */
export function makeSpan(sketch: SpanSketch = {}): Span {
  next += 1;
  return {
    spanId: `span-${next}`,
    name: "step",
    startNs: BigInt(next) * 1_000n,
    endNs: BigInt(next) * 1_000n + 500n,
    status: { code: "ok" },
    attributes: {},
    events: [],
    ...sketch,
  };
}

/** A trace whose root is the first sketch and whose other spans are its children. */
export function makeTrace(root: SpanSketch, ...children: readonly SpanSketch[]): Trace {
  const rootSpan = makeSpan({ name: "root", ...root });
  return {
    traceId: TraceId.parse("tr-1"),
    experimentId: ExperimentId.parse("1"),
    state: "ok",
    requestTimeMs: 0,
    tags: {},
    metadata: {},
    assessments: [],
    spans: [
      rootSpan,
      ...children.map((child) => makeSpan({ parentId: rootSpan.spanId, ...child })),
    ],
  };
}

/** The view of a trace that is one call. */
export function viewCall(inputs: Json, outputs: Json): TraceView {
  return viewTrace(makeTrace({ inputs, outputs }));
}

/** The texts of a turn, in order; everything that is no text is left out. */
export function textsOf(turn: Turn | undefined): string[] {
  return (turn?.parts ?? []).flatMap((part) => (part.kind === "text" ? [part.text] : []));
}

/** The answers of a view, however it ended. */
export function answersOf({ outcome }: TraceView): readonly Turn[] {
  return "answers" in outcome ? outcome.answers : [];
}

/** All that a person can read in a part. */
export function readable(part: Part): string {
  switch (part.kind) {
    case "text":
      return `${part.label ?? ""}\n${part.text}`;
    case "code":
    case "refusal":
      return part.text;
    case "json":
      return `${part.label ?? ""}\n${part.text}`;
    case "fields":
      return part.fields.map(({ name, value }) => `${name}: ${value}`).join("\n");
    case "media":
      return [part.media.name, part.media.reference, part.media.mimeType, part.media.type].join(
        " ",
      );
    case "toolCall":
      return `${part.name} ${part.argumentsText}`;
  }
}

/** All that a person can read in some turns. */
export function readableTurns(turns: readonly Turn[]): string {
  return turns.flatMap(({ parts }) => parts.map(readable)).join("\n");
}

/** All that a person can read in the steps of a view. */
export function readableSteps({ steps }: TraceView): string {
  return steps
    .map((step) => {
      const error = step.error ? `${step.error.type ?? ""}: ${step.error.message}` : "";
      switch (step.kind) {
        case "tool":
          return [step.name, step.argumentsText, step.resultText, error].join("\n");
        case "retrieval":
          return [
            step.name,
            step.query,
            ...step.documents.map(({ text, source }) => `${source ?? ""}\n${text}`),
            error,
          ].join("\n");
        case "other":
          return [step.name, ...step.input.map(readable), ...step.output.map(readable), error].join(
            "\n",
          );
      }
    })
    .join("\n");
}

/** All that a person can read in a view. */
export function readableView(view: TraceView): string {
  return [
    readableTurns(view.earlier),
    readableTurns([view.request]),
    readableTurns(answersOf(view)),
    readableSteps(view),
  ].join("\n");
}
