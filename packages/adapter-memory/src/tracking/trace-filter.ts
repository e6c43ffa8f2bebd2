import { LabelingError, stringifyJson, type Json, type Trace } from "@labeldesk/core";

type KeptTrace = Omit<Trace, "assessments">;
type Matcher = (trace: KeptTrace) => boolean;

const CLAUSE =
  /^\s*(?<field>[\w.]+?)(?:\.(?:`(?<quotedKey>[^`]+)`))?\s*(?<operator>!=|>=|<=|=|>|<|I?LIKE\b)\s*(?:'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<number>\d+))\s*/iu;
const AND = /^AND\b/iu;

const KNOWN =
  "The in-memory store knows tags.<name>, metadata.<name>, name, status and request_id with = and !=, " +
  "timestamp_ms with a number, trace.text ILIKE '%…%', and AND between them.";

/**
 * Reads a small part of MLflow's trace filter language; an empty text matches everything.
 *
 * @throws {LabelingError} INVALID_ARGUMENT for everything else, naming what it could not read
 */
export function parseTraceFilter(filter: string): Matcher {
  const matchers: Matcher[] = [];
  let rest = filter.trim();
  while (rest !== "") {
    const clause = CLAUSE.exec(rest);
    const matcher = clause?.groups === undefined ? undefined : matcherOf(clause.groups);
    if (clause === null || matcher === undefined) throw notUnderstood(filter, rest);
    matchers.push(matcher);
    rest = afterAnd(filter, rest.slice(clause[0].length));
  }
  return (trace) => matchers.every((matches) => matches(trace));
}

function afterAnd(filter: string, rest: string): string {
  if (rest === "") return rest;
  const next = rest.replace(AND, "").trim();
  if (!AND.test(rest) || next === "") throw notUnderstood(filter, rest);
  return next;
}

type Groups = Readonly<Record<string, string | undefined>>;

function matcherOf(groups: Groups): Matcher | undefined {
  const { field = "", quotedKey, operator = "", single, double, number } = groups;
  const name = quotedKey === undefined ? field : `${field}.${quotedKey}`;
  const text = single ?? double;
  if (number !== undefined) return comparison(name, operator, Number(number));
  if (text === undefined) return undefined;
  if (/^I?LIKE$/iu.test(operator)) return likeness(name, operator, text);
  const read = readerOf(name);
  if (read === undefined) return undefined;
  switch (operator) {
    case "=":
      return (trace) => read(trace) === text;
    case "!=":
      return (trace) => read(trace) !== text;
  }
  return undefined;
}

function readerOf(name: string): ((trace: KeptTrace) => string | undefined) | undefined {
  const [, group = "", key = ""] = /^(tags?|metadata)\.(.+)$/su.exec(name) ?? [];
  if (group === "metadata") return ({ metadata }) => metadata[key];
  if (group !== "") return ({ tags }) => tags[key];
  switch (name) {
    case "status":
      return ({ state }) => STATUS[state];
    case "request_id":
      return ({ traceId }) => traceId;
    case "name":
      return ({ tags, spans }) => tags["mlflow.traceName"] ?? spans[0]?.name;
  }
  return undefined;
}

const STATUS: Readonly<Record<Trace["state"], string>> = {
  ok: "OK",
  error: "ERROR",
  inProgress: "IN_PROGRESS",
  unknown: "STATE_UNSPECIFIED",
};

function comparison(name: string, operator: string, value: number): Matcher | undefined {
  if (name !== "timestamp_ms") return undefined;
  switch (operator) {
    case "=":
      return ({ requestTimeMs }) => requestTimeMs === value;
    case "!=":
      return ({ requestTimeMs }) => requestTimeMs !== value;
    case ">":
      return ({ requestTimeMs }) => requestTimeMs > value;
    case ">=":
      return ({ requestTimeMs }) => requestTimeMs >= value;
    case "<":
      return ({ requestTimeMs }) => requestTimeMs < value;
    case "<=":
      return ({ requestTimeMs }) => requestTimeMs <= value;
  }
  return undefined;
}

function likeness(name: string, operator: string, pattern: string): Matcher | undefined {
  const flags = operator.toUpperCase() === "ILIKE" ? "isu" : "su";
  const like = new RegExp(`^${pattern.replaceAll(/[%_]|[^%_]+/gu, likePart)}$`, flags);
  if (name === "trace.text") return (trace) => like.test(textOf(trace));
  const read = readerOf(name);
  return read === undefined ? undefined : (trace) => like.test(read(trace) ?? "");
}

function likePart(part: string): string {
  if (part === "%") return ".*";
  if (part === "_") return ".";
  return part.replaceAll(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`);
}

function textOf({ spans }: KeptTrace): string {
  return spans
    .flatMap(({ name, inputs, outputs }) => [name, jsonText(inputs), jsonText(outputs)])
    .join("\n");
}

function jsonText(value: Json | undefined): string {
  return value === undefined ? "" : stringifyJson(value);
}

function notUnderstood(filter: string, near: string): LabelingError {
  return new LabelingError(
    "INVALID_ARGUMENT",
    `The trace filter "${filter}" cannot be understood from "${near}" on. ${KNOWN}`,
  );
}
