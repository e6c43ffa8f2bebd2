/** Rows or ids a statement: SQLite allows 32,766 values in one. https://sqlite.org/limits.html#max_variable_number */
const AT_ONCE = 1_000;

/** Parts of a list that fit into one statement each. */
export function* batches<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += AT_ONCE)
    yield list.slice(start, start + AT_ONCE);
}
