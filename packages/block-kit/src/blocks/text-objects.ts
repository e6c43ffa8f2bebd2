import { LabelingError } from "@labeldesk/core";
import type { MrkdwnElement, PlainTextElement } from "@slack/types";
import { SLACK_LIMITS } from "../limits.js";
import { cleanText } from "../text/clean-text.js";

/**
 * Text that Slack shows as it is: no markup, no emoji names.
 *
 * @throws {LabelingError} INVALID_ARGUMENT when it is empty or longer than `maxChars`: cut on purpose, before, or refuse
 */
export function plainText(
  text: string,
  maxChars: number = SLACK_LIMITS.textObject,
): PlainTextElement {
  const clean = cleanText(text);
  checkLength("Text", clean, maxChars);
  return { type: "plain_text", text: clean, emoji: false };
}

/** Markup that {@link mrkdwn} takes over as it is; made only by {@link mention} and {@link link}. */
export class Markup {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** Escapes a text for Slack's markup, by the three characters that count (https://docs.slack.dev/messaging/formatting-message-text). */
export function escapeMrkdwn(text: string): string {
  return cleanText(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Mentions a person of the workspace. @throws {LabelingError} INVALID_ARGUMENT when it is no Slack user id */
export function mention(userId: string): Markup {
  if (!/^[UW][A-Z0-9]{1,30}$/.test(userId))
    throw new LabelingError("INVALID_ARGUMENT", "That is not a Slack user id.");
  return new Markup(`<@${userId}>`);
}

/** A link with a text. @throws {LabelingError} INVALID_ARGUMENT when it is no http or https address */
export function link(url: string, text: string): Markup {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw new LabelingError("INVALID_ARGUMENT", "A link needs an http or https address.");
  const address = parsed.href.replaceAll("|", "%7C");
  return new Markup(`<${escapeMrkdwn(address)}|${escapeMrkdwn(text).replaceAll("\n", " ")}>`);
}

/**
 * Slack markup in our own words: every variable is escaped, only {@link Markup} is taken over. Never for recorded text,
 * whose asterisks and underscores cannot be escaped.
 *
 * @throws {LabelingError} INVALID_ARGUMENT when the result is empty or longer than a text object may be
 */
export function mrkdwn(
  words: TemplateStringsArray,
  ...variables: readonly (string | number | Markup)[]
): MrkdwnElement {
  const text = words
    .map((word, index) => {
      const variable = variables[index] ?? "";
      return word + (variable instanceof Markup ? variable.markup : escapeMrkdwn(String(variable)));
    })
    .join("");
  checkLength("Text", text, SLACK_LIMITS.textObject);
  return { type: "mrkdwn", text, verbatim: true };
}

/** @throws {LabelingError} INVALID_ARGUMENT when `text` is empty or longer than `maxChars` */
export function checkLength(what: string, text: string, maxChars: number): void {
  if (text.length >= 1 && text.length <= maxChars) return;
  throw new LabelingError(
    "INVALID_ARGUMENT",
    `${what} for Slack must have 1 to ${maxChars} characters, this one has ${text.length}.`,
  );
}
