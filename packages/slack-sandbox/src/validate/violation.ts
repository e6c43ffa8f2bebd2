import { z } from "zod";
import { fieldOf, isObject, textIn } from "../loose.js";

/** Which of Slack's rules a payload breaks. */
export const ViolationRule = z.enum([
  "missing_field",
  "unknown_field",
  "wrong_type",
  "wrong_value",
  "too_long",
  "too_short",
  "too_many",
  "too_few",
  "out_of_range",
  "unsupported_type",
  "wrong_surface",
  "duplicate_block_id",
  "duplicate_action_id",
  "conflicting_fields",
  "not_an_option",
  "total_text_too_long",
  "payload_too_large",
  "no_text",
]);
export type ViolationRule = z.infer<typeof ViolationRule>;

/** One thing that Slack would refuse. */
export interface Violation {
  /** JSON pointer to the offending place, such as `/blocks/0/text/text`. */
  readonly pointer: string;
  readonly rule: ViolationRule;
  /** In the words that Slack uses, where they are known. */
  readonly message: string;
}

/** The line that Slack puts into `response_metadata.messages`. */
export function violationLine(violation: Violation): string {
  return `[ERROR] ${violation.message} [json-pointer:${violation.pointer}]`;
}

/** A JSON pointer from a path, below a prefix such as `/blocks`. */
export function pointerOf(prefix: string, path: readonly PropertyKey[]): string {
  return [
    prefix,
    ...path.map((part) => String(part).replaceAll("~", "~0").replaceAll("/", "~1")),
  ].join("/");
}

type Issue = z.core.$ZodIssue;

/** Puts what zod found wrong into Slack's words. */
export function violationsOf(issues: readonly Issue[], prefix: string): readonly Violation[] {
  return issues.flatMap((issue) => violationsOfIssue(issue, prefix));
}

function violationsOfIssue(issue: Issue, prefix: string): readonly Violation[] {
  const pointer = pointerOf(prefix, issue.path);
  const found = (rule: ViolationRule, message: string): readonly Violation[] => [
    { pointer, rule, message },
  ];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.flatMap((key) =>
        found("unknown_field", `invalid additional property: ${key}`),
      );
    case "invalid_type":
      return issue.input === undefined
        ? [missing(issue.path, prefix)]
        : found("wrong_type", `must provide ${article(issue.expected)} ${issue.expected}`);
    case "invalid_union":
      return unionViolations(issue, prefix);
    case "invalid_value":
      return issue.input === undefined
        ? [missing(issue.path, prefix)]
        : found("wrong_value", `must be one of: ${issue.values.map(String).join(", ")}`);
    case "too_big":
      return found(...tooBig(issue));
    case "too_small":
      return found(...tooSmall(issue));
    case "custom":
      return found(ViolationRule.catch("wrong_value").parse(issue.params?.["rule"]), issue.message);
    case "invalid_format":
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
      return found("wrong_value", issue.message);
  }
}

function unionViolations(
  issue: z.core.$ZodIssueInvalidUnion,
  prefix: string,
): readonly Violation[] {
  const pointer = pointerOf(prefix, issue.path);
  const last = issue.path.at(-1);
  if (last === "type") {
    // zod reports the discriminator itself, so its input is the type that is not known here.
    const type = isObject(issue.input) ? fieldOf(issue.input, "type") : issue.input;
    if (type === undefined) return [missing(issue.path, prefix)];
    return [
      {
        pointer,
        rule: "unsupported_type",
        message: `unsupported type: ${textIn(type) ?? JSON.stringify(type)}`,
      },
    ];
  }
  return [{ pointer, rule: "wrong_type", message: "failed to match all allowed schemas" }];
}

function missing(path: readonly PropertyKey[], prefix: string): Violation {
  const field = String(path.at(-1) ?? "");
  return {
    pointer: pointerOf(prefix, path.slice(0, -1)),
    rule: "missing_field",
    message: `missing required field: ${field}`,
  };
}

function tooBig(issue: z.core.$ZodIssueTooBig): [ViolationRule, string] {
  const maximum = Number(issue.maximum);
  if (issue.origin === "string") return ["too_long", `must be less than ${maximum + 1} characters`];
  if (issue.origin === "array") return ["too_many", `no more than ${maximum} items allowed`];
  return ["out_of_range", `must be no more than ${maximum}`];
}

function tooSmall(issue: z.core.$ZodIssueTooSmall): [ViolationRule, string] {
  const minimum = Number(issue.minimum);
  if (issue.origin === "string")
    return ["too_short", `must be more than ${minimum - 1} characters`];
  if (issue.origin === "array") return ["too_few", `no fewer than ${minimum} items allowed`];
  return ["out_of_range", `must be no less than ${minimum}`];
}

function article(word: string): string {
  return /^[aeio]/.test(word) ? "an" : "a";
}
