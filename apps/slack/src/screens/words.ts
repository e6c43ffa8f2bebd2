/** `Ana`, `Ana and Ben`, `Ana, Ben and Cleo`. */
export function enumerate(words: readonly string[]): string {
  if (words.length <= 1) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `61 %` of a whole; an empty whole is `0 %`. */
export function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.floor((part / whole) * 100)} %`;
}
