import type { Span } from "@labeldesk/core";
import { withoutInlineBytes } from "./inline-bytes.js";
import { firstText } from "./shape.js";
import type { TraceError } from "./trace-view.js";

/** What Python writes between the stack trace of a cause and that of what it led to. */
const links =
  /\n\s*(?:The above exception was the direct cause of the following exception|During handling of the above exception, another exception occurred):\s*\n/;
const namedError =
  /^([A-Za-z_][\w.$]*(?:Error|Exception|Interrupt|Warning|Timeout|Exit|Failure|Failed)): ([\s\S]*)$/;
/** A stack trace longer than this is searched from its end only. */
const maxTraceChars = 200_000;

/** The error that a span ended with: its last exception, or else what its status says. */
export function errorOf(span: Span): TraceError | undefined {
  if (span.status.code !== "error") return undefined;
  return (
    exceptionOf(span) ??
    namedErrorIn(
      span.status.message ?? firstText(span.attributes, "error.message", "error.type") ?? "",
    )
  );
}

/** The last exception recorded in a span, which the app may have handled. */
export function exceptionOf(span: Span): TraceError | undefined {
  const event = span.events.findLast(({ name }) => name === "exception");
  if (event === undefined) return undefined;
  const type = firstText(event.attributes, "exception.type", "error.type");
  const message =
    firstText(event.attributes, "exception.message", "error.message") ?? span.status.message ?? "";
  const cause = causeIn(firstText(event.attributes, "exception.stacktrace"));
  return {
    ...(type ? { type } : {}),
    message: withoutInlineBytes(message),
    ...(cause === undefined ? {} : { cause }),
  };
}

/** An error from a text such as `ValueError: amount must be positive`. */
export function namedErrorIn(text: string): TraceError {
  const match = namedError.exec(text.trim());
  if (match?.[1] === undefined) return { message: withoutInlineBytes(text) };
  return { type: match[1], message: withoutInlineBytes(match[2] ?? "") };
}

/** Whether two errors are the same one, seen on its way up. */
export function sameError(one: TraceError | undefined, other: TraceError | undefined): boolean {
  return one !== undefined && other !== undefined && one.message === other.message;
}

function causeIn(trace: string | undefined): TraceError | undefined {
  if (trace === undefined) return undefined;
  const causes = trace.slice(-maxTraceChars).split(links).slice(0, -1);
  let cause: TraceError | undefined;
  for (const text of causes) {
    const named = lastErrorOf(text);
    if (named !== undefined) cause = { ...named, ...(cause === undefined ? {} : { cause }) };
  }
  return cause;
}

/** The last line of a Python stack trace names the error; its message may go on over more lines. */
function lastErrorOf(trace: string): TraceError | undefined {
  const lines = trace.trimEnd().split("\n");
  const last = lines.findLastIndex(
    (line) => /^\S/.test(line) && /^[A-Za-z_][\w.]*(?::|$)/.test(line),
  );
  if (last < 0) return undefined;
  const [first = "", ...more] = lines.slice(last);
  const colon = first.indexOf(":");
  if (colon < 0) return { type: first.trim(), message: "" };
  return {
    type: first.slice(0, colon),
    message: [first.slice(colon + 1).trim(), ...more].join("\n"),
  };
}
