import { LabelingError } from "../errors.js";
import type { Json, JsonObject } from "../json.js";

/** How {@link writeJson} writes what can be written in several ways. */
export interface JsonStyle {
  number(value: number | bigint): string;
  /** Sorts the names of an object; absent keeps their order. */
  readonly compareNames?: (a: string, b: string) => number;
  /** Spaces for each level; 0 writes everything on one line. */
  readonly indent: number;
}

interface Open {
  readonly closing: "]" | "}";
  /** A list's members have no names. */
  readonly members: readonly (readonly [name: string | undefined, value: Json])[];
  next: number;
}

/**
 * Writes a value as JSON. It keeps its own stack, so that no depth of nesting can overflow the machine's.
 *
 * @throws {LabelingError} INVALID_ARGUMENT for what is no JSON value, such as `undefined`
 */
export function writeJson(root: Json, style: JsonStyle): string {
  const out: string[] = [];
  const stack: Open[] = [];
  writeStart(root, style, out, stack);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const member = top.members[top.next];
    if (member === undefined) {
      stack.pop();
      if (top.next > 0) out.push(newLine(style, stack));
      out.push(top.closing);
    } else {
      out.push(top.next > 0 ? "," : "", newLine(style, stack));
      top.next += 1;
      const [name, value] = member;
      if (name !== undefined) out.push(JSON.stringify(name), style.indent > 0 ? ": " : ":");
      writeStart(value, style, out, stack);
    }
  }
  return out.join("");
}

/** Writes a scalar whole; of a container only the bracket, and puts it on the stack. */
function writeStart(value: Json, style: JsonStyle, out: string[], stack: Open[]): void {
  if (isList(value)) {
    out.push("[");
    stack.push({ closing: "]", members: value.map((item) => [undefined, item]), next: 0 });
  } else if (isObject(value)) {
    out.push("{");
    stack.push({ closing: "}", members: membersOf(value, style), next: 0 });
  } else {
    out.push(scalar(value, style));
  }
}

function membersOf(object: JsonObject, { compareNames }: JsonStyle): [string, Json][] {
  const members = Object.entries(object);
  return compareNames === undefined ? members : members.toSorted(([a], [b]) => compareNames(a, b));
}

function scalar(value: null | boolean | number | bigint | string, style: JsonStyle): string {
  if (typeof value === "number" || typeof value === "bigint") return style.number(value);
  // Callers in JavaScript can pass anything; JSON.stringify would quietly give `undefined` for it.
  if (value === null || typeof value === "string" || typeof value === "boolean") {
    return JSON.stringify(value);
  }
  throw new LabelingError(
    "INVALID_ARGUMENT",
    `A value of type ${typeof value} cannot be written as JSON.`,
  );
}

function newLine({ indent }: JsonStyle, { length }: readonly Open[]): string {
  return indent > 0 ? `\n${" ".repeat(indent * length)}` : "";
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
