/** A trace's inputs, and a record's. `owner` keeps what one contestant works on apart from all else. */
export function inputsOf(owner: string, number: number) {
  return {
    question: `Where is parcel ${number} of ${owner}, and when will it arrive?`,
    number,
  };
}

/** The number in inputs that {@link inputsOf} made: read, it shows that the inputs were. */
export function numberIn(inputs: unknown): number {
  const { number } = Object(inputs);
  return typeof number === "number" ? number : Number.NaN;
}
