const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** Reads a number as people type it: digits with a point; `undefined` for anything else. */
export function parseNumber(typed: string): number | undefined {
  const trimmed = typed.trim().replace("\u2212", "-");
  const value = NUMBER.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** Writes a number without an exponent, as number fields want it. */
export function formatNumber(value: number): string {
  const digits = value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 });
  return digits === "-0" ? "0" : digits;
}

/** One entry a line; empty lines do not count. */
export function parseLines(typed: string): readonly string[] {
  return typed
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** `from 1 to 5`, `of at least 1`, `of at most 5`; empty without bounds. */
export function rangeWords({
  min,
  max,
}: {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}): string {
  if (min !== undefined && max !== undefined)
    return ` from ${formatNumber(min)} to ${formatNumber(max)}`;
  if (min !== undefined) return ` of at least ${formatNumber(min)}`;
  return max === undefined ? "" : ` of at most ${formatNumber(max)}`;
}
