import { violationLine, type Violation } from "./validate/violation.js";

/** A call that Slack would answer with `ok: false`. `code` is Slack's own word, such as `channel_not_found`. */
export class SlackRefusal extends Error {
  override readonly name = "SlackRefusal";
  readonly code: string;
  /** Lines for `response_metadata.messages`. */
  readonly lines: readonly string[];

  constructor(code: string, lines: readonly string[] = []) {
    super(lines.length === 0 ? code : `${code}: ${lines.join("; ")}`);
    this.code = code;
    this.lines = lines;
  }
}

/** The refusal that a message with these violations meets, or undefined when there are none. */
export function messageRefusal(violations: readonly Violation[]): SlackRefusal | undefined {
  const first = violations[0];
  if (first === undefined) return undefined;
  return new SlackRefusal(messageCode(violations), violations.map(violationLine));
}

function messageCode(violations: readonly Violation[]): string {
  const inBlocks = violations.find(
    ({ pointer, rule }) => pointer.startsWith("/blocks") && rule !== "total_text_too_long",
  );
  if (inBlocks !== undefined) return "invalid_blocks";
  if (violations.some(({ rule }) => rule === "total_text_too_long")) return "msg_blocks_too_long";
  if (violations.some(({ rule }) => rule === "too_long")) return "msg_too_long";
  return violations.some(({ rule }) => rule === "no_text") ? "no_text" : "invalid_arguments";
}

/** The refusal that a view with these violations meets, or undefined when there are none. */
export function viewRefusal(violations: readonly Violation[]): SlackRefusal | undefined {
  if (violations.length === 0) return undefined;
  const code = violations.some(({ rule }) => rule === "payload_too_large")
    ? "view_too_large"
    : "invalid_arguments";
  return new SlackRefusal(code, violations.map(violationLine));
}
