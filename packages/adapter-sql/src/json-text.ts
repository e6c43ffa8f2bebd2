/** Reads a JSON text that this store wrote itself, so that its shape is known. */
// oxlint-disable-next-line no-unnecessary-type-parameters -- the caller knows what the column holds
export function readOwnJson<T>(text: string): T {
  // oxlint-disable-next-line no-unsafe-type-assertion -- see above
  return JSON.parse(text) as T;
}
