import { blockViolations } from "./check-blocks.js";
import { LIMITS } from "./limits.js";
import type { Violation } from "./violation.js";
import { visibleTextLength } from "./visible-text.js";

/** The parts of a message that Slack checks. Other arguments are left alone. */
export interface MessageDraft {
  readonly text?: unknown;
  readonly blocks?: unknown;
}

/** How a message reaches Slack: a `response_url` has no bound on the total text of its blocks. */
export type MessageRoute = "post" | "update" | "response";

/**
 * Everything for which Slack would refuse a message, in its order. `chat.update` takes shorter text than
 * `chat.postMessage`, hence `route`, by default `post`.
 */
export function validateMessage(
  message: MessageDraft & Readonly<Record<string, unknown>>,
  route: MessageRoute = "post",
): readonly Violation[] {
  const blocks =
    message.blocks === undefined ? [] : blockViolations(message.blocks, "message", "/blocks");
  return [...blocks, ...textViolations(message, route), ...totalViolations(message, route)];
}

function textViolations(message: MessageDraft, route: MessageRoute): readonly Violation[] {
  const { text } = message;
  if (text !== undefined && typeof text !== "string") {
    return [{ pointer: "/text", rule: "wrong_type", message: "must provide a string" }];
  }
  const hasBlocks = Array.isArray(message.blocks) && message.blocks.length > 0;
  if (!hasBlocks && (text ?? "") === "") {
    return [{ pointer: "/text", rule: "no_text", message: "needs text or blocks" }];
  }
  const max = route === "update" ? LIMITS.updateText : LIMITS.postText;
  if ((text ?? "").length <= max) return [];
  return [
    { pointer: "/text", rule: "too_long", message: `must be less than ${max + 1} characters` },
  ];
}

function totalViolations(message: MessageDraft, route: MessageRoute): readonly Violation[] {
  const total = visibleTextLength(message.blocks);
  if (route === "response" || total <= LIMITS.messageBlockText) return [];
  const text = `all blocks together hold ${total} characters of text; about ${LIMITS.messageBlockText} are taken`;
  return [{ pointer: "/blocks", rule: "total_text_too_long", message: text }];
}
