import { LabelingError } from "../errors.js";
import type { Json } from "../json.js";

/** How {@link writeJson} writes what can be written in several ways. */
export interface JsonStyle {
  number(value: number | bigint): string;
  names(names: string[]): readonly string[];
  /** Spaces for each level; 0 writes everything on one line. */
  readonly indent: number;
}

interface Open {
  readonly values: readonly Json[];
  /** Absent for a list. */
  readonly names: readonly string[] | undefined;
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
  const newLine = () => {
    if (style.indent > 0) out.push(`\n${" ".repeat(style.indent * stack.length)}`);
  };
  writeStart(root, style, out, stack);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const value = top.values[top.next];
    if (top.next === top.values.length) {
      stack.pop();
      if (top.values.length > 0) newLine();
      out.push(top.names === undefined ? "]" : "}");
      continue;
    }
    if (top.next > 0) out.push(",");
    newLine();
    const name = top.names?.[top.next];
    if (name !== undefined) out.push(JSON.stringify(name), style.indent > 0 ? ": " : ":");
    top.next += 1;
    writeStart(value, style, out, stack);
  }
  return out.join("");
}

/** Writes a scalar whole; of a container only the bracket, and puts it on the stack. */
function writeStart(value: Json | undefined, style: JsonStyle, out: string[], stack: Open[]): void {
  if (Array.isArray(value)) {
    out.push("[");
    stack.push({ values: value, names: undefined, next: 0 });
  } else if (typeof value === "object" && value !== null) {
    const object = value as { readonly [name: string]: Json };
    const names = style.names(Object.keys(object));
    out.push("{");
    stack.push({ values: names.map((name) => object[name] as Json), names, next: 0 });
  } else {
    out.push(scalar(value as Exclude<Json, object>, style));
  }
}

function scalar(value: null | boolean | number | bigint | string, style: JsonStyle): string {
  switch (typeof value) {
    case "number":
    case "bigint":
      return style.number(value);
    case "string":
    case "boolean":
    case "object":
      return JSON.stringify(value);
    default:
      throw new LabelingError(
        "INVALID_ARGUMENT",
        `A value of type ${typeof value} cannot be written as JSON.`,
      );
  }
}
