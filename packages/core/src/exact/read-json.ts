import { LabelingError } from "../errors.js";

/** Makes values of `T` out of what {@link readJson} meets, innermost first. */
export interface JsonBuilder<T> {
  /** Digits as written, with a leading `-` if there is one. */
  integer(digits: string): T;
  float(value: number): T;
  text(value: string): T;
  literal(value: boolean | null): T;
  array(items: readonly T[]): T;
  /** In the order of the document; of a name that occurs twice, the last value. */
  object(entries: ReadonlyMap<string, T>): T;
}

type Open<T> =
  | { readonly kind: "array"; readonly items: T[] }
  | { readonly kind: "object"; readonly entries: Map<string, T>; name: string };

/**
 * Reads JSON in Python's dialect. It keeps its own stack, so that no depth of nesting can overflow the machine's.
 *
 * @throws {LabelingError} INVALID_ARGUMENT with the position, never with content
 */
export function readJson<T>(text: string, build: JsonBuilder<T>): T {
  const cursor = new Cursor(text);
  const stack: Open<T>[] = [];
  for (;;) {
    const opened = cursor.takeAny<"[" | "{">("[", "{");
    if (opened !== undefined) {
      if (open(cursor, stack, opened)) continue;
    }
    const value = opened === undefined ? readScalar(cursor, build) : close(stack, build);
    const document = attach(cursor, stack, value, build);
    if (document !== undefined) return document.value;
  }
}

/** Puts a new container on the stack. Whether it holds something, in which case its first value comes next. */
function open<T>(cursor: Cursor, stack: Open<T>[], bracket: "[" | "{"): boolean {
  if (bracket === "[") {
    stack.push({ kind: "array", items: [] });
    return cursor.takeAny("]") === undefined;
  }
  const entries = new Map<string, T>();
  const isEmpty = cursor.takeAny("}") !== undefined;
  stack.push({ kind: "object", entries, name: isEmpty ? "" : cursor.readName() });
  return !isEmpty;
}

/** Hands a finished value to its container, and finished containers to theirs. The document, once it is whole. */
function attach<T>(
  cursor: Cursor,
  stack: Open<T>[],
  finished: T,
  build: JsonBuilder<T>,
): { readonly value: T } | undefined {
  let value = finished;
  for (;;) {
    const container = stack.at(-1);
    if (container === undefined) {
      cursor.expectEnd();
      return { value };
    }
    if (container.kind === "array") {
      container.items.push(value);
      if (cursor.take(",", "]") === ",") return undefined;
    } else {
      container.entries.set(container.name, value);
      if (cursor.take(",", "}") === ",") {
        container.name = cursor.readName();
        return undefined;
      }
    }
    value = close(stack, build);
  }
}

function close<T>(stack: Open<T>[], build: JsonBuilder<T>): T {
  const container = stack.pop();
  if (container === undefined) throw new Error("A container was closed that was never opened.");
  return container.kind === "array"
    ? build.array(container.items)
    : build.object(container.entries);
}

function readScalar<T>(cursor: Cursor, build: JsonBuilder<T>): T {
  if (cursor.isAt('"')) return build.text(cursor.readString());
  const number = cursor.match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  // `-` alone is no number, but the sign of `-Infinity`.
  if (number !== undefined) {
    return /[.eE]/.test(number) ? build.float(Number(number)) : build.integer(number);
  }
  switch (cursor.match(/true|false|null|NaN|-?Infinity/y)) {
    case "true":
      return build.literal(true);
    case "false":
      return build.literal(false);
    case "null":
      return build.literal(null);
    case "NaN":
      return build.float(Number.NaN);
    case "Infinity":
      return build.float(Number.POSITIVE_INFINITY);
    case "-Infinity":
      return build.float(Number.NEGATIVE_INFINITY);
    case undefined:
    default:
      return cursor.fail();
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** What stands for itself in a string: no quote, no backslash, no control character. One search is faster than a loop. */
// oxlint-disable-next-line no-control-regex
const PLAIN_TEXT = /[^"\\\u0000-\u001f]+/y;

/** A place in a text, moving forwards. */
class Cursor {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Takes one of the characters if it comes next, after spaces. */
  takeAny<C extends string>(...characters: readonly C[]): C | undefined {
    this.#skipSpaces();
    const found = characters.find((character) => this.isAt(character));
    if (found !== undefined) this.#at += 1;
    return found;
  }

  take<C extends string>(...characters: readonly C[]): C {
    return this.takeAny(...characters) ?? this.fail();
  }

  isAt(character: string): boolean {
    return this.#text[this.#at] === character;
  }

  match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  readName(): string {
    this.#skipSpaces();
    if (!this.isAt('"')) this.fail();
    const name = this.readString();
    this.take(":");
    return name;
  }

  readString(): string {
    this.#at += 1;
    let value = "";
    for (;;) {
      value += this.#readPlainText();
      if (this.isAt('"')) {
        this.#at += 1;
        return value;
      }
      if (!this.isAt("\\")) this.fail();
      value += this.#readEscape();
    }
  }

  expectEnd(): void {
    this.#skipSpaces();
    if (this.#at < this.#text.length) this.fail();
  }

  fail(): never {
    const what =
      this.#at < this.#text.length ? `goes wrong at character ${this.#at + 1}` : "ends too early";
    throw new LabelingError("INVALID_ARGUMENT", `The text is not JSON: it ${what}.`);
  }

  #skipSpaces(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
  }

  #readPlainText(): string {
    return this.match(PLAIN_TEXT) ?? "";
  }

  #readEscape(): string {
    this.#at += 1;
    const short = ESCAPES.get(this.#text[this.#at] ?? "");
    if (short !== undefined) {
      this.#at += 1;
      return short;
    }
    const unicode = this.match(/u[\da-fA-F]{4}/y) ?? this.fail();
    return String.fromCharCode(Number.parseInt(unicode.slice(1), 16));
  }
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d;
}
