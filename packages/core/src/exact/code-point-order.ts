/**
 * Orders texts by code point, as Python's `sorted` does. JavaScript's own order is by UTF-16 unit, which puts
 * characters beyond U+FFFF before U+E000.
 */
export function compareCodePoints(a: string, b: string): number {
  const at = firstDifference(a, b);
  if (at === undefined) return 0;
  // A difference inside a surrogate pair is a difference of the whole code point.
  const start = at > 0 && isHighSurrogate(a.charCodeAt(at - 1)) ? at - 1 : at;
  return codePoint(a, start) - codePoint(b, start) || codePoint(a, at) - codePoint(b, at);
}

function firstDifference(a: string, b: string): number | undefined {
  const longest = Math.max(a.length, b.length);
  for (let at = 0; at < longest; at += 1) {
    if (a.charCodeAt(at) !== b.charCodeAt(at)) return at;
  }
  return undefined;
}

function codePoint(text: string, at: number): number {
  return text.codePointAt(at) ?? -1;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
