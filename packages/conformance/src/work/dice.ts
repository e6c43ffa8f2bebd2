/** Chance that can be repeated: the same seed throws the same. */
export interface Dice {
  /** A whole number from 1 to `sides`. */
  upTo(sides: number): number;
  oneOf<T>(values: readonly T[]): T;
}

const MODULUS = 2_147_483_647;
const FACTOR = 48_271;

/** Park and Miller's generator: every product stays a safe integer. */
export function createDice(seed: number): Dice {
  let state = (seed * 7_919 + 1) % MODULUS;
  const upTo = (sides: number) => {
    state = (state * FACTOR) % MODULUS;
    return 1 + Math.floor((state / MODULUS) * sides);
  };
  return {
    upTo,
    oneOf: (values) => {
      const value = values[upTo(values.length) - 1];
      if (value === undefined) throw new RangeError("Nothing to choose from.");
      return value;
    },
  };
}
