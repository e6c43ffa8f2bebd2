import type { Refusal } from "../http/request.js";

/** Python reads and writes no longer integer (https://docs.python.org/3/library/stdtypes.html#int-max-str-digits). */
const MAX_DIGITS = 4300;

/** Python gives up at some 1,000 levels, those of the server's own code among them; MLflow 3.17 took 900. */
const DEEP = 500;

/**
 * Why MLflow refuses the content of one of the records (JSON texts), for a message; `undefined` when the refusal may have any
 * other reason. MLflow does not say: what Python cannot read ends in a page about an internal error, and what the
 * database does not take in a database error, as it does when several write at once.
 */
export function refusedContent(
  { status, code }: Refusal,
  records: readonly string[],
): string | undefined {
  if (status === 413) return "it is larger than the server takes.";
  if (status === 500) return records.map(unreadable).find((why) => why !== undefined);
  if (code === "BAD_REQUEST" && records.some(hasNoNumber)) {
    return "it has a number that is NaN or infinite, and MLflow's database does not keep such.";
  }
  return undefined;
}

/** What Python cannot read of a JSON text. */
function unreadable(json: string): string | undefined {
  let depth = 0;
  for (const [token] of json.matchAll(TOKENS)) {
    if (/^-?\d+$/.test(token)) {
      if (token.replace("-", "").length > MAX_DIGITS) {
        return `it has an integer of more than ${MAX_DIGITS} digits, and MLflow does not read such.`;
      }
    } else if (token === "[" || token === "{") {
      depth += 1;
      if (depth > DEEP)
        return `it is nested deeper than MLflow reads, in more than ${DEEP} levels.`;
    } else if (token === "]" || token === "}") {
      depth -= 1;
    }
  }
  return undefined;
}

function hasNoNumber(json: string): boolean {
  return [...json.matchAll(TOKENS)].some(([token]) => /^(?:NaN|-?Infinity)$/.test(token));
}

/** Strings, so that nothing in them is taken for anything else; numbers, brackets, and what JavaScript has no JSON for. */
const TOKENS = /"(?:[^"\\]+|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[[\]{}]|NaN|-?Infinity/g;
