/** One page of a list. */
export interface Page<T> {
  readonly values: readonly T[];
  readonly nextToken: string | undefined;
}

/** All values, page by page. */
export async function* pagesOf<T>(
  fetchPage: (token: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<readonly T[]> {
  let token: string | undefined;
  do {
    const page = await fetchPage(token);
    yield page.values;
    token = page.nextToken;
  } while (token !== undefined);
}

/** All values of all pages. */
export async function allOf<T>(
  fetchPage: (token: string | undefined) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const values of pagesOf(fetchPage)) all.push(...values);
  return all;
}

/** Consecutive parts of at most `size`. */
export function chunksOf<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}
